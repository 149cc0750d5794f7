/** `cask measure` and `cask fix` on ranks: the words and files of one process, also where a file cannot be used. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hot, saved } from '../cli/configurationFiles.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { hasMpi, mpirun, program } from './mpirun.ts';

const base = temporaryFolder();
const at = (name: string) => join(base, name);
const [file, other] = [hot('SU(3)', [4, 4, 4, 4]), hot('SU(2)', [4, 2, 4, 4])].map((u, k) => saved(at(`${k}.ildg`), u));

function alone(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** What mpirun adds to the error output stands behind. */
function onRanks(...argv: string[]) {
  const [command, given] = mpirun(2, program, ...argv, '--ranks', 'auto');
  const { status, stdout, stderr } = spawnSync(command, given, { encoding: 'utf8' });
  return { status, stdout, stderr: stderr.split(/^-{20}/m)[0] };
}

test.skipIf(!hasMpi)('measured on two ranks, one file of three being none', { timeout: 240_000 }, () => {
  const argv = ['measure', file, at('none.ildg'), other, '--observe', 'plaquette,topologicalCharge,polyakovLoop'];
  const expected = alone(...argv);
  expect(expected).toMatchObject({ status: 2, stderr: expect.stringContaining('none.ildg') });
  expect(onRanks(...argv)).toEqual(expected);
});

test.skipIf(!hasMpi)('the gauge fixed on two ranks', { timeout: 240_000 }, () => {
  const fix = (from: string, to: string) => ['fix', from, to, '--gauge', 'landau', '--tolerance', '3e-2', '--json'];
  const expected = alone(...fix(other, at('alone.ildg')));
  expect(expected.status).toBe(0);
  const found = onRanks(...fix(other, at('together.ildg')));
  expect(found).toEqual({ ...expected, stdout: expected.stdout.replace('alone', 'together') });
  expect(readFileSync(at('together.ildg'))).toEqual(readFileSync(at('alone.ildg')));
  // Nothing may be replaced, nor written by one rank alone.
  expect(onRanks(...fix(other, at('alone.ildg')))).toEqual(alone(...fix(other, at('alone.ildg'))));
});
