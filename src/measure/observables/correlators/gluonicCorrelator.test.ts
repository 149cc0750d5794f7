import { describe, expect, test } from 'vitest';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { plaquettes, rectangles } from '../../../loops/index.ts';
import {
  averageLoop,
  connectedCorrelator,
  densityDistances,
  energyDensity,
  energyDensityCorrelator,
  gluonicCorrelator,
  plaquette,
  spatialPlaquette,
  temporalPlaquette,
  topologicalCharge,
  topologicalDensityCorrelator,
} from '../index.ts';
import { constantFlux } from '../knownFields.fixture.ts';

const lattice = new Lattice([2, 4, 2, 4]);
const group = groupNamed('SU(3)');
const hot = hotStart(lattice, group, key(1, 0, 'start'));
const elsewhere = gaugeTransformed(hot, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b);

describe('the plaquette in parts', () => {
  test('space and time together are the whole', () => {
    const [s, t] = [spatialPlaquette(), temporalPlaquette()].map(observable => observable.measure(hot));
    expect((s + t) / 2).toBeCloseTo(plaquette().measure(hot), 14);
    const three = hotStart(new Lattice([2, 4, 4]), groupNamed('SU(2)'), key(1, 0, 'start'));
    expect((spatialPlaquette().measure(three) + 2 * temporalPlaquette().measure(three)) / 3).toBeCloseTo(
      plaquette().measure(three),
      14,
    );
    const plane = hotStart(new Lattice([4, 4]), groupNamed('SU(2)'), key(1, 0, 'start'));
    expect(() => spatialPlaquette().measure(plane)).toThrow('need two spatial directions');
  });

  test('flux in (x, y) and (z, t): each part sees one of its three planes', () => {
    const u = constantFlux(4);
    const expected = (2 + Math.cos((2 * Math.PI) / 16)) / 3;
    expect(spatialPlaquette().measure(u)).toBeCloseTo(expected, 13);
    expect(temporalPlaquette().measure(u)).toBeCloseTo(expected, 13);
  });
});

describe('correlators in time', () => {
  const observable = gluonicCorrelator({ lattice, first: plaquettes(), second: rectangles() });

  test('unit links give V_s', () => {
    const values = observable.measure(coldStart(lattice, group));
    for (const C of values.slice(0, 4)) expect(C).toBeCloseTo(16, 11);
    expect(values.slice(4)).toEqual([expect.closeTo(1, 13), expect.closeTo(1, 13)]);
  });

  test('the sum over times is V_s L <o_1> <o_2>; the connected one sums to zero on each configuration', () => {
    const values = observable.measure(hot);
    const averages = [plaquette().measure(hot), averageLoop('rectangle', rectangles()).measure(hot)];
    expect(values[4]).toBeCloseTo(averages[0], 14);
    expect(values[5]).toBeCloseTo(averages[1], 14);
    expect(sum(values.slice(0, 4))).toBeCloseTo(16 * 4 * averages[0] * averages[1], 12);
    expect(sum(connectedCorrelator(16)(values))).toBeCloseTo(0, 12);
  });

  test('exchanged operators are mirrored times; gauge invariant', () => {
    const values = observable.measure(hot);
    const exchanged = gluonicCorrelator({ lattice, first: rectangles(), second: plaquettes() }).measure(hot);
    const there = observable.measure(elsewhere);
    for (let t = 0; t < 4; t++) {
      expect(exchanged[t]).toBeCloseTo(values[(4 - t) % 4], 12);
      expect(there[t]).toBeCloseTo(values[t], 12);
    }
  });
});

describe('correlators of densities', () => {
  test('the sum over all displacements is the square of the total over V', () => {
    const all = { lattice, maxDistance: Infinity };
    const weights = densityDistances(all).map(({ displacements }) => displacements.length);
    const total = (values: readonly number[]) => sum(values.map((value, k) => value * weights[k]));
    const Q = topologicalCharge().measure(hot);
    expect(total(topologicalDensityCorrelator(all).measure(hot))).toBeCloseTo(Q ** 2 / lattice.volume, 12);
    const E = energyDensity().measure(hot);
    expect(total(energyDensityCorrelator(all).measure(hot)) / (E ** 2 * lattice.volume)).toBeCloseTo(1, 12);
  });

  test('constant where the density is; distances are those of the shells', () => {
    const u = constantFlux(4);
    const observable = topologicalDensityCorrelator({ lattice: u.lattice });
    const Q = topologicalCharge().measure(u);
    expect(observable.coordinates?.r.map(r => Number(r) ** 2).map(Math.round)).toEqual([0, 1, 2, 3, 4]);
    for (const value of observable.measure(u)) expect(value).toBeCloseTo((Q / 256) ** 2, 15);
  });
});
