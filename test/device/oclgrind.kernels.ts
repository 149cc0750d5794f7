// Oclgrind runs kernels on a simulated device and reports every read or write out of bounds and every race between work
// items. It is a driver of its own (an ICD), so that nothing but the list of drivers differs from another device.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';

const driver = ['/usr/lib/oclgrind/liboclgrind-rt-icd.so', '/usr/local/lib/oclgrind/liboclgrind-rt-icd.so'].find(path =>
  existsSync(path),
);
if (driver === undefined) console.log('SKIPPED: no kernel is watched for races, because there is no Oclgrind here.');

describe.skipIf(driver === undefined)('under Oclgrind', () => {
  const folder = temporaryFolder();

  /** What a program prints, and what Oclgrind has to say about it. */
  function watched(program: string): { stdout: string; stderr: string; complaints: string } {
    const log = join(folder, `${program}.log`);
    writeFileSync(join(folder, 'oclgrind.icd'), `${driver}\n`);
    const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL(program, import.meta.url))], {
      encoding: 'utf8',
      env: { ...process.env, OCL_ICD_VENDORS: folder, OCLGRIND_DATA_RACES: '1', OCLGRIND_LOG: log },
    });
    return { stdout, stderr, complaints: existsSync(log) ? readFileSync(log, 'utf8') : '' };
  }

  test('planted faults are found', () => {
    const { stdout, complaints } = watched('planted.ts');
    expect(stdout).toContain('Oclgrind');
    expect(complaints).toMatch(/Invalid write of size 4 .*\n\s*Kernel: beyond/);
    expect(complaints).toMatch(/data race .*\n\s*Kernel: together/);
  });

  test('a trajectory with quarks has none, and the bits of WebAssembly', { timeout: 20 * 60_000 }, () => {
    const { stdout, stderr, complaints } = watched('trajectory.ts');
    expect(complaints).toBe('');
    expect(stdout, stderr).toBe('The same bits.\n');
  });
});
