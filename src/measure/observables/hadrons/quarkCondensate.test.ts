import { expect, test } from 'vitest';
import { kappaOfMass } from '../../../fermion/index.ts';
import { coldStart, hotStart } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { quarkCondensate, wilsonLogDeterminant, wilsonQuark } from '../index.ts';

const solving = { tolerance: 1e-12 };

test.each([
  { mass: 0, expected: 0.236562230885 },
  { mass: 0.5, expected: 0.217345678629 },
])('unit links on 4^4, m_0 = $mass: a sum over momenta from an independent program', ({ mass, expected }) => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const group = groupNamed('U(1)');
  const kappa = kappaOfMass(mass);
  const quark = wilsonQuark({ lattice, group, kappa }, solving);
  const value = quarkCondensate(quark).measure(coldStart(lattice, group));
  expect((2 * kappa * value) / 4).toBeCloseTo(expected, 11);
});

const lattice = new Lattice([4, 4]);
const group = groupNamed('U(1)');
const u = hotStart(lattice, group, key(1, 0, 'start'));
const kappa = 0.2;

test('d log det D / d kappa = (n - Tr D^-1) / kappa', () => {
  const h = 1e-3;
  const at = (shift: number) => wilsonLogDeterminant({ lattice, group, kappa: kappa + shift }).measure(u);
  const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
  const trace = 16 * quarkCondensate(wilsonQuark({ lattice, group, kappa }, solving)).measure(u);
  // Fourth order in h.
  expect((32 - trace) / kappa).toBeCloseTo(slope, 6);
});

test('noise has the exact value as its mean, and dilution quiets it', () => {
  const quark = wilsonQuark({ lattice, group, kappa }, { tolerance: 1e-9 });
  const exact = quarkCondensate(quark).measure(u);
  const spreads = ([[], ['time', 'component']] as const).map(dilution => {
    const observable = quarkCondensate(quark, { noise: 'Z4', vectors: 1, dilution });
    const values = Array.from({ length: 40 }, (_, k) => observable.measure(u, key(6, k, 'noise')));
    const mean = values.reduce((a, b) => a + b) / 40;
    const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 39);
    expect(Math.abs(mean - exact)).toBeLessThan((3.5 * spread) / Math.sqrt(40));
    return spread;
  });
  expect(spreads[1]).toBeLessThan(spreads[0]);
  expect(() => quarkCondensate(quark, { noise: 'Z2', vectors: 0 })).toThrow('but 0 were asked for');
});
