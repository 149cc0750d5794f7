/** The pages about files and measurements: their commands work, in the order of the page, and their tables are complete. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { observables } from '../../src/cli/measuring/observables.ts';
import { callMain } from './callMain.ts';
import { hot, saved } from './configurationFiles.ts';
import { goodFile } from './samples.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const root = join(import.meta.dirname, '..', '..');
const pages = ['docs/measure.md', 'docs/files.md'].map(name => ({
  name,
  page: readFileSync(join(root, name), 'utf8'),
}));
const commandsOf = (page: string) =>
  [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => block.trim().split('\n'));

describe.each(pages)('$name', { timeout: 60_000 }, ({ name, page }) => {
  const base = temporaryFolder();
  saved(join(base, 'one.ildg'), hot('SU(3)', [2, 2, 2, 4]));
  saved(join(base, 'two.ildg'), hot('SU(3)', [2, 2, 2, 4], 2));
  saved(join(base, 'three.txt'), hot('SU(3)', [2, 2, 2, 4], 3), { format: 'bridge' });

  beforeAll(async () => {
    writeFileSync(join(base, 'first.toml'), goodFile);
    await callMain(['run', join(base, 'first.toml'), '--out', join(base, 'runs/first'), '--quiet']);
  });

  test.each(commandsOf(page))('%s', async command => {
    const [program, ...argv] = command.split(' ');
    expect(program).toBe('cask');
    const inFolder = argv.map(word => (/\.[a-z]\w*$|^runs\//.test(word) ? join(base, word) : word));
    const { code, stdout, stderr } = await callMain(inFolder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toBe('');
  });

  test('every option of its commands is in the page, and every link leads somewhere', async () => {
    for (const command of name.includes('measure') ? ['measure'] : ['show', 'convert', 'export']) {
      const { stdout } = await callMain([command, '--help']);
      for (const [option] of stdout.matchAll(/--[a-z-]+/g)) if (option !== '--help') expect(page).toContain(option);
    }
    const links = [...page.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => join(root, 'docs', link));
    expect(links.filter(link => !existsSync(link))).toEqual([]);
  });
});

test('every observable has its row', () => {
  for (const name of Object.keys(observables)) expect(pages[0].page).toContain(`\n| \`${name}\` |`);
});

test('the answers of show and convert have the keys of the page', async () => {
  const base = temporaryFolder();
  const file = saved(join(base, 'one.ildg'), hot('SU(3)', [2, 2, 2, 4]));
  for (const argv of [
    ['show', file],
    ['convert', file, join(base, 'two.nersc')],
  ]) {
    const { stdout } = await callMain([...argv, '--json']);
    for (const key of Object.keys(JSON.parse(stdout))) expect(pages[1].page).toContain(`\`${key}\``);
  }
});
