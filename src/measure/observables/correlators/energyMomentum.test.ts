import { expect, test } from 'vitest';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { fieldStrength } from '../fieldStrength.ts';
import { energyMomentumCorrelator } from './energyMomentum.ts';

const lattice = new Lattice([4, 2, 2, 4]);
const group = groupNamed('SU(2)');
const u = hotStart(lattice, group, key(4, 0, 'start'));

test('it is the correlator of sums of F F, written out site by site', () => {
  const F = [0, 1, 2, 3].map(mu =>
    [0, 1, 2, 3].map(nu => {
      const field = lattice.field(group.algebraSize);
      if (mu !== nu) fieldStrength(u, mu < nu ? [mu, nu] : [nu, mu], 'clover', field);
      return field.toArray().map(value => (mu < nu ? value : -value));
    }),
  );
  const T = (mu: number, nu: number) => {
    const slices = new Float64Array(4);
    for (let site = 0; site < lattice.volume; site++) {
      for (let rho = 0; rho < 4; rho++) {
        for (let a = 0; a < 3; a++)
          slices[Math.floor(site / 16)] += F[mu][rho][3 * site + a] * F[nu][rho][3 * site + a];
      }
    }
    return slices;
  };
  const correlate = (of: (i: number, j: number) => Float64Array) =>
    [0, 1, 2, 3].map(t => {
      let sum = 0;
      for (const [i, j] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ]) {
        const slices = of(i, j);
        for (let start = 0; start < 4; start++) sum += slices[(start + t) % 4] * slices[start];
      }
      return sum / 3 / lattice.volume;
    });
  const expected = [
    ...correlate((i, j) => T(i, j)),
    ...correlate((i, j) => T(i, i).map((value, t) => (value - T(j, j)[t]) / 2)),
  ];
  energyMomentumCorrelator({ lattice })
    .measure(u)
    .forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k], 11);
    });
});

test('gauge invariant, symmetric in time, 0 on unit links, one channel alone', () => {
  const observable = energyMomentumCorrelator({ lattice });
  const values = observable.measure(u);
  const elsewhere = gaugeTransformed(u, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
  observable.measure(elsewhere).forEach((value, k) => {
    expect(value).toBeCloseTo(values[k], 11);
  });
  expect(values[1]).toBeCloseTo(values[3], 12);
  expect(Math.max(...observable.measure(coldStart(lattice, group)).map(Math.abs))).toBeLessThan(1e-28);
  expect(energyMomentumCorrelator({ lattice, channels: ['diagonal'] }).measure(u)).toEqual(values.slice(4));
});
