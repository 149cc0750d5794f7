/** `cask measure` on configurations of other codes. */
import { describe, expect, test } from 'vitest';
import { foreign, foreignFilesPresent } from './configurationFiles.ts';
import { compiling, measure } from './measured.ts';

describe.skipIf(!foreignFilesPresent)('files of other codes', compiling, () => {
  const one = async (path: string, ...flags: string[]) => (await measure(foreign(path), ...flags)).lines[0];
  const l4444 = [(1.794675156076 + 1.774425797607) / 6, 0.646758737419];
  const l4448 = [(1.723748280797 + 1.690586065417) / 6, 0.069216590061];
  // The stated numbers have twelve digits after the point.
  const digits = 11;

  test.each([
    ['milc/lat.sample.l4444', l4444],
    ['milc/lat.sample.l4444.ildg', l4444],
    ['milc/lat.sample.l4444.scidac', l4444],
    ['milc/lat.sample.l4448', l4448],
    ['milc/lat.sample.l4448.scidac', l4448],
    ['milc/lat.sample.l4448.foreign', l4448],
    ['openqcd_hirep/openQCD_qcd1_pb_L8T8_b6.0_c1.234_k0.13_r0_id4n1', [0.001669681144103]],
    ['openqcd_hirep/HiRep_qcd1_pb_L8T8_b6.0_c1.234_k0.13_r0_id4n1', [0.001669681144103]],
    ['gaugefields/2222.ildg', [-0.009508755537]],
  ])('%s has the plaquette and link trace stated for it', async (path, [P, trace]) => {
    const answer = await one(path);
    expect(answer.plaquette).toBeCloseTo(P, digits);
    if (trace !== undefined) expect(answer.linkTrace).toBeCloseTo(trace, digits);
  });

  test('what depends on the gauge changes when it is fixed, the rest does not', async () => {
    const invariant = ['plaquette', 'rectangle', 'energyDensity', 'topologicalCharge'];
    const flags = ['--observe', ['polyakovLoop', 'linkTrace', ...invariant].join(), '--flow', '0.1'];
    const [free, fixed] = [
      await one('milc/lat.sample.l4448', ...flags),
      await one('milc/lat.sample.l4448.gf', ...flags),
    ];
    expect(Math.abs(fixed.linkTrace - free.linkTrace)).toBeGreaterThan(0.1);
    // Fixed in single precision, whose rounding is 6e-8 per link; the charge sums 512 sites.
    for (const name of invariant) expect(Math.abs(fixed[name] - free[name])).toBeLessThan(1e-6);
    expect(Math.abs(fixed.polyakovLoop[0] - free.polyakovLoop[0])).toBeLessThan(1e-6);
    expect(Math.abs(fixed.polyakovLoop[1] - free.polyakovLoop[1])).toBeLessThan(1e-6);
  });

  test('the damaged one is refused by its checksum', async () => {
    const { code, stderr, lines } = await measure(foreign('milc/lat.sample.5p7'));
    expect({ code, lines }).toEqual({ code: 2, lines: [] });
    expect(stderr).toMatch(/lat\.sample\.5p7: MILC checksums do not match/);
  });

  test('remarks go to the error output, or with --json into the answer', async () => {
    const path = foreign('milc/lat.sample.l4448.foreign');
    const [plain, json] = [await measure(path), await measure(path, '--json')];
    expect(plain.stderr).toMatch(/foreign: Accepted a missing scidac-checksum/);
    expect(json.stderr).toBe('');
    expect(json.lines[0].remarks.join()).toMatch(/Accepted a missing scidac-checksum/);
    expect({ ...json.lines[0], remarks: undefined }).toEqual(plain.lines[0]);
  });
});
