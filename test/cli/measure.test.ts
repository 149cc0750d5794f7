/** `cask measure`: what it prints is what the library measures, file after file; what it cannot measure is reported. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { observables } from '../../src/cli/measuring/observables.ts';
import { configurationOf } from '../../src/files/index.ts';
import { saveConfiguration } from '../../src/files/node/index.ts';
import { coldStart, flowTo } from '../../src/gauge/index.ts';
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
import { callMain } from './callMain.ts';
import { hot, saved } from './configurationFiles.ts';
import { compiling, measure } from './measured.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Sums in another order, machines with fused multiply-add. */
const rounding = 12;
const base = temporaryFolder();
const u = hot('SU(2)', [4, 4, 2, 4]);
const file = saved(join(base, 'u.ildg'), u);

describe('on files', compiling, () => {
  test('threads change no bit', async () => {
    const argv = [file, '--observe', 'plaquette,topologicalCharge'];
    expect(await measure(...argv, '--threads', '2')).toEqual(await measure(...argv));
    expect((await measure(...argv, '--threads', '0')).stderr).toContain('Expected auto or an integer from 1');
    expect((await measure(...argv, '--patience', '9')).stderr).toContain('it needs --ranks');
  });

  test('every observable, as the library measures it', async () => {
    const names = Object.keys(observables);
    const { code, stderr, lines } = await measure(file, '--observe', names.join(), '--mass', '0.5', '--exact');
    expect({ code, stderr, count: lines.length }).toEqual({ code: 0, stderr: '', count: 1 });
    const [answer] = lines;
    expect(Object.keys(answer)).toEqual(['file', 'mass', 'flavours', ...names, 'facts']);
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
    // The step of runs: `flowTime = 0.05` there finds the same numbers.
    flowTo(v, 0.05);
    expect(lines[0]).toMatchObject({ stout: { rho: 0.1, layers: 2 }, flowTime: 0.05 });
    expect(lines[0].plaquette).toBeCloseTo(plaquette().measure(v), rounding);
    expect(lines[0].energyDensity).toBeCloseTo(energyDensity().measure(v), rounding);
  });

  test('a field of SU(3) that other programs have measured along the flow', async () => {
    const path = saved(join(base, 'waves.ildg'), wavesOfSU3());
    const { lines } = await measure(
      path,
      '--observe',
      'topologicalCharge,energyDensity',
      '--flow',
      '0.05',
      '--flow-step',
      '0.01',
    );
    // As far as SIMULATeQCD 1.2.0 was compared, at ε = 0.01.
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
    const { facts, ...values } = lines[0];
    expect(values).toEqual({
      ...{ file: path, plaquette: 1, rectangle: 1, polyakovLoop: [3, 0], linkTrace: 1 },
      ...{ topologicalCharge: 0, energyDensity: 0 },
    });
    expect(Object.keys(facts)).toEqual(names.split(','));
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

describe('what cannot be measured is reported', compiling, () => {
  test.each([
    [['--observe', 'plaqette'], 'There is no observable "plaqette". Did you mean plaquette? Known are plaquette,'],
    [['--observe', 'pressure'], 'There is no observable "pressure". Known are'],
    [['--observe', 'chiralCondensate'], 'chiralCondensate depends on the quark mass: give it as --mass M.'],
    [['--observe', 'staggeredPion', '--mass', '-1'], 'mass is -1; expected a finite number greater than 0'],
    [['--observe', 'wilsonPion', '--mass', '-4'], 'bare mass m_0 of Wilson quarks lies above -4 in 4 dimensions'],
    [['--boundary', 'open'], 'Expected periodic or antiperiodic for time, or one of them for each direction'],
    [
      ['--observe', 'staggeredPion', '--mass', '1', '--boundary', 'periodic,periodic'],
      '--boundary names 2 directions, the lattice has 4',
    ],
    [['--stout', '0.1'], 'Expected a weight and a number of layers such as 0.1,2.'],
    [['--flow', 'long'], 'Expected a finite number greater than 0.'],
    [['--flow', '1', '--flow-step', '0.5'], 'at most 0.1, beyond which the flow is unstable'],
    [['--stout', '5,2'], 'plaquette is NaN; expected a finite number. Check --stout.'],
    [['--extents', '4,4'], 'you asked for 4×4'],
    [['--set', 'wilsonLoops'], 'Expected NAME.KEY=VALUE such as wilsonLoops.maxR=4.'],
    [['--set', 'wilsonLoop.maxR=4'], 'There is no observable "wilsonLoop"; did you mean wilsonLoops?'],
    [['--set', 'wilsonLoops.maxr=4'], '"maxr" is no option of wilsonLoops; did you mean maxR?'],
    [['--set', 'plaquette.size=4'], '"size" is no option of plaquette; there are none'],
    [['--set', 'wilsonLoops.maxR=-1'], 'Of wilsonLoops, maxR is -1; expected a whole number of at least 1.'],
    [['--set', 'wilsonLoops.maxR=2=3'], 'Expected a value such as 4,'],
    [['--set', 'wilsonLoops.maxR=2\nmaxT=3'], 'Expected a value such as 4,'],
    [['--set', 'wilsonLoops.maxR=2'], '--set gives options of wilsonLoops, which is not measured'],
    [['--smear', 'kind=apx,alpha=0.5'], 'kind is "apx"; expected one of "stout", "ape"'],
    [['--smear', 'kind=ape,alpa=0.5'], '"alpa" is not a key of it; did you mean alpha?'],
    [['--smear', 'ape'], 'Expected a table such as kind=ape,alpha=0.5,steps=10'],
    [['--loop-smear', 'kind=ape,alpha=2'], 'alpha is 2; expected a number from 0 to 1.'],
    [['--flow-history', '1'], 'Expected the last flow time and the spacing, which divides it, such as 2,0.1.'],
    [['--flow-history', '1,0.3'], 'Expected the last flow time and the spacing, which divides it, such as 2,0.1.'],
    [['--gauge', 'axial'], 'Allowed choices are landau, coulomb.'],
    [['--kappa', '0'], 'Expected a finite number greater than 0.'],
    [['--csw', 'large'], 'Expected a finite number.'],
    [['--observe', 'staggeredPion'], 'staggeredPion depends on the quark mass: give it as --mass M.'],
    [
      ['--observe', 'wilsonPion'],
      'wilsonPion depends on the hopping parameter: give it as --kappa K, or the bare mass',
    ],
    [['--observe', 'offAxisLoops'], 'Of offAxisLoops, separations is missing; expected a list of lists such as'],
    [['--observe', 'nucleon', '--kappa', '0.1'], 'u.ildg: A nucleon is made of three colours'],
  ])('%j', async (flags, sentence) => {
    const { code, stderr, lines } = await measure(file, ...flags);
    expect({ code, lines }).toEqual({ code: 2, lines: [] });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('no file', async () => {
    const { code, stderr } = await measure();
    expect(code).toBe(2);
    expect(stderr).toBe('There is no file to measure: name configurations, or --list for what can be measured.\n');
  });

  test('a solver that does not get there is no fault of the file', async () => {
    const flags = ['--observe', 'staggeredPion', '--mass', '0.5', '--set', 'staggeredPion.tolerance=1e-30'];
    const { code, stderr, lines } = await measure(file, ...flags);
    expect({ code, lines }).toEqual({ code: 1, lines: [] });
    expect(stderr).toMatch(/^\S*u\.ildg: /);
  });

  test('a single site in a direction', async () => {
    const path = join(base, 'odd.ildg');
    const { links, ...shape } = configurationOf(hot('SU(2)', [2, 4, 4, 4]));
    const half = { ...shape, extents: [1, 4, 4, 4], links: links.slice(0, links.length / 2) };
    saveConfiguration(path, half, { format: 'ildg' });
    const { code, stderr } = await measure(path);
    expect(code).toBe(2);
    expect(stderr).toContain('the lattice is 1×4×4×4; Cask computes with at least 2 sites in every direction.');
    expect((await callMain(['show', path])).code).toBe(0);
  });
});
