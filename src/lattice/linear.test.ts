import { expect, test } from 'vitest';
import { axpy, dot, drawGaussian, key, Lattice, norm2, scaled, xpay } from './index.ts';

const lattice = new Lattice([2, 4, 4]);
const components = 3;
const [x, y, z] = [1, 2, 3].map(seed => {
  const field = lattice.field(components);
  drawGaussian(field, key(seed, 0, 'noise'));
  return field;
});
const numbers = (f: typeof x) => Array.from(f.toArray());
const close = (found: number[], exact: number[]) =>
  found.forEach((value, k) => {
    expect(Math.abs(value - exact[k])).toBeLessThanOrEqual(4 * Number.EPSILON * (1 + Math.abs(exact[k])));
  });

test('y + a x, x + a y, a x', () => {
  const [X, Y] = [numbers(x), numbers(y)];
  const sum = y.clone();
  axpy(components, 3).run({ a: 0.3, x, y: sum });
  close(
    numbers(sum),
    Y.map((value, k) => value + 0.3 * X[k]),
  );
  const other = y.clone();
  xpay(components, 3).run({ a: 0.3, x, y: other });
  close(
    numbers(other),
    X.map((value, k) => value + 0.3 * Y[k]),
  );
  scaled(components, 3).run({ a: -2, x, y: z });
  close(
    numbers(z),
    X.map(value => -2 * value),
  );
});

test('the inner product is the sum of products, the norm its square root', () => {
  const exact = numbers(x).reduce((sum, value, k) => sum + value * numbers(y)[k], 0);
  expect(dot(components, 3).run({ x, y }).total).toBeCloseTo(exact, 12);
  expect(norm2(components, 3).run({ x }).total).toBe(dot(components, 3).run({ x, y: x }).total);
});
