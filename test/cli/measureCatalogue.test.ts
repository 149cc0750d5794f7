/** `cask measure`: every observable of the catalogue, with its options. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { observableCatalogue, spinCatalogue } from '../../src/catalogue/index.ts';
import type { Boundary } from '../../src/fermion/index.ts';
import { configurationOf } from '../../src/files/index.ts';
import { saveConfiguration } from '../../src/files/node/index.ts';
import { coldStart, gaugeTransformed, randomElements, smearedLinks } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { exactChiralCondensate, flowRadiusW0, flowTimeT0, plaquette } from '../../src/measure/observables/index.ts';
import { wavesOfSU3 } from '../../src/measure/observables/knownFields.fixture.ts';
import { callMain } from './callMain.ts';
import { hot, saved } from './configurationFiles.ts';
import { compiling, measure } from './measured.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Sums in another order, machines with fused multiply-add. */
const rounding = 12;
const base = temporaryFolder();
const u = hot('SU(2)', [4, 4, 2, 4]);
const file = saved(join(base, 'u.ildg'), u);

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
