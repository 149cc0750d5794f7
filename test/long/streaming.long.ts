// Configurations that are larger than the memory that is allowed: shown and converted slice by slice.
import { execFileSync } from 'node:child_process';
import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { hotConfiguration } from '../../src/files/configuration/hotConfiguration.fixture.ts';
import { saveSlices } from '../../src/files/node/index.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';

const base = temporaryFolder();
const at = (name: string) => join(base, name);
const script = fileURLToPath(new URL('../faults/measuredCask.ts', import.meta.url));

/** 16³ × T, SU(3): 2.4 MB per time slice, all of them alike. */
function write(name: string, extentT: number): void {
  const slice = hotConfiguration([16, 16, 16, 1], 3).links;
  const source = { extents: [16, 16, 16, extentT], colours: 3, precision: 64, slice: () => slice } as const;
  saveSlices(at(name), source, { format: 'ildg' }, () => ({ plaquette: 0, linkTrace: 0 }));
}

function measured(...argv: string[]) {
  const limits = ['--max-old-space-size=64', '--max-semi-space-size=2'];
  const text = execFileSync(process.execPath, [...limits, script, ...argv], { encoding: 'utf8' });
  return JSON.parse(text) as { code: number; stdout: string; stderr: string; kilobytes: number };
}

const large = 112;
const megabytes = (path: string) => statSync(at(path)).size / 1e6;

beforeAll(() => {
  write('small.ildg', 4);
  write('large.ildg', large);
});

describe.each([
  ['show', (name: string) => ['show', at(`${name}.ildg`)]],
  ['convert to NERSC', (name: string) => ['convert', at(`${name}.ildg`), at(`${name}.nersc`)]],
  ['convert to ILDG', (name: string) => ['convert', at(`${name}.nersc`), at(`${name}.lime`), '--precision', '32']],
])('%s', (what, argv) => {
  test(`takes no more memory for ${large} slices than for 4, up to what the collector leaves lying`, () => {
    const [few, many] = [measured(...argv('small')), measured(...argv('large'))];
    expect(few).toMatchObject({ code: 0, stderr: '' });
    expect(many).toMatchObject({ code: 0, stderr: '' });
    const [before, after] = [few.kilobytes / 1e3, many.kilobytes / 1e3];
    console.log(
      `${what}: ${megabytes('large.ildg').toFixed(0)} MB of ILDG, at most ${after.toFixed(0)} MB resident, ` +
        `${before.toFixed(0)} MB for ${megabytes('small.ildg').toFixed(0)} MB.`,
    );
    expect(megabytes('large.ildg')).toBeGreaterThan(250);
    expect(after - before).toBeLessThan(megabytes('large.ildg') / 4);
  });
});

test('a large file that is cut off is refused', () => {
  truncateSync(at('large.nersc'), 250_000_000);
  expect(measured('show', at('large.nersc'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Truncated NERSC data'),
  });
});
