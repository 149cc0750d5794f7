import { expect, it } from 'vitest';
import { hashNormal } from './counterHash.ts';
import { fourierTransform, laggedProducts } from './fourier.ts';

const noise = (length: number) => Float64Array.from({ length }, (_, i) => hashNormal(1, 2, i));

it('the transform is the sum it is defined by', () => {
  const n = 16;
  const [re, im] = [noise(n), noise(n).reverse()];
  const [a, b] = [re.slice(), im.slice()];
  fourierTransform(a, b);
  for (let k = 0; k < n; k++) {
    let [x, y] = [0, 0];
    for (let j = 0; j < n; j++) {
      const angle = (-2 * Math.PI * j * k) / n;
      x += re[j] * Math.cos(angle) - im[j] * Math.sin(angle);
      y += re[j] * Math.sin(angle) + im[j] * Math.cos(angle);
    }
    // Rounding of 16 terms of size about 1.
    expect(Math.hypot(a[k] - x, b[k] - y)).toBeLessThan(1e-13);
  }
});

it.each([
  [1, 1],
  [5, 9],
  [100, 3],
  [257, 257],
  [1000, 32],
  [1000, 49],
  [3, 47],
  [1000, 501],
])('lagged products of %i values equal the direct sum at %i lags', (length, lags) => {
  const x = noise(length);
  const products = laggedProducts(x, lags);
  expect(products).toHaveLength(lags);
  for (let t = 0; t < lags; t++) {
    let direct = 0;
    for (let i = t; i < length; i++) direct += x[i] * x[i - t];
    // Rounding of a sum of `length` terms through about 2 log2(length) butterflies.
    expect(Math.abs(products[t] - direct)).toBeLessThan(1e-14 * length + 1e-14);
  }
});
