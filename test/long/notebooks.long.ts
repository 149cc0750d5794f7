// The notebooks of examples/ in Deno's Jupyter kernel, from beginning to end, against the packed package. Needs `deno` (npm or its
// own installer) and `jupyter nbconvert` (Debian's jupyter-nbconvert) on the path; without them it says so and is skipped.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPacked, repository } from './packed.ts';

const answers = (program: string, ...options: string[]) => spawnSync(program, options).status === 0;
const isThere = answers('deno', '--version') && answers('jupyter', 'nbconvert', '--version');
if (!isThere) console.warn('\n  NO DENO OR NO JUPYTER ON THIS MACHINE: the notebooks are not executed.\n');

interface Cell {
  readonly cell_type: 'code' | 'markdown';
  readonly source: readonly string[];
  readonly outputs?: readonly {
    readonly text?: readonly string[];
    readonly data?: Readonly<Record<string, unknown>>;
  }[];
}
interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: { readonly kernelspec: { readonly name: string } };
}

const folder = join(repository, 'examples/notebooks');
const names = readdirSync(folder).filter(name => name.endsWith('.ipynb'));
const notebook = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Notebook;

test('notebooks are kept without their outputs, for the kernel of Deno', () => {
  expect(names).toEqual(['first-hmc.ipynb', 'measure-configuration.ipynb', 'train-cask.ipynb']);
  for (const name of names) {
    const { cells, metadata } = notebook(join(folder, name));
    expect(cells.flatMap(({ outputs = [] }) => outputs)).toEqual([]);
    expect(metadata.kernelspec.name).toBe('deno');
  }
});

describe.skipIf(!isThere)('in Deno', () => {
  let project = '';
  // Kernels are installed into the home of a user: here one that is thrown away.
  const options = () => ({ cwd: project, encoding: 'utf8', env: { ...process.env, HOME: project } }) as const;
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'cask-notebooks-'));
    installPacked(project);
    execFileSync('deno', ['jupyter', '--install'], options());
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  /** What a notebook printed and how many pictures it showed. */
  function executed(name: string): { text: string; pictures: number } {
    copyFileSync(join(folder, name), join(project, name));
    const { status, stderr } = spawnSync(
      'jupyter',
      ['nbconvert', '--to', 'notebook', '--execute', '--output', `done-${name}`, name],
      options(),
    );
    if (status !== 0) throw new Error(stderr);
    const outputs = notebook(join(project, `done-${name}`)).cells.flatMap(({ outputs: own = [] }) => own);
    const pictures = outputs.filter(({ data }) => String(data?.['image/svg+xml']).includes('<svg'));
    return { text: outputs.flatMap(({ text = [] }) => text).join(''), pictures: pictures.length };
  }

  test('a first hybrid Monte Carlo finds the exact plaquette', () => {
    const { text, pictures } = executed('first-hmc.ipynb');
    // Four standard errors: one seed, so that it either always holds or never.
    expect(Number(/([\d.]+) standard errors apart/.exec(text)?.[1])).toBeLessThan(4);
    expect(pictures).toBe(1);
  });

  test('a CASK network is trained, and its weights are there', () => {
    const { text, pictures } = executed('train-cask.ipynb');
    expect(text).toMatch(/loss \d/);
    expect(text).toMatch(/Plaquette +0\.[67]\d+\(\d+\)/i);
    expect(text).toContain('"weights"');
    expect(pictures).toBeGreaterThanOrEqual(2);
  });

  test('a configuration is written, read back and measured', () => {
    const { text, pictures } = executed('measure-configuration.ipynb');
    expect(text).toContain('the same as what was written: true');
    expect(text).toMatch(/t = 3\.00: Q = -?\d/);
    expect(pictures).toBe(2);
  });
});
