import { expect, it } from 'vitest';
import { autocorrelation } from './autocovariance.ts';
import { autocorrelationOfReplicas } from './correlationFunction.ts';
import { autoregressiveChain, autoregressiveCoefficient } from './syntheticChain.ts';

it('of one chain is the plain autocorrelation, 1 at lag 0 without error', () => {
  const chain = autoregressiveChain(3, 5000, 1);
  const rho = autocorrelationOfReplicas([chain], 30);
  expect(rho.map(({ value }) => value)).toEqual(Array.from(autocorrelation(chain, 30)));
  expect(rho[0]).toEqual({ value: 1, error: 0 });
});

it('of replicas is r^t of AR(1) within its errors, which are of the right size', () => {
  const r = autoregressiveCoefficient(3);
  const pulls = Array.from({ length: 100 }, (_, k) => {
    const replicas = [0, 1].map(stream => autoregressiveChain(3, 1000, 7, 2 * k + stream));
    const { value, error } = autocorrelationOfReplicas(replicas, 40)[4];
    return (value - r ** 4) / error;
  });
  const size = Math.sqrt(pulls.reduce((sum, pull) => sum + pull * pull, 0) / pulls.length);
  // 100 pulls know their own size within 7 %; the bias of a finite chain adds a little.
  expect(size).toBeGreaterThan(0.75);
  expect(size).toBeLessThan(1.3);
});

it('refuses lags beyond the longest replica, constants and NaN', () => {
  expect(() => autocorrelationOfReplicas([[1, 2, 3]], 3)).toThrow('Lag 3 is asked for, but the longest replica has 3');
  expect(() => autocorrelationOfReplicas([[2, 2, 2]], 1)).toThrow('constant');
  expect(() => autocorrelationOfReplicas([[1, Number.NaN, 2]], 1)).toThrow('Replica 0 holds NaN at index 1');
});
