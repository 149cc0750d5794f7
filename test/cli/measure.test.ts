/** `cask measure`: what it prints is what the library measures, file after file. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configurationOf, saveConfiguration } from '../../src/files/index.ts';
import { coldStart, gradientFlow, wilsonFlowAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { Lattice } from '../../src/lattice/index.ts';
import {
  complexPolyakovLoop,
  energyDensity,
  exactChiralCondensate,
  plaquette,
  topologicalCharge,
} from '../../src/measure/observables/index.ts';
import { wavesOfSU3 } from '../../src/measure/observables/knownFields.fixture.ts';
import { network, stoutLayer } from '../../src/network/index.ts';
import { observables } from '../../src/run/measure/observables.ts';
import { callMain } from './callMain.ts';
import { foreign, foreignFilesPresent, hot, saved } from './configurationFiles.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Milliseconds, for kernels that compile on a busy machine. */
const compiling = { timeout: 60_000 };
/** Sums in another order, machines with fused multiply-add. */
const rounding = 12;
const base = temporaryFolder();
const u = hot('SU(2)', [4, 4, 2, 4]);
const file = saved(join(base, 'u.ildg'), u);

async function measure(...argv: string[]) {
  const { code, stdout, stderr } = await callMain(['measure', ...argv]);
  const lines = stdout.split('\n').slice(0, -1);
  return { code, stderr, lines: lines.map(line => JSON.parse(line)) };
}

describe('on files', compiling, () => {
  test('every observable, as the library measures it', async () => {
    const names = Object.keys(observables);
    const { code, stderr, lines } = await measure(file, '--observe', names.join(), '--mass', '0.5', '--exact');
    expect({ code, stderr, count: lines.length }).toEqual({ code: 0, stderr: '', count: 1 });
    const [answer] = lines;
    expect(Object.keys(answer)).toEqual(['file', 'mass', 'flavours', ...names]);
    expect(answer.plaquette).toBeCloseTo(plaquette().measure(u), rounding);
    expect(answer.energyDensity).toBeCloseTo(energyDensity().measure(u), rounding);
    expect(answer.topologicalCharge).toBeCloseTo(topologicalCharge().measure(u), rounding);
    const [re, im] = complexPolyakovLoop().measure(u);
    expect(answer.polyakovLoop[0]).toBeCloseTo(re, rounding);
    expect(answer.polyakovLoop[1]).toBeCloseTo(im, rounding);
    const { lattice, group } = u;
    const exact = exactChiralCondensate({ lattice, group, mass: 0.5, flavours: 4, solver: { tolerance: 1e-12 } });
    // The solver of the command stops at 1e-10.
    expect(answer.chiralCondensate).toBeCloseTo(exact.measure(u), 8);
  });

  test('the condensate by noise agrees with the exact one within its error, and two flavours are half of four', async () => {
    const condensate = async (...flags: string[]) =>
      (await measure(file, '--observe', 'chiralCondensate', '--mass', '0.5', ...flags)).lines[0];
    const [exact, noisy, again, other] = [
      await condensate('--exact'),
      await condensate('--vectors', '20'),
      await condensate('--vectors', '20', '--flavours', '2'),
      await condensate('--vectors', '20', '--seed', '2'),
    ];
    expect(Math.abs(noisy.chiralCondensate - exact.chiralCondensate)).toBeLessThan(4 * noisy.chiralCondensateError);
    expect(again.chiralCondensate).toBe(noisy.chiralCondensate / 2);
    expect(other.chiralCondensate).not.toBe(noisy.chiralCondensate);
    expect(exact.chiralCondensateError).toBeUndefined();
  });

  test('smearing comes before the flow, and both before measuring', async () => {
    const flags = ['--stout', '0.1,2', '--flow', '0.05', '--observe', 'plaquette,energyDensity'];
    const { lines } = await measure(file, ...flags);
    const stout = network('stout', [stoutLayer('one'), stoutLayer('two')]);
    for (const weight of stout.weights) weight.value = 0.1;
    const v = stout.apply(u).image.clone();
    gradientFlow(v, { action: wilsonFlowAction(v.group), epsilon: 0.01, steps: 5 });
    expect(lines[0]).toMatchObject({ stout: { rho: 0.1, layers: 2 }, flowTime: 0.05 });
    expect(lines[0].plaquette).toBeCloseTo(plaquette().measure(v), rounding);
    expect(lines[0].energyDensity).toBeCloseTo(energyDensity().measure(v), rounding);
  });

  test('a field of SU(3) that other programs have measured along the flow', async () => {
    const path = saved(join(base, 'waves.ildg'), wavesOfSU3());
    const { lines } = await measure(path, '--observe', 'topologicalCharge,energyDensity', '--flow', '0.05');
    // As far as SIMULATeQCD 1.2.0 was compared.
    expect(Math.abs(lines[0].energyDensity - 0.03405761)).toBeLessThan(5e-8);
    expect(Math.abs(lines[0].topologicalCharge - -1.68244987512044e-3)).toBeLessThan(5e-10);
  });

  test('links of U(1)', async () => {
    const phases = hot('U(1)', [2, 2, 4, 2]);
    const path = saved(join(base, 'phases.ildg'), phases);
    const { lines } = await measure(path, '--observe', 'plaquette,energyDensity,topologicalCharge');
    expect(lines[0].plaquette).toBeCloseTo(plaquette().measure(phases), rounding);
    expect(lines[0].energyDensity).toBeCloseTo(energyDensity().measure(phases), rounding);
    expect(lines[0].topologicalCharge).toBeCloseTo(topologicalCharge().measure(phases), rounding);
  });

  test('unit links', async () => {
    const cold = (extents: readonly number[]) => coldStart(new Lattice(extents), groupNamed('SU(3)'));
    const path = saved(join(base, 'cold.nersc'), cold([2, 2, 2, 2]), { format: 'nersc' });
    const names = 'plaquette,rectangle,polyakovLoop,linkTrace,topologicalCharge,energyDensity';
    const { lines } = await measure(path, '--observe', names);
    expect(lines[0]).toEqual({
      ...{ file: path, plaquette: 1, rectangle: 1, polyakovLoop: [3, 0], linkTrace: 1 },
      ...{ topologicalCharge: 0, energyDensity: 0 },
    });
  });
});

