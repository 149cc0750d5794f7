import { describe, expect, test } from 'vitest';
import { StaggeredOperator } from '../../../fermion/index.ts';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import {
  chiralCondensate,
  exactChiralCondensate,
  staggeredChannels,
  staggeredMesons,
  staggeredPion,
} from '../index.ts';
import { wavesOfSU3 } from '../knownFields.fixture.ts';
import { StaggeredPropagators } from './propagator.ts';

const solver = { tolerance: 1e-13 };
const origin = { kind: 'point', at: [0, 0, 0, 0] } as const;

test('unit links, one colour, 4^3 x 8, m = 0.3: sums over momenta from an independent program', () => {
  const lattice = new Lattice([4, 4, 4, 8]);
  const group = groupNamed('U(1)');
  const pion = staggeredPion({ lattice, group, mass: 0.3, solver, source: origin }).measure(coldStart(lattice, group));
  const expected = [0.40949399366, 0.11571380382, 0.019828751195, 0.040401995657, 0];
  pion.forEach((C, t) => {
    expect(C).toBeCloseTo(expected[Math.min(t, 8 - t)], 11);
  });
});

test('the field of waves in SU(3), against an independent program', () => {
  const u = wavesOfSU3();
  const { lattice, group } = u;
  for (const [mass, expected] of [
    [0.5, [1.084258997661436, 0.274980500104945, 0.012429686414794, 0.275242289214364]],
    [0.1, [1.048446657078236, 0.489432931112026, 0.010865491043266, 0.490033014179096]],
  ] as const) {
    const pion = staggeredPion({ lattice, group, mass, solver, source: origin }).measure(u);
    pion.forEach((C, t) => {
      expect(C).toBeCloseTo(expected[t], 11);
    });
  }
});

describe('random links in SU(2)', () => {
  const lattice = new Lattice([2, 2, 2, 4]);
  const group = groupNamed('SU(2)');
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const quark = { lattice, group, mass: 0.3, solver };
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b);
  const all = {
    channels: staggeredChannels,
    momenta: [
      [0, 0, 0],
      [0, 1, 0],
    ],
  };

  test('a propagator is D^-1 of its source', () => {
    const operator = new StaggeredOperator(lattice, group).setLinks(u);
    const [chi, out] = [operator.vector(), operator.vector()];
    const wall = { kind: 'wall', time: 1 } as const;
    new StaggeredPropagators(quark).solve(u, wall).forEach((column, colour) => {
      operator.apply(quark.mass, chi.fromArray(column), out);
      const back = out.toArray();
      // Of eight spatial sites one has all coordinates even: site 8 of the lattice is the first of slice 1.
      back[8 * 4 + 2 * colour] -= 1;
      expect(Math.hypot(...back)).toBeLessThan(1e-11);
    });
  });

  test('m times the sum over times, averaged over sources, is the condensate', () => {
    let total = 0;
    for (let site = 0; site < lattice.volume; site++) {
      const at = [site & 1, (site >> 1) & 1, (site >> 2) & 1, site >> 3];
      total += quark.mass * sum(staggeredPion({ ...quark, source: { kind: 'point', at } }).measure(u));
    }
    const condensate = exactChiralCondensate({ ...quark, flavours: 4 }).measure(u);
    expect(total / lattice.volume).toBeCloseTo(condensate, 11);
  });

  test('gauge invariant from a point, all channels and momenta', () => {
    const elsewhere = gaugeTransformed(u, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
    const observable = staggeredMesons({ ...quark, ...all, source: { kind: 'point', at: [1, 0, 1, 2] } });
    const [here, there] = [u, elsewhere].map(links => observable.measure(links));
    expect(observable.coordinates?.t).toHaveLength(here.length);
    expect(here).toHaveLength(8 * 2 * 4);
    here.forEach((C, k) => {
      expect(there[k]).toBeCloseTo(C, 11);
    });
  });

  test('several sources are averaged, each from its own site', () => {
    const at = (time: number) => ({ kind: 'point', at: [1, 0, 1, time] }) as const;
    const [one, two, both] = [at(0), at(3), [at(0), at(3)]].map(source =>
      staggeredMesons({ ...quark, ...all, source }).measure(u),
    );
    both.forEach((C, k) => {
      expect(C).toBeCloseTo((one[k] + two[k]) / 2, 13);
    });
  });

  test('on this lattice momentum and sign in y are the same', () => {
    // (−1)^y = cos(π y) where L_y = 2.
    const values = staggeredMesons({ ...quark, ...all, source: origin }).measure(u);
    const of = (channel: number, momentum: number) => values.slice(8 * channel + 4 * momentum).slice(0, 4);
    of(1, 1).forEach((C, t) => {
      expect(C).toBeCloseTo(of(6, 0)[t], 13);
    });
    expect(of(0, 1)[0]).toBeCloseTo(of(3, 0)[0], 13);
  });

  test('a source or momentum that is none is refused', () => {
    expect(() => staggeredPion({ ...quark, source: { kind: 'point', at: [0, 0, 0, 4] } })).toThrow(
      'not on the lattice',
    );
    expect(() => staggeredMesons({ ...quark, source: origin, momenta: [[0.5, 0, 0]] }).measure(u)).toThrow(
      'found [0.5,0,0]',
    );
  });
});

test('HISQ: m times the sum over times, averaged over sources on unit links, is the condensate; gauge invariant', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const group = groupNamed('SU(2)');
  const quark = { lattice, group, mass: 0.4, solver, hisq: { naikEpsilon: 0.2 } };
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b);
  const cold = coldStart(lattice, group);
  const pion = staggeredPion({ ...quark, source: origin });
  const condensate = chiralCondensate({ ...quark, flavours: 4, noise: 'Z4', vectors: 1, dilution: ['component'] });
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const elsewhere = gaugeTransformed(u, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
  const [here, there] = [u, elsewhere].map(links => pion.measure(links));
  here.forEach((C, t) => {
    expect(there[t] / C).toBeCloseTo(1, 8);
  });
  // All sites are alike on unit links, so that the sum over one source is the mean; the noise has a spread.
  const draws = Array.from({ length: 12 }, (_, k) => condensate.measure(cold, key(4, k, 'noise')));
  const mean = sum(draws) / draws.length;
  const sigma = Math.sqrt(sum(draws.map(x => (x - mean) ** 2)) / (draws.length * (draws.length - 1)));
  expect(Math.abs(0.4 * sum(pion.measure(cold)) - mean)).toBeLessThan(4 * sigma);
});

test('rotated channels of unit links agree: M3 = M4 = M5, M6 = M7 = M8', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const group = groupNamed('U(1)');
  const quark = { lattice, group, mass: 0.4, solver, source: origin, channels: staggeredChannels };
  const values = staggeredMesons(quark).measure(coldStart(lattice, group));
  const of = (k: number) => values.slice(4 * (k - 1), 4 * k).map(C => C.toFixed(11));
  expect(of(4)).toEqual(of(3));
  expect(of(5)).toEqual(of(3));
  expect(of(7)).toEqual(of(6));
  expect(of(8)).toEqual(of(6));
  expect(of(1)).not.toEqual(of(2));
});
