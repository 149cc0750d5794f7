/** A log that is not what the run wrote, or that lies beside files of another run, is read by no command. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { uniform } from '../cli/fakeSimulation.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { cask, gaugeRun, runFileIn } from './runs.ts';

// A busy machine is slow; nothing here is about time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = temporaryFolder();
const whole = join(base, 'whole');
let copies = 0;
const copy = () => {
  const folder = join(base, `copy-${copies++}`);
  cpSync(whole, folder, { recursive: true });
  return folder;
};
const edit = (folder: string, name: string, change: (text: string) => string) => {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  expect(change(text)).not.toBe(text);
  writeFileSync(path, change(text));
};
const readers = (folder: string): string[][] => [
  ['analyse', folder],
  ['plot', folder, '--figure', 'history', '--observable', 'plaquette', '--out', join(base, 'figure.svg')],
  ['export', folder, '--to', join(base, 'table.csv')],
];

async function expectRefused(folder: string, sentence: RegExp): Promise<void> {
  const before = readdirSync(base);
  for (const argv of readers(folder)) {
    const { code, stderr } = await cask(argv);
    expect({ argv, code }).toEqual({ argv, code: 2 });
    expect(stderr, argv[0]).toMatch(sentence);
  }
  expect(readdirSync(base)).toEqual(before);
}

beforeAll(async () => {
  await cask(['run', runFileIn(base, 'run', gaugeRun), '--out', whole, '--quiet']);
});

test('what the run left is read by all', async () => {
  for (const argv of readers(whole)) expect(await cask([...argv])).toMatchObject({ code: 0, stderr: '' });
  for (const name of ['figure.svg', 'table.csv']) rmSync(join(base, name));
});

const digitOf = (line: number) => (text: string) => {
  const lines = text.split('\n');
  lines[line - 1] = lines[line - 1].replace(/(plaquette":-?0\.\d{4})(\d)/, (_, start, digit) => `${start}${9 - digit}`);
  return lines.join('\n');
};
const withoutChecksums = (text: string) => text.replaceAll(/,"crc32":"\w{8}"\}/g, '}');

describe('log.jsonl', () => {
  test.each([
    ['with another digit', digitOf(5), /log\.jsonl:5: the line is not what the run wrote here/],
    ['without its last line', (text: string) => text.replace(/.*\n$/, ''), /lines at its end are gone/],
    ['cut in its last line', (text: string) => text.slice(0, -5), /lines at its end are gone/],
    ['emptied', () => '', /has 0 bytes, but had \d+ when .*00000008\.safetensors was written/],
    ['without checksums', withoutChecksums, /lines at its end are gone/],
    ['without a line in between', (text: string) => text.replace(/.*"trajectory":3.*\n/, ''), /log\.jsonl:3: the line/],
  ])('%s', async (_, change, sentence) => {
    const folder = copy();
    edit(folder, 'log.jsonl', change);
    await expectRefused(folder, sentence);
  });

  test('with one random byte changed, without any checkpoint: 40 times', async () => {
    const folder = copy();
    rmSync(join(folder, 'checkpoint'), { recursive: true });
    const bytes = readFileSync(join(folder, 'log.jsonl'));
    for (let k = 0; k < 40; k++) {
      const damaged = bytes.slice();
      // The line break at the very end is one that a run which is going on may not have written yet.
      damaged[Math.floor(uniform(11, k, 0) * (bytes.length - 1))] ^= 1 << Math.floor(8 * uniform(11, k, 1));
      writeFileSync(join(folder, 'log.jsonl'), damaged);
      const { code, stderr } = await cask(['analyse', folder]);
      expect({ k, code, stderr }).toMatchObject({
        k,
        code: 2,
        stderr: expect.stringMatching(/log\.jsonl:\d+: the line/),
      });
    }
  });

  test('of a version without checksums is compared with its checkpoint, and continues with checksums', async () => {
    const folder = copy();
    rmSync(join(folder, 'checkpoint'), { recursive: true });
    edit(folder, 'log.jsonl', withoutChecksums);
    for (const argv of readers(folder)) expect(await cask([...argv])).toMatchObject({ code: 0, stderr: '' });
    for (const name of ['figure.svg', 'table.csv']) rmSync(join(base, name));
  });
});

test('a log cut to the older checkpoint is refused, until the run continues from there', async () => {
  const folder = copy();
  edit(folder, 'log.jsonl', text => `${text.split('\n').slice(0, 6).join('\n')}\n`);
  await expectRefused(folder, /lines at its end are gone/);
  const { code, stdout } = await cask(['resume', folder]);
  expect(code).toBe(0);
  expect(stdout).toContain('going on after trajectory 6');
  for (const name of ['log.jsonl', 'summary.json']) {
    expect(readFileSync(join(folder, name), 'utf8'), name).toBe(readFileSync(join(whole, name), 'utf8'));
  }
});

describe('files of another run', () => {
  test.each([
    ['resolved.toml', 'beta = 1', 'beta = 1.5', /action\.gauge\.beta was 1, is now 1\.5/],
    ['provenance.json', '"seed": 5', '"seed": 6', /seed was 5, is now 6/],
    ['provenance.json', /"version": ".*"/, '"version": "9.9.9"', /version was .*, is now 9\.9\.9/],
    ['provenance.json', '"program": "cask"', '"program": "mask"', /is no provenance of cask/],
  ])('%s with %s changed to %s', async (name, before, after, sentence) => {
    const folder = copy();
    edit(folder, name, text => text.replace(before, after));
    await expectRefused(folder, sentence);
  });
});
