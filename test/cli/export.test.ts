/** `cask export`: the log of a run as a table for other programs. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Table } from '../../src/files/index.ts';
import { readCsv, readHdf5 } from '../../src/files/node/index.ts';
import { cask, gaugeRun, runFileIn } from '../faults/runs.ts';
import { temporaryFolder } from './temporaryFolder.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = temporaryFolder();
const run = join(base, 'run');
const column = (table: Table, name: string) => [...table.columns.find(found => found.name === name)!.values];

beforeAll(async () => {
  await cask(['run', runFileIn(base, 'run', gaugeRun), '--out', run, '--quiet']);
});

describe.each([
  { ending: 'h5', read: readHdf5 },
  { ending: 'csv', read: readCsv },
])('as .$ending', ({ ending, read }) => {
  const path = join(base, `out.${ending}`);

  test('every number of the log is there, bit for bit, and what was not measured is missing', async () => {
    const { code, stdout, stderr } = await cask(['export', run, '--to', path]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('8 trajectories, columns trajectory, phase, deltaH, accepted, plaquette');
    const table = await read(path);
    const log = readFileSync(join(run, 'log.jsonl'), 'utf8').trimEnd().split('\n');
    const records = log.map(line => JSON.parse(line));
    for (const name of ['trajectory', 'phase', 'deltaH', 'plaquette']) {
      expect(column(table, name)).toEqual(records.map(record => record[name]));
    }
    expect(column(table, 'accepted')).toEqual(records.map(({ accepted }) => Number(accepted)));
    const loops = records.map(({ polyakovLoop }) => [polyakovLoop ?? Number.NaN].flat()[0]);
    const named = table.columns.find(({ name }) => name.startsWith('polyakovLoop'))!.name;
    expect(column(table, named)).toEqual(loops);
    expect(loops.filter(Number.isNaN)).toHaveLength(4);
  });

  test('with where it comes from, and what columns mean', async () => {
    const { attributes, columns } = await read(path);
    expect(attributes).toMatchObject({ format: 'cask-observables', program: 'cask', seed: 5, machine: 'wasm128' });
    expect(attributes['resolved.toml']).toBe(readFileSync(join(run, 'resolved.toml'), 'utf8'));
    expect(attributes['provenance.json']).toBe(readFileSync(join(run, 'provenance.json'), 'utf8'));
    for (const { description } of columns) expect(description).not.toBe('');
  });

  test('an existing file is replaced on request only', async () => {
    const before = readFileSync(path);
    const { code, stderr } = await cask(['export', run, '--to', path]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${path} exists already`);
    expect(readFileSync(path)).toEqual(before);
    expect(await cask(['export', run, '--out', path, '--force'])).toMatchObject({ code: 0 });
  });
});

test('a run that has only begun gives its first lines, and a line without its end is left out', async () => {
  const begun = join(base, 'begun');
  await cask(['run', runFileIn(base, 'begun', gaugeRun), '--out', begun, '--quiet'], { stopIn: 3 });
  writeFileSync(join(begun, 'log.jsonl'), '{"trajectory":4,"ph', { flag: 'a' });
  const { code, stdout } = await cask(['export', begun, '--to', join(base, 'begun.csv')]);
  expect(code).toBe(0);
  expect(stdout).toContain('log.jsonl:4: the last line was not finished and is left out.');
  expect(column(readCsv(join(base, 'begun.csv')), 'trajectory')).toEqual([1, 2, 3]);
});

test('what cannot be exported is reported in a sentence, and nothing is written', async () => {
  const before = readdirSync(base);
  const answers = await Promise.all([
    cask(['export', run, '--to', join(base, 'out.xlsx')]),
    cask(['export', join(base, 'nowhere'), '--to', join(base, 'new.csv')]),
    cask(['export', run, '--to', join(base, 'no', 'folder', 'new.h5')]),
    cask(['export', run]),
  ]);
  expect(answers.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  const sentences = answers.map(({ stderr }) => stderr);
  expect(sentences[0]).toContain('does not tell the format: end it with .h5, .hdf5, .csv, .nc, .json.');
  expect(sentences[1]).toContain('is no run folder: it holds no resolved.toml');
  expect(sentences[2]).toContain('the file or its folder does not exist');
  expect(sentences[3]).toContain("required option '--to <FILE>'");
  expect(readdirSync(base)).toEqual(before);
});
