import { expect, it } from 'vitest';
import { blockError } from './blocks.ts';
import { autoregressiveChain } from './syntheticChain.ts';

it('is the error of the mean of long chains, without bias and known to a quarter', () => {
  const [tauInt, length, chains] = [2, 2000, 200];
  let square = 0;
  for (let stream = 0; stream < chains; stream++) {
    const chain = autoregressiveChain(tauInt, length, 51, stream);
    square += blockError([chain], chain.reduce((sum, x) => sum + x, 0) / length) ** 2 / chains;
  }
  // Variances from ten blocks scatter by √(2/9) each; three standard errors of 200, and a bias of τ_int/200 from the edges.
  expect(Math.abs(square / ((2 * tauInt) / length) - 1)).toBeLessThan(3 * Math.sqrt(2 / 9 / chains) + tauInt / 200);
});

it('takes replicas as they are, no block across two', () => {
  expect(
    blockError(
      [
        [1, 1, 1, 1],
        [3, 3, 3, 3],
      ],
      2,
    ),
  ).toBeCloseTo(Math.sqrt((8 / 64) * (8 / 7)), 12);
  expect(blockError([[5]], 5)).toBeNaN();
});
