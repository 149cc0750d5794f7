// What a user gets from the registry: pack, install into an empty project, import every subpath, start the command.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPacked, repository } from './packed.ts';

const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  name: string;
  exports: Record<string, unknown>;
};
const subpaths = Object.keys(manifest.exports)
  .filter(path => !path.endsWith('.json'))
  .map(path => path.replace('.', manifest.name));

let project = '';
let packed: string[] = [];

function output(program: string, options: readonly string[], folder = project): string {
  return execFileSync(program, options, { cwd: folder, encoding: 'utf8' });
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'cask-tarball-'));
  packed = installPacked(project);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the packed tarball', () => {
  test('holds compiled code and documents, no source and no tests', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        ...['README.md', 'LICENSE', 'CHANGELOG.md', 'CITATION.cff', 'CONVENTIONS.md', 'bin/cask.js'],
        ...['docs/run-file.md', 'docs/architecture.md', 'examples/su2-hmc.toml', 'dist/examples/hmc-by-hand.ts'],
        ...['dist/studio/index.html', 'dist/widget/index.js', 'examples/notebooks/first-hmc.ipynb'],
      ]),
    );
    expect(
      packed.filter(
        path =>
          /\.test\.|(^|[^d])\.ts$|^(src|test|bench)\//.test(path) &&
          !path.endsWith('.d.ts') &&
          !path.startsWith('dist/examples/'),
      ),
    ).toEqual([]);
  });

  test('brings at most thirteen other packages along', () => {
    // The first line is the project itself.
    const [, ...installed] = output('npm', ['ls', '--all', '--parseable']).trim().split('\n');
    const others = installed.filter(path => !path.endsWith(join('node_modules', manifest.name)));
    console.log(
      `${others.length} packages come along: ${others.map(path => path.split('node_modules/').at(-1)).join(', ')}.`,
    );
    expect(others).toHaveLength(installed.length - 1);
    expect(others.length).toBeLessThanOrEqual(13);
  });

  test.each(subpaths)('%s can be imported', subpath => {
    const names = output('node', [
      '--input-type=module',
      '-e',
      `console.log(Object.keys(await import('${subpath}')).length)`,
    ]);
    expect(Number(names)).toBeGreaterThan(0);
  });

  test('its declarations satisfy a strict compiler that checks libraries too', () => {
    const imports = subpaths.map(
      (subpath, index) => `import * as room${index} from '${subpath}';\nvoid room${index};\n`,
    );
    writeFileSync(join(project, 'user.ts'), imports.join(''));
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--lib', 'es2024,dom'];
    const typeRoots = ['--typeRoots', join(repository, 'node_modules/@types'), '--types', 'node'];
    const compiler = join(repository, 'node_modules/.bin/tsc');
    const complaints = spawnSync(compiler, [...options, ...typeRoots, 'user.ts'], {
      cwd: project,
      encoding: 'utf8',
    }).stdout;
    expect(complaints).toBe('');
  });

  test('its examples import the package by name, satisfy a strict compiler, and run', () => {
    const names = packed.filter(path => /^dist\/examples\/.*\.ts$/.test(path)).map(path => path.split('/').at(-1)!);
    expect(names).toContain('hmc-by-hand.ts');
    for (const name of names)
      copyFileSync(join(project, 'node_modules', manifest.name, 'dist/examples', name), join(project, name));
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--lib', 'es2024,dom'];
    const typeRoots = ['--typeRoots', join(repository, 'node_modules/@types'), '--types', 'node', '--skipLibCheck'];
    const compiler = join(repository, 'node_modules/.bin/tsc');
    expect(spawnSync(compiler, [...options, ...typeRoots, ...names], { cwd: project, encoding: 'utf8' }).stdout).toBe(
      '',
    );
    const node = join(repository, 'node_modules/.bin/node');
    expect(output(node, ['hmc-by-hand.ts', '12'])).toContain('plaquette');
  });

  test('the command starts and names itself', () => {
    expect(existsSync(join(project, 'node_modules/.bin/cask'))).toBe(true);
    expect(output('node', ['node_modules/.bin/cask', '--help'])).toContain('cask');
  });
});
