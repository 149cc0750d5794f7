import { describe, expect, test } from 'vitest';
import { hotStart } from '../gauge/index.ts';
import { groupNamed } from '../group/index.ts';
import { key, Lattice } from '../lattice/index.ts';
import { complexPolyakovLoop, plaquette, wilsonLoops } from '../measure/observables/index.ts';
import { positionLabels } from './description.ts';
import type { MeasuredTheory } from './entry.ts';
import { observableCatalogue, observableNamed } from './observableNamed.ts';

const lattice = new Lattice([2, 2, 2, 4]);
const group = groupNamed('SU(3)');
const theory: MeasuredTheory = { lattice, group, quarks: { mass: 0.5, flavours: 4 } };
const u = hotStart(lattice, group, key(1, 0, 'start'));
/** What an observable cannot do without, and what saves time. */
const needed: Readonly<Record<string, object>> = {
  offAxisLoops: { separations: [[1, 1, 0]] },
  spectralDensity: { moments: 16, bins: 4 },
  chiralMoments: { vectors: 2 },
  staggeredModes: { count: 3 },
  wilsonModes: { count: 3, kappa: 0.12 },
  residualMass: { extent5: 4 },
  domainWallHadrons: { extent5: 4, tolerance: 1e-6 },
  overlapModes: { count: 2 },
  overlapCondensate: { mass: 0.5, vectors: 1, tolerance: 1e-6 },
  overlapLogDeterminant: { mass: 0.5 },
  wilsonHadrons: { channels: ['P', 'A4-P', 'N+'], sources: 2 },
};

describe.each(Object.keys(observableCatalogue))('%s', name => {
  test('measures finite numbers, as many as it has places for', { timeout: 60_000 }, () => {
    const observable = observableNamed(name, needed[name], theory);
    const value = observable.measure(u, key(1, 1, 'noise'));
    const values = [value].flat();
    expect(values.every(Number.isFinite)).toBe(true);
    if (typeof value === 'number') expect(observable.coordinates).toBeUndefined();
    else expect(new Set(positionLabels(observable.coordinates, values.length)).size).toBe(values.length);
    expect(observable).toMatchObject({ name, title: expect.stringMatching(/\w/), unit: expect.stringMatching(/./) });
  });

  test('says what its options are', () => {
    const silent = Object.entries(observableCatalogue[name].options.shape).filter(
      ([, schema]) => !(schema as { description?: string }).description,
    );
    expect(silent).toEqual([]);
  });
});

test('they are the observables of their names', () => {
  expect(observableNamed('plaquette', {}, theory).measure(u)).toBe(plaquette().measure(u));
  expect(observableNamed('polyakovLoopComplex', {}, theory).measure(u)).toEqual(complexPolyakovLoop().measure(u));
  expect(observableNamed('wilsonLoops', { maxR: 1 }, theory).measure(u)).toEqual(
    wilsonLoops({ maxR: 1, maxT: 2 }).measure(u),
  );
});

test('valence quarks follow sea quarks of their own family', () => {
  const on = new Lattice([4, 4, 4, 4]);
  const sea = { lattice: on, group, quarks: { kind: 'hisq', mass: 0.5, naikEpsilon: 0.1 } } as const;
  const links = hotStart(on, group, key(1, 0, 'start'));
  const measure = (options: object, what: MeasuredTheory) =>
    observableNamed('staggeredPion', options, what).measure(links);
  const improved = measure({}, sea);
  expect(measure({ improvement: 'hisq', naikEpsilon: 0.1, mass: 0.5 }, { lattice: on, group })).toEqual(improved);
  expect(measure({ improvement: 'none' }, sea)).not.toEqual(improved);
  expect(() => observableNamed('wilsonPion', {}, sea)).toThrow('there are no sea quarks to take it from');
  expect(() => observableNamed('residualMass', {}, sea)).toThrow('there are no sea quarks to take it from');
});

test('what cannot be is refused in a sentence', () => {
  expect(() => observableNamed('plaquete', {}, theory)).toThrow('no observable "plaquete". Known are plaquette');
  expect(() => observableNamed('wilsonLoops', { maxR: 0 }, theory)).toThrow(
    'The options of wilsonLoops hold maxR = 0; expected a whole number of at least 1.',
  );
  expect(() => observableNamed('wilsonLoops', { maxX: 1 }, theory)).toThrow('hold maxX, which it does not know');
  expect(() => observableNamed('chiralCondensate', {}, { lattice, group })).toThrow('give the mass');
  expect(() => observableNamed('wilsonPion', {}, { lattice, group })).toThrow('give kappa or the mass');
  expect(() => observableNamed('wilsonPion', { kappa: 0.1, mass: 1 }, theory)).toThrow('give one of them');
  expect(() => observableNamed('nucleon', {}, { ...theory, group: groupNamed('SU(2)') })).toThrow('three colours');
  expect(() => observableNamed('wilsonPion', { at: [0, 'x'] }, theory)).toThrow('at.1 = "x"; expected whole numbers');
  const plane = { lattice: new Lattice([4, 4]), group };
  expect(() => observableNamed('topologicalDensityCorrelator', {}, plane)).toThrow('is defined in 4 dimensions');
  expect(() => observableNamed('topologicalCharge', {}, plane)).toThrow('has no topological charge in 2 dimensions');
});
