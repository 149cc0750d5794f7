/** What is said about ranks where there are none, or other ones. */
import { afterEach, expect, test } from 'vitest';
import { parseRanks } from '../../src/cli/ranks/grid.ts';
import { boundTooTightly } from '../../src/cli/sharing.ts';
import { callMain } from './callMain.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const before = process.env.OMPI_COMM_WORLD_SIZE;

afterEach(() => {
  if (before === undefined) delete process.env.OMPI_COMM_WORLD_SIZE;
  else process.env.OMPI_COMM_WORLD_SIZE = before;
});

test('ranks are written as a grid, or auto', () => {
  expect(parseRanks('1.1.2.2')).toEqual([1, 1, 2, 2]);
  expect(parseRanks('1.4')).toEqual([1, 4]);
  expect(parseRanks('auto')).toBe('auto');
  for (const wrong of ['', '0.1', '1.1.2.2.2', '1,2', '1.', '-1', 'all']) expect(parseRanks(wrong)).toBeUndefined();
});

test('processes of mpirun that know nothing of each other are not all started on one run', async () => {
  process.env.OMPI_COMM_WORLD_SIZE = '4';
  for (const argv of [
    ['run', `${base}/no.toml`],
    ['resume', base],
  ]) {
    const { code, stderr } = await callMain(argv);
    expect(stderr).toMatch(/^mpirun started 4 processes of cask.*add --ranks auto/);
    expect(code).toBe(2);
  }
});

test('a rank that mpirun has bound to fewer cores than it has threads says so', () => {
  expect(boundTooTightly(2, 2)).toBeUndefined();
  expect(boundTooTightly(4, 1)).toMatch(
    /4 threads on each rank, but this one may use only one core\. .* --bind-to none/,
  );
});

test('replicas are not divided', async () => {
  const { code, stderr } = await callMain(['run', `${base}/no.toml`, '--ranks', 'auto', '--replicas', '2']);
  expect(stderr).toContain('run replicas without --ranks');
  expect(code).toBe(2);
});
