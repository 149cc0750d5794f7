import { describe, expect, test } from 'vitest';
import { fourthOrderDerivative } from '../../../test/expect/index.ts';
import { type Deviation, type Example, evaluateLoss, type Loss, losses } from './loss.ts';

/** S_θ of three made-up trajectories with two weights, and its derivatives by hand. */
const surrogate = (k: number, [a, b]: readonly number[]) => Math.sin(a + k) + k * a * b + b ** 2;
const slopes = (k: number, [a, b]: readonly number[]) => [Math.cos(a + k) + k * b, k * a + 2 * b];
const exact = [3.1, -1.7, 0.4, 2.2, 5, -0.3];
const offset = 0.37;

const deviation = (k: number, weights: readonly number[]): Deviation => ({
  r: exact[k] - surrogate(k, weights),
  derivatives: slopes(k, weights),
});
const batchAt = (weights: readonly number[], count = 3): Example[] =>
  Array.from({ length: count }, (_, k) => ({
    start: deviation(2 * k, weights),
    proposal: deviation(2 * k + 1, weights),
  }));

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** The losses as they are defined. */
const definitions: Record<Loss, (start: number[], proposal: number[]) => number> = {
  raw: (_, r) => mean(r.map(x => x ** 2)),
  offset: (_, r) => mean(r.map(x => (x - offset) ** 2)),
  variance: (_, r) => mean(r.map(x => x ** 2)) - mean(r) ** 2,
  difference: (r0, r) => mean(r.map((x, k) => (x - r0[k]) ** 2)),
};
const at = [0.3, -0.8];
const defined = (kind: Loss, weights: readonly number[], count?: number) => {
  const batch = batchAt(weights, count);
  return definitions[kind](
    batch.map(({ start }) => start!.r),
    batch.map(({ proposal }) => proposal.r),
  );
};

describe.each(losses)('%s', kind => {
  test.each([2, 3])('value and gradient are those of the definition, batch of %i', count => {
    const { loss, gradient } = evaluateLoss(kind, batchAt(at, count), offset);
    expect(loss).toBeCloseTo(defined(kind, at, count), 12);
    [0, 1].forEach(k => {
      const moved = (t: number) => at.map((w, i) => (i === k ? w + t : w));
      // The step errs by h⁴, rounding by ε / h.
      expect(gradient[k]).toBeCloseTo(
        fourthOrderDerivative(t => defined(kind, moved(t), count), 1e-3),
        9,
      );
    });
  });
  test('a constant in r changes raw and offset, and nothing else', () => {
    const shifted = batchAt(at).map(({ start, proposal }) => ({
      start: { ...start!, r: start!.r + 5 },
      proposal: { ...proposal, r: proposal.r + 5 },
    }));
    const [here, there] = [batchAt(at), shifted].map(batch => evaluateLoss(kind, batch, offset));
    const same = kind === 'variance' || kind === 'difference';
    expect(Math.abs(there.loss - here.loss) < 1e-12).toBe(same);
    expect(Math.abs(there.gradient[0] - here.gradient[0]) < 1e-12).toBe(same);
  });
});

test('the offset that follows the mean turns "offset" into "variance"', () => {
  const batch = batchAt(at);
  const centre = mean(batch.map(({ proposal }) => proposal.r));
  const [a, b] = [evaluateLoss('offset', batch, centre), evaluateLoss('variance', batch, 0)];
  expect(a.loss).toBeCloseTo(b.loss, 13);
  expect(a.gradient).toEqual(b.gradient);
});

test('"difference" without the start of the trajectory is refused', () => {
  const [{ proposal }] = batchAt(at);
  expect(() => evaluateLoss('difference', [{ proposal }], 0)).toThrow('needs r at both ends');
  expect(() => evaluateLoss('raw', [{ proposal }], 0)).not.toThrow();
});
