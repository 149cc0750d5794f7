/** Text of others reaches the terminal harmlessly: no name, header, key or document can move its cursor. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { hotConfiguration } from '../../src/files/configuration/hotConfiguration.fixture.ts';
import { writeIldg } from '../../src/files/index.ts';
import { cask, gaugeRun } from '../faults/runs.ts';
import { callMain } from './callMain.ts';
import { hot, saved } from './configurationFiles.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const at = (name: string) => join(base, name);
const harm = '\u001b[2J\u009b31m\u202e';
const u = hot('SU(2)', [2, 2, 2, 4]);

function withHeader(name: string, key: string, value: string): string {
  const bytes = readFileSync(saved(at('plain.nersc'), u, { format: 'nersc' }), 'latin1');
  const text = Buffer.from(value).toString('latin1');
  writeFileSync(at(name), bytes.replace(new RegExp(`${key} = .*`), `${key} = ${text}`), 'latin1');
  return at(name);
}

function ildgWith(name: string, information: string): string {
  writeFileSync(at(name), writeIldg(hotConfiguration([2, 2, 2, 4], 3), { information, title: harm, lfn: harm }));
  return at(name);
}

function textFile(name: string, text: string): string {
  writeFileSync(at(name), text);
  return at(name);
}

describe('nothing but letters, line feeds and tabs is printed for', () => {
  test.each([
    ['a NERSC header', () => ['show', withHeader('label.nersc', 'ENSEMBLE_LABEL', harm)], 0],
    ['a NERSC header that is refused', () => ['show', withHeader('type.nersc', 'DATATYPE', harm)], 2],
    ['the texts of an ILDG file', () => ['show', ildgWith('a.ildg', harm)], 0],
    ['the same as JSON', () => ['show', ildgWith('b.ildg', harm), '--json'], 0],
    ['a name', () => ['show', saved(at(`${harm}.nersc`), u, { format: 'nersc' })], 0],
    ['a name of no file', () => ['measure', at(`${harm}none`)], 2],
    [
      'a document',
      () => ['show', textFile('doc.xml', `<markovChain><size><x>${harm}</x><x>1</x></size></markovChain>`)],
      2,
    ],
    ['a key of a run file', () => ['check', textFile('key.toml', '"\\u001b[2J" = 1\n')], 2],
    ['a section of a run file', () => ['check', textFile('section.toml', '[lattice."\\u001b[2J"]\nx = 1\n')], 2],
    ['a value of a run file', () => ['check', textFile('value.toml', 'group.name = "\\u001b[2J"\n')], 2],
    ['an option', () => ['show', '--\u001b[2J'], 2],
    ['a command', () => ['\u001b[2J'], 2],
  ] as const)('%s', async (_, argv, expected) => {
    const { code, stdout, stderr } = await callMain(argv());
    expect(code).toBe(expected);
    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u);
    expect(stdout + stderr).toMatch(/\\u001b|\\u202e|\[2J/);
  });
});

test('further lines of a text are set under its first, and pass for no entry of their own', async () => {
  const { stdout } = await callMain(['show', ildgWith('lines.ildg', 'β = 6\nremark             nothing')]);
  expect(stdout).toMatch(/^header information +β = 6\n {2,}remark {2,}nothing$/m);
  expect(stdout.match(/^remark/gm)).toHaveLength(1);
});

describe.skipIf(process.platform === 'win32')('a pipe as input', () => {
  spawnSync('mkfifo', [at('pipe.ildg'), at('pipe.xml'), at('pipe.toml')]);

  test.each(['show', 'measure'])('is refused by %s, which does not wait for a writer', async command => {
    const { code, stderr } = await callMain([command, at('pipe.ildg')]);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the path is a pipe, not a file'),
    });
  });

  test('is refused as a document and as the start of a run', async () => {
    expect((await callMain(['show', at('pipe.xml')])).stderr).toMatch(/the path is a pipe, not a file/);
    const text = gaugeRun.replace('"hot"', JSON.stringify(at('pipe.ildg')));
    const { code, stderr } = await cask(['run', textFile('start.toml', text), '--out', at('never')]);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/start\.from.*a pipe, not a file/),
    });
  });

  test('is refused as a run file, and read where the shell has opened it', async () => {
    expect((await callMain(['check', at('pipe.toml')])).stderr).toMatch(/is a pipe, which may never be written to/);
    const program = fileURLToPath(new URL('../../bin/cask.js', import.meta.url));
    const key = textFile('key.toml', 'colour = 1\n');
    const { status, stderr } = spawnSync('sh', [
      '-c',
      `cat ${key} | "${process.execPath}" ${program} check /dev/stdin`,
    ]);
    expect({ status, stderr: String(stderr) }).toEqual({ status: 2, stderr: expect.stringContaining('colour') });
  });
});
