import { expect, test } from 'vitest';
import { spinPicture } from './spinPicture.ts';

const look = (quantity: 'spin' | 'neighbours') => ({ quantity, flow: 0 }) as const;

test('the mean of the products with neighbours is that over bonds, in any shape', () => {
  const [extents, components] = [[3, 4, 2], 3];
  const spins = Float64Array.from({ length: 24 * components }, (_, k) => Math.sin(1 + 7 * k));
  const at = (x: number[]) => (x[0] % 3) + 3 * (x[1] % 4) + 12 * (x[2] % 2);
  let sum = 0;
  for (let site = 0; site < 24; site++) {
    const x = [site % 3, Math.floor(site / 3) % 4, Math.floor(site / 12)];
    for (const mu of [0, 1, 2]) {
      const there = at(x.with(mu, x[mu] + 1));
      for (let c = 0; c < 3; c++) sum += spins[3 * site + c] * spins[3 * there + c];
    }
  }
  const { values, total } = spinPicture({ extents, components, spins }, look('neighbours'), 5);
  // Single precision on the way to the screen.
  expect(total).toBeCloseTo(sum / (3 * 24), 6);
  expect(values.length).toBe(24);
});

test('spins that alternate stand against all their neighbours, and their last component changes sign', () => {
  const spins = Float64Array.from({ length: 32 }, (_, k) => (k % 2 === 0 ? 0 : (-1) ** (((k >> 1) % 4) + (k >> 3))));
  const of = (quantity: 'spin' | 'neighbours') => [
    ...spinPicture({ extents: [4, 4], components: 2, spins }, look(quantity), 1).values,
  ];
  expect(of('neighbours')).toEqual(Array(16).fill(-1));
  expect(of('spin').slice(0, 5)).toEqual([1, -1, 1, -1, -1]);
});
