/** `cask measure`: what it prints is what the library measures, file after file. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { observableCatalogue, spinCatalogue } from '../../src/catalogue/index.ts';
import { observables } from '../../src/cli/measuring/observables.ts';
import type { Boundary } from '../../src/fermion/index.ts';
import { configurationOf } from '../../src/files/index.ts';
import { saveConfiguration } from '../../src/files/node/index.ts';
import { coldStart, flowTo, gaugeTransformed, randomElements, smearedLinks } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import {
  complexPolyakovLoop,
  energyDensity,
  exactChiralCondensate,
  flowRadiusW0,
  flowTimeT0,
  plaquette,
  topologicalCharge,
} from '../../src/measure/observables/index.ts';
import { wavesOfSU3 } from '../../src/measure/observables/knownFields.fixture.ts';
import { network, stoutLayer } from '../../src/network/index.ts';
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

describe('every observable of the catalogue', compiling, () => {
  const waves = saved(join(base, 'field.ildg'), wavesOfSU3());
  /** Solvers of the command stop at 1e-10; the numbers below come from a code of their own. */
  const solved = 9;
  const closeTo = (found: readonly number[], expected: readonly number[], digits: number) => {
    expect(found).toHaveLength(expected.length);
    for (const [k, value] of found.entries()) expect(value).toBeCloseTo(expected[k], digits);
  };

  test('loops and pions of the published field', async () => {
    const names = 'wilsonLoops,staggeredPion,wilsonPion';
    const { code, stderr, lines } = await measure(
      ...[waves, '--observe', names, '--mass', '0.5', '--kappa', '0.1'],
      ...['--set', 'wilsonLoops.maxR=2', '--set', 'wilsonLoops.maxT=2', '--labels'],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [answer] = lines;
    closeTo(answer.wilsonLoops, [0.996750699174894, 0.989956367004912, 0.993481667404981, 0.976575322627849], rounding);
    closeTo(answer.staggeredPion, [1.084258997661436, 0.274980500104945, 0.012429686414794, 0.275242289214364], solved);
    closeTo(answer.wilsonPion, [13.6600116775934, 0.473347216528062, 0.097655618979364, 0.473399051807592], solved);
    expect(answer.labels.wilsonLoops).toEqual(['R=1,T=1', 'R=1,T=2', 'R=2,T=1', 'R=2,T=2']);
    expect(Object.keys(answer.labels)).toEqual(['wilsonLoops', 'staggeredPion', 'wilsonPion']);
    expect(answer).toMatchObject({ mass: 0.5, kappa: 0.1, options: { wilsonLoops: { maxR: 2, maxT: 2 } } });
  });

  test('one link among unit links: the plaquettes and the pion of Wilson quarks', async () => {
    const v = coldStart(new Lattice([4, 4, 4, 4]), groupNamed('SU(3)'));
    const links = configurationOf(v);
    const [c, s] = [Math.cos(1.1), Math.sin(1.1)];
    links.links.set([c, s, 0, 0, 0, 0, 0, 0, c, -s], 0);
    const path = join(base, 'one-link.ildg');
    saveConfiguration(path, links, { format: 'ildg' });
    const { lines } = await measure(path, '--observe', 'plaquette,wilsonLoops,wilsonPion', '--kappa', '0.1');
    expect(lines[0].plaquette).toBeCloseTo(1 + (2 * 6 * (c - 1)) / (3 * 6 * 256), rounding);
    expect(lines[0].wilsonLoops[0]).toBeCloseTo(1 + (4 * (c - 1)) / (9 * 256), rounding);
    const published = [0.5457152337366, 0.018892421105410458, 0.004081797428779443, 0.018892421105410454];
    // Grid's quarks are normalised with 1/(2 kappa).
    closeTo(
      lines[0].wilsonPion.map((value: number) => value * 4 * 0.1 ** 2),
      published,
      solved,
    );
  });

  test('quarks are antiperiodic in time unless --boundary says otherwise', async () => {
    const asked = ['--observe', 'chiralCondensate', '--mass', '0.5', '--exact'];
    const condensate = async (...flags: string[]) => (await measure(waves, ...asked, ...flags)).lines[0];
    const [usual, named, periodic, twisted] = [
      await condensate(),
      await condensate('--boundary', 'antiperiodic'),
      await condensate('--boundary', 'periodic'),
      await condensate('--boundary', 'antiperiodic,periodic,periodic,periodic'),
    ];
    expect(named.chiralCondensate).toBe(usual.chiralCondensate);
    expect(periodic.boundary).toEqual(['periodic']);
    const exact = (boundary: Boundary) => {
      const { lattice, group } = wavesOfSU3();
      const quark = { lattice, group, mass: 0.5, boundary, solver: { tolerance: 1e-10 } };
      return exactChiralCondensate({ ...quark, flavours: 4 }).measure(wavesOfSU3());
    };
    const p = 'periodic';
    expect(periodic.chiralCondensate).toBeCloseTo(exact([p, p, p, p]), solved);
    expect(twisted.chiralCondensate).toBeCloseTo(exact(['antiperiodic', p, p, p]), solved);
    expect(Math.abs(periodic.chiralCondensate - usual.chiralCondensate)).toBeGreaterThan(1e-4);
  });

  test('Wilson loops above half of the box come with a remark, and as long as the box are refused', async () => {
    const loops = (maxT: string) =>
      measure(waves, '--observe', 'wilsonLoops', '--set', 'wilsonLoops.maxR=2', '--set', `wilsonLoops.maxT=${maxT}`);
    expect((await loops('2')).stderr).toBe('');
    expect((await loops('3')).stderr).toContain(
      'wilsonLoops: Wilson loops with T above 2 reach over half of the box of 4 sites',
    );
    const closed = await loops('4');
    expect(closed.code).toBe(2);
    expect(closed.stderr).toContain('T = 4 wind round the box of 4 sites; ask for T up to 3, better 2');
  });

  test('the bare mass of Wilson quarks may be negative: -0.5 is kappa = 1/7', async () => {
    const pion = async (...flags: string[]) =>
      (await measure(waves, '--observe', 'wilsonPion', ...flags)).lines[0].wilsonPion;
    closeTo(await pion('--mass', '-0.5'), await pion('--kappa', String(1 / 7)), 7);
  });

  test('flow histories are what single flows find; what was asked for beside is not moved', async () => {
    const { lines } = await measure(waves, '--observe', 'energyDensity', '--flow-history', '0.05,0.01');
    const [answer] = lines;
    expect(answer.energyDensity).toBe(answer.flowEnergy[0]);
    closeTo(answer.flowTimes, [0, 0.01, 0.02, 0.03, 0.04, 0.05], rounding);
    // As far as SIMULATeQCD 1.2.0 was compared: 5e-8 and 5e-10.
    closeTo(answer.flowEnergy, [0.044165739, 0.041663721, 0.039431116, 0.037436974, 0.035653889, 0.03405761], 7);
    expect(answer.flowEnergyPlaquette[0]).toBeCloseTo(0.1295937789, 9);
    expect(Math.abs(answer.flowCharge[5] - -1.68244987512044e-3)).toBeLessThan(5e-10);
    expect(answer).not.toHaveProperty('t0');
    const moved = await measure(waves, '--observe', 'energyDensity', '--flow', '0.05', '--flow-step', '0.01');
    expect(moved.lines[0].energyDensity).toBeCloseTo(answer.flowEnergy[5], rounding);
  });

  test('t0 and w0 where they are reached', async () => {
    const { lines } = await measure(file, '--flow-history', '0.6,0.1', '--flow-step', '0.05');
    const { flowTimes, flowEnergy, t0, w0 } = lines[0];
    expect(t0).toBe(flowTimeT0(flowTimes, flowEnergy));
    expect(w0).toBe(flowRadiusW0(flowTimes, flowEnergy));
    expect([t0, w0].every(scale => scale > 0 && scale < 0.8)).toBe(true);
  });

  test('any smearing, by a table with or without quotes; loops by a table of their own', async () => {
    const table = 'kind = "ape", alpha = 0.5, steps = 2, directions = "space"';
    const names = ['--observe', 'plaquette,wilsonLoops'];
    const [all, bare, sides] = [
      await measure(file, ...names, '--smear', table),
      await measure(file, ...names, '--smear', '{kind=ape,alpha=0.5,steps=2,directions=space}'),
      await measure(file, ...names, '--loop-smear', 'kind=ape,alpha=0.5,steps=2'),
    ].map(({ lines }) => lines[0]);
    expect(bare).toEqual(all);
    expect(all.smear).toEqual({ kind: 'ape', alpha: 0.5, steps: 2, directions: 'space' });
    const smeared = smearedLinks(u, { kind: 'ape', alpha: 0.5, steps: 2, directions: 'space' });
    expect(all.plaquette).toBeCloseTo(plaquette().measure(smeared), rounding);
    expect(sides.plaquette).toBeCloseTo(plaquette().measure(u), rounding);
    // Smearing in space leaves the links in time as they are, so that it is the same to smear the sides in space only.
    expect(sides.loopSmear).toEqual(all.smear);
    closeTo(sides.wilsonLoops, all.wilsonLoops, rounding);
  });

  test('the gauge changes the link trace and no loop', async () => {
    const asked = [file, '--observe', 'linkTrace,rectangle,polyakovLoop'];
    const [free, fixed] = [await measure(...asked), await measure(...asked, '--gauge', 'landau')];
    expect(fixed.lines[0].gauge).toBe('landau');
    expect(fixed.lines[0].linkTrace).toBeGreaterThan(free.lines[0].linkTrace + 0.1);
    expect(fixed.lines[0].rectangle).toBeCloseTo(free.lines[0].rectangle, rounding);
    closeTo(fixed.lines[0].polyakovLoop, free.lines[0].polyakovLoop, rounding);
  });

  test('a wall source depends on the gauge; in Coulomb gauge its parts add up', async () => {
    const g = randomElements(u.lattice, u.group, 1, key(5, 0, 'start'));
    const turned = saved(join(base, 'turned.ildg'), gaugeTransformed(u, g));
    const pion = async (path: string, ...flags: string[]) =>
      (await measure(path, '--observe', 'staggeredPion', '--mass', '1', '--set', 'staggeredPion.source=wall', ...flags))
        .lines[0].staggeredPion;
    const [free, other] = [await pion(file), await pion(turned)];
    expect(Math.abs(free[0] - other[0])).toBeGreaterThan(1e-3);
    const fixed = await pion(file, '--gauge', 'coulomb');
    expect(fixed[0]).toBeGreaterThan(free[0]);
  });

  test('options and flags: --set comes first, then --kappa before --mass', async () => {
    const pion = async (...flags: string[]) => (await measure(file, '--observe', 'wilsonPion', ...flags)).lines[0];
    const byKappa = await pion('--kappa', '0.1', '--mass', '3');
    expect(byKappa).not.toHaveProperty('mass');
    // kappa = 1/(2 m_0 + 8)
    const bySet = await pion('--mass', '3', '--set', 'wilsonPion.mass=1.0');
    closeTo(byKappa.wilsonPion, bySet.wilsonPion, rounding);
    expect(bySet).toMatchObject({ options: { wilsonPion: { mass: 1 } } });
    const lists = await measure(
      ...[file, '--observe', 'wilsonHadrons', '--kappa', '0.1', '--labels', '--set', 'wilsonHadrons.channels=[P, V1]'],
    );
    closeTo(lists.lines[0].wilsonHadrons.slice(0, 4), byKappa.wilsonPion, solved);
    expect(lists.lines[0].labels.wilsonHadrons).toHaveLength(8);
  });

  test('--list has every name with its options, for people and as JSON', async () => {
    const names = [...Object.keys(observableCatalogue), ...Object.keys(spinCatalogue)];
    const { code, stdout } = await callMain(['measure', '--list']);
    expect(code).toBe(0);
    for (const name of names) expect(stdout).toMatch(new RegExp(`^${name} \\[.+\\]: `, 'm'));
    expect(stdout).toContain('    maxR (number): longest R; left out, half the shortest spatial extent');
    const listed = JSON.parse((await callMain(['measure', '--list', '--json'])).stdout);
    expect(listed.map(({ name }: { readonly name: string }) => name)).toEqual(names);
    const { stdout: help } = await callMain(['measure', '--help']);
    for (const name of names) expect(help).toContain(name);
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