describe('several files', compiling, () => {
  test('one line each; the damaged one is named and the others are measured', async () => {
    const broken = join(base, 'broken.ildg');
    const bytes = readFileSync(file);
    bytes[bytes.length - 2000] ^= 4;
    writeFileSync(broken, bytes);
    const copy = join(base, 'copy.ildg');
    copyFileSync(file, copy);
    const missing = join(base, 'missing.ildg');
    const { code, stderr, lines } = await measure(file, broken, missing, copy, '--observe', 'plaquette', '--json');
    expect(code).toBe(2);
    expect(lines.map(line => line.file)).toEqual([file, copy]);
    expect(lines[0].plaquette).toBe(lines[1].plaquette);
    const sentences = stderr.trimEnd().split('\n');
    expect(sentences).toHaveLength(2);
    expect(sentences[0]).toMatch(/^\S*broken\.ildg: .*checksum/i);
    expect(sentences[1]).toMatch(/missing\.ildg.*does not exist/);
  });
});

describe('what cannot be measured is told', compiling, () => {
  test.each([
    [['--observe', 'plaqette'], 'There is no observable "plaqette". Did you mean plaquette? Known are plaquette,'],
    [['--observe', 'pressure'], 'There is no observable "pressure". Known are'],
    [['--observe', 'chiralCondensate'], 'chiralCondensate depends on the quark mass: give it as --mass M.'],
    [['--mass', '-1'], 'Expected a finite number greater than 0.'],
    [['--stout', '0.1'], 'Expected a weight and a number of layers such as 0.1,2.'],
    [['--flow', 'long'], 'Expected a finite number greater than 0.'],
    [['--flow', '1', '--flow-step', '0.5'], 'at most 0.1, beyond which the flow is unstable'],
    [['--stout', '5,2'], 'plaquette is NaN; expected a finite number. Check --stout.'],
    [['--extents', '4,4'], 'you asked for 4×4'],
  ])('%j', async (flags, sentence) => {
    const { code, stderr, lines } = await measure(file, ...flags);
    expect({ code, lines }).toEqual({ code: 2, lines: [] });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('odd extents', async () => {
    const path = join(base, 'odd.ildg');
    const { links, ...shape } = configurationOf(hot('SU(2)', [2, 4, 4, 4]));
    const half = { ...shape, extents: [1, 4, 4, 4], links: links.slice(0, links.length / 2) };
    saveConfiguration(path, half, { format: 'ildg' });
    const { code, stderr } = await measure(path);
    expect(code).toBe(2);
    expect(stderr).toContain('the lattice is 1×4×4×4; Cask computes on even extents only, found 1.');
    expect((await callMain(['show', path])).code).toBe(0);
  });
});

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
    expect(plain.stderr).toMatch(/foreign: Forgave a missing scidac-checksum/);
    expect(json.stderr).toBe('');
    expect(json.lines[0].remarks.join()).toMatch(/Forgave a missing scidac-checksum/);
    expect({ ...json.lines[0], remarks: undefined }).toEqual(plain.lines[0]);
  });
});
