import { describe, expect, test } from 'vitest';
import { expectForce, expectMap, largestDifference } from '../../../test/expect/index.ts';
import { brokenBy, hypercubicGroup, reflection } from '../../../test/laws/hypercubic.fixture.ts';
import { compiling, imageOf, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { offTheGroup } from '../../../test/laws/offTheGroup.fixture.ts';
import { plainLinks } from '../../../test/laws/plainLinks.fixture.ts';
import { difference, largest } from '../../../test/laws/plainMatrices.fixture.ts';
import { staggeredPseudofermion } from '../../fermion/index.ts';
import { key, pulledBack, workspaceOf } from '../../lattice/index.ts';
import { wavesOfSU3 } from '../../measure/observables/knownFields.fixture.ts';
import { network, stoutLayer } from '../../network/index.ts';
import { wilsonAction } from '../actions.ts';
import { coldStart, type GaugeField } from '../configuration.ts';
import { smearedLinks } from './smearedLinks.ts';
import { smearing } from './smearing.ts';
import type { SmearingTable } from './table.ts';

const plane = thermalised('U(1)', [4, 6], 3);
const space = thermalised('SU(2)', [4, 4, 4]);
const su2 = thermalised('SU(2)', [4, 4, 4, 4]);
const su3 = thermalised('SU(3)', [2, 2, 2, 4], 6);
const su4 = thermalised('SU(4)', [2, 4], 8);

const hypercubic: SmearingTable[] = [{ kind: 'hyp' }, { kind: 'nhyp' }, { kind: 'hex' }];
const differentiable: SmearingTable[] = [
  { kind: 'stout', rho: 0.1, steps: 2 },
  { kind: 'ape', alpha: 0.6, steps: 2 },
  ...hypercubic,
];
const maximal: SmearingTable[] = [
  { kind: 'ape', alpha: 0.6, projection: 'maxReTr' },
  { kind: 'hyp', projection: 'maxReTr' },
];
const fields: { label: string; u: GaugeField; tables: readonly SmearingTable[] }[] = [
  { label: 'U(1) on [4,6]', u: plane, tables: differentiable },
  { label: 'SU(2) on [4,4,4]', u: space, tables: differentiable },
  { label: 'SU(2) on [4,4,4,4]', u: su2, tables: differentiable },
  { label: 'SU(3) on [2,2,2,4]', u: su3, tables: differentiable },
  { label: 'SU(4) on [2,4]', u: su4, tables: [{ kind: 'ape', alpha: 0.6 }, { kind: 'nhyp' }] },
];
const cases = fields.flatMap(({ label, u, tables }) => tables.map(table => ({ label, u, table, kind: table.kind })));
const apart = (u: GaugeField, v: GaugeField) => largestDifference(u.field, v.field);

describe.each(cases)('$kind, $label', { timeout: compiling }, ({ u, table }) => {
  const T = smearing(table);
  test('covariant and on the group', () => {
    expectMap(T).toBeCovariant(u, { tolerance: 1e-13 });
    expect(offTheGroup(plainLinks(imageOf(T, u)))).toBeLessThan(1e-13);
  });
  test('the pullback is the derivative', () => expectMap(T).toPullBack(u));
  test('the force of the Wilson action of smeared links', () => {
    expectForce(pulledBack(wilsonAction(2.3), T)).toMatchFiniteDifference(u);
  });
  test('unit links stay', () => {
    const cold = coldStart(u.lattice, u.group);
    expect(apart(imageOf(T, cold), cold)).toBeLessThan(1e-14);
  });
});

describe.each([
  { label: 'SU(2) on [4,4,4,4]', u: su2 },
  { label: 'SU(3) on [2,2,2,4]', u: su3 },
])('maxReTr, $label', { timeout: compiling }, ({ u }) => {
  test.each(maximal)('$kind: covariant, on the group', table => {
    const T = smearing(table);
    // Sweeps end where a link still moves by 1e-15.
    expectMap(T).toBeCovariant(u, { tolerance: 1e-12 });
    expect(offTheGroup(plainLinks(imageOf(T, u)))).toBeLessThan(1e-13);
  });
  test.each(maximal)('$kind has no force', table => {
    const action = pulledBack(wilsonAction(2.3), smearing(table));
    expect(() => action.gradient(u, u.momentum())).toThrow('maxReTr has no derivative');
    expect(action.value(u)).toBeLessThan(wilsonAction(2.3).value(u));
  });
  test('in SU(2) the maximum is the unitary part, in SU(3) it is not', () => {
    const [one, other] = [smearing({ kind: 'ape', alpha: 0.6 }), smearing(maximal[0])];
    const distance = apart(imageOf(one, u), imageOf(other, u));
    if (u.group.colours === 2) expect(distance).toBeLessThan(1e-14);
    else expect(distance).toBeGreaterThan(1e-4);
  });
});

describe('symmetry of the lattice', { timeout: compiling }, () => {
  const square = thermalised('SU(3)', [2, 2, 2, 2], 6);
  const elements = hypercubicGroup(4).filter((_, k) => k % 29 === 0);
  test.each([...differentiable, ...maximal])('$kind respects reflections and rotations', table => {
    const map = (u: GaugeField) => imageOf(smearing(table), u);
    expect(brokenBy([reflection(0, 4), reflection(3, 4), ...elements], map, square)).toBeLessThan(1e-12);
  });
});

describe('what is left alone', { timeout: compiling }, () => {
  test.each([
    { kind: 'stout', rho: 0 },
    { kind: 'stout', rho: 0.1, steps: 0 },
    { kind: 'ape', alpha: 0 },
    { kind: 'hyp', alpha1: 0 },
    { kind: 'nhyp', alpha1: 0 },
    { kind: 'hex', alpha1: 0 },
  ] as SmearingTable[])('weight zero changes nothing: %j', table => {
    expect(apart(imageOf(smearing(table), su3), su3)).toBeLessThan(1e-14);
  });
  test.each([
    { kind: 'stout', rho: 0.1, directions: 'space' },
    { kind: 'stout', rho: { plaquette: 0.1, rectangle: -0.01 }, directions: 'space' },
    { kind: 'ape', alpha: 0.5, directions: 'space' },
    { kind: 'hyp', directions: 'space' },
    { kind: 'nhyp', directions: [0, 1, 2] },
    { kind: 'hex', directions: 'space' },
  ] as SmearingTable[])('in space: links in time stay, and time slices do not mix: %j', table => {
    const T = smearing(table);
    const image = plainLinks(imageOf(T, su2));
    const before = plainLinks(su2);
    image.links.forEach((row, site) => {
      expect(largest(difference(row[3], before.links[site][3]))).toBeLessThan(1e-15);
    });
    const elsewhere = su2.clone();
    elsewhere.field.set([1, 2, 3, 2], 0, 0.5);
    const there = plainLinks(imageOf(T, elsewhere));
    image.links.forEach((row, site) => {
      if (Math.floor(site / 64) === 2) return;
      for (const mu of [0, 1, 2]) expect(largest(difference(row[mu], there.links[site][mu]))).toBe(0);
    });
  });
});

describe('one smearing in terms of others', { timeout: compiling }, () => {
  test('stout by name is the stout layer', () => {
    const layer = network('layer', [stoutLayer('step', ['plaquette', 'rectangle'])]);
    layer.weights[0].value = 0.1;
    layer.weights[1].value = -0.02;
    const T = smearing({ kind: 'stout', rho: { plaquette: 0.1, rectangle: -0.02 } });
    expect(apart(imageOf(T, su3), imageOf(layer, su3))).toBe(0);
  });
  test('a matrix of equal weights is one weight; zeros with time are smearing in space', () => {
    const matrix = (inTime: number) =>
      [0, 1, 2, 3].map(mu => [0, 1, 2, 3].map(nu => (mu === nu ? 0 : mu === 3 || nu === 3 ? inTime : 0.1)));
    const one = imageOf(smearing({ kind: 'stout', rho: 0.1 }), su2);
    expect(apart(imageOf(smearing({ kind: 'stout', rho: matrix(0.1) }), su2), one)).toBeLessThan(1e-15);
    const inSpace = imageOf(smearing({ kind: 'stout', rho: 0.1, directions: 'space' }), su2);
    expect(apart(imageOf(smearing({ kind: 'stout', rho: matrix(0) }), su2), inSpace)).toBeLessThan(1e-15);
    expectMap(smearing({ kind: 'stout', rho: matrix(0.04) })).toPullBack(su2);
  });
  test('hypercubic blocking without its inner levels is APE, with stout steps it is stout', () => {
    const flat = { alpha1: 0.6, alpha2: 0, alpha3: 0 };
    const ape = imageOf(smearing({ kind: 'ape', alpha: 0.6 }), su3);
    expect(apart(imageOf(smearing({ kind: 'hyp', ...flat }), su3), ape)).toBeLessThan(1e-14);
    expect(apart(imageOf(smearing({ kind: 'nhyp', ...flat }), su3), ape)).toBeLessThan(1e-14);
    const stout = imageOf(smearing({ kind: 'stout', rho: 0.1 }), su3);
    expect(apart(imageOf(smearing({ kind: 'hex', ...flat }), su3), stout)).toBeLessThan(1e-14);
  });
  test('in two directions hypercubic blocking is APE with the share of one direction', () => {
    const ape = imageOf(smearing({ kind: 'ape', alpha: 0.3 }), plane);
    expect(apart(imageOf(smearing({ kind: 'hyp' }), plane), ape)).toBeLessThan(1e-14);
  });
  test('two steps are one step twice', () => {
    for (const table of [{ kind: 'hyp' }, { kind: 'stout', rho: 0.1 }] as SmearingTable[]) {
      const once = smearing(table);
      const twice = imageOf(smearing({ ...table, steps: 2 }), su2);
      expect(apart(twice, imageOf(once, imageOf(once, su2)))).toBe(0);
    }
  });
});

test.each(hypercubic)('the force of staggered quarks on smeared links: $kind', { timeout: compiling }, table => {
  const { lattice, group } = su2;
  const quarks = staggeredPseudofermion({
    lattice,
    group,
    mass: 0.3,
    flavours: 2,
    solver: { tolerance: 1e-13, forceTolerance: 1e-12 },
  });
  const T = smearing(table);
  quarks.refresh(imageOf(T, su2), key(1, 1, 'pseudofermion'));
  expectForce(pulledBack(quarks.action, T)).toMatchFiniteDifference(su2);
});

describe('for measurements, without a way back', { timeout: compiling }, () => {
  test.each([
    { kind: 'stout', rho: 0.1, steps: 3 },
    { kind: 'ape', alpha: 0.5, steps: 2, directions: 'space', projection: 'maxReTr' },
    { kind: 'hyp', steps: 0 },
  ] as SmearingTable[])('the same links: %j', table => {
    const before = su2.field.toArray();
    expect(apart(smearedLinks(su2, table), imageOf(smearing(table), su2))).toBe(0);
    expect(su2.field.toArray()).toEqual(before);
  });
  test('all scratch fields are given back', () => {
    const table: SmearingTable = { kind: 'ape', alpha: 0.5, steps: 4 };
    const workspace = workspaceOf(su2.lattice);
    const stock = () => {
      const fields = Array.from({ length: 100 }, () => workspace.take(4));
      for (const field of fields) workspace.giveBack(field);
      return fields;
    };
    const before = new Set(stock());
    smearedLinks(su2, table);
    expect(stock().every(field => before.has(field))).toBe(true);
    expect(() => smearedLinks(su2, { ...table, steps: -1 })).toThrow('steps = -1');
  });
});

test('two layers of stout on a known field, from an independent program', () => {
  const u = wavesOfSU3();
  const mean = (v: GaugeField) => -wilsonAction(3).value(v) / (3 * 6 * v.lattice.volume);
  expect(mean(u)).toBeCloseTo(0.9964001728080606, 13);
  [0.9990046330518935, 0.9993464214412818].forEach((expected, k) => {
    expect(mean(imageOf(smearing({ kind: 'stout', rho: 0.1, steps: k + 1 }), u))).toBeCloseTo(expected, 13);
  });
});

describe('tables that make no sense', () => {
  const asked = (table: unknown) => () => smearing(table as SmearingTable);
  test.each([
    [
      { kind: 'stuot', rho: 0.1 },
      'There is no smearing "stuot"; known are stout, ape, hyp, nhyp, hex. Did you mean stout?',
    ],
    [{ kind: 'HYP' }, 'Did you mean hyp?'],
    [{ kind: 'stout', rho: 3 }, 'numbers from -1 to 1; found 3'],
    [{ kind: 'stout', rho: Number.NaN }, 'found NaN'],
    [{ kind: 'stout', rho: {} }, 'found none'],
    [{ kind: 'stout', rho: { plaquett: 0.1 } }, 'knows no loop "plaquett"'],
    [{ kind: 'ape', alpha: 1.5 }, 'alpha is the share of the staples, a number from 0 to 1; found 1.5'],
    [{ kind: 'hyp', alpha2: -0.1 }, 'alpha2 is the share'],
    [{ kind: 'hyp', projection: 'svd' }, 'no projection "svd"'],
    [{ kind: 'nhyp', projection: 'maxReTr' }, 'kind nhyp has no choice of projection'],
    [{ kind: 'ape', alpha: 0.5, steps: 1.5 }, 'whole number of steps, but steps = 1.5'],
  ])('%j', (table, sentence) => expect(asked(table)).toThrow(sentence));

  test('on this lattice', () => {
    const apply = (table: SmearingTable) => () => smearing(table).apply(plane);
    expect(apply({ kind: 'stout', rho: [[0, 1, 0]] })).toThrow('a matrix of 2 rows and columns');
    expect(apply({ kind: 'stout', rho: { chair: 0.1 } })).toThrow('chair does not exist');
    expect(apply({ kind: 'ape', alpha: 0.5, directions: 'space' })).toThrow('at least two directions; found [0]');
    expect(apply({ kind: 'ape', alpha: 0.5, directions: [0, 2] })).toThrow('from 0 to 1; found [0,2]');
  });
});
