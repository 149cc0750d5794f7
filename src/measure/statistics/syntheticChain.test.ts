import { expect, it } from 'vitest';
import { autoregressiveChain, autoregressiveCoefficient } from './syntheticChain.ts';

it('the coefficient sums to tau_int = 1/2 + sum r^t', () => {
  for (const tauInt of [0.2, 0.5, 3, 50]) {
    const r = autoregressiveCoefficient(tauInt);
    expect(0.5 + r / (1 - r)).toBeCloseTo(tauInt, 12);
  }
  expect(() => autoregressiveCoefficient(0)).toThrow(/tauInt is 0/);
});

it('chains are reproducible, differ by stream and have unit variance from the first value on', () => {
  expect(autoregressiveChain(3, 5, 1, 2)).toEqual(autoregressiveChain(3, 5, 1, 2));
  expect(autoregressiveChain(3, 5, 1, 2)).not.toEqual(autoregressiveChain(3, 5, 1, 3));
  const chains = 20000;
  let [first, last] = [0, 0];
  for (let stream = 0; stream < chains; stream++) {
    const chain = autoregressiveChain(3, 4, 1, stream);
    first += chain[0] ** 2 / chains;
    last += chain[3] ** 2 / chains;
  }
  // The variance of x² is 2; four standard errors.
  expect(Math.abs(first - 1)).toBeLessThan(4 * Math.sqrt(2 / chains));
  expect(Math.abs(last - 1)).toBeLessThan(4 * Math.sqrt(2 / chains));
});
