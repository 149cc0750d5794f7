import { describe, expect, test } from 'vitest';
import { drift } from '../../gauge/index.ts';
import { drawGaussian, key } from '../../lattice/index.ts';
import { complexProduct, hotOperator, latticeOf, randomVector, relativeDistance } from '../vectors.fixture.ts';
import { ConjugateGradient } from './cg.ts';
import { ChronologicalGuess } from './chronological.ts';

const shift = 0.01;
const tolerance = 1e-12;
const { u, operator } = hotOperator('SU(2)', latticeOf([4, 4, 2, 4]));
const normal = operator.normal('even');
const cg = new ConjugateGradient(normal);
const b = randomVector(operator, 3, 'even');

describe('a chronological guess', () => {
  test('is nothing before the first solution, and after forgetting', () => {
    const past = new ChronologicalGuess(normal, 3);
    expect(past.guess(b, shift)).toBeUndefined();
    past.remember(b);
    expect(past.guess(b, shift)).toBeDefined();
    past.clear();
    expect(past.guess(b, shift)).toBeUndefined();
  });
  test('leaves a residual orthogonal to all that is remembered', () => {
    const past = new ChronologicalGuess(normal, 4);
    const vectors = [5, 6, 7].map(seed => randomVector(operator, seed, 'even'));
    for (const vector of vectors) past.remember(vector);
    const guess = past.guess(b, shift)!;
    const image = b.like();
    normal.bind(guess, image)(shift);
    const residual = b.clone().fromArray(b.toArray().map((x, i) => x - image.toArray()[i]));
    for (const vector of vectors) {
      const scale = Math.sqrt(complexProduct(vector, vector)[0] * complexProduct(b, b)[0]);
      expect(Math.abs(complexProduct(vector, residual)[0]) / scale).toBeLessThan(1e-12);
    }
  });
  test('is the solution if that is a combination of what is remembered, the oldest forgotten', () => {
    cg.solve(b, { tolerance: 1e-13, shift });
    const x = cg.solution.clone();
    const noise = randomVector(operator, 5, 'even');
    const sum = x.clone().fromArray(x.toArray().map((z, i) => z + noise.toArray()[i]));
    const past = new ChronologicalGuess(normal, 2);
    past.remember(noise);
    past.remember(sum);
    // Condition number: (2² + 0.01) / 0.01 times rounding.
    expect(relativeDistance(past.guess(b, shift)!, x)).toBeLessThan(1e-9);
    past.remember(noise);
    past.remember(noise);
    expect(relativeDistance(past.guess(b, shift)!, x)).toBeGreaterThan(0.1);
  });
  test('remembers at least one solution', () => {
    expect(() => new ChronologicalGuess(normal, 0)).toThrow('remembers 1, 2, 3 ... solutions; found 0');
  });
});

test('along a smooth path every further solution makes the guess better', () => {
  const momenta = u.momentum();
  drawGaussian(momenta, key(2, 0, 'momentum'));
  const links = u.clone();
  const move = drift(u.group, u.lattice.dimension).bind({ U: links.field, P: momenta });
  const pasts = [1, 2, 3, 5].map(capacity => new ChronologicalGuess(normal, capacity));
  for (let step = 0; step < 5; step++) {
    operator.setLinks(links);
    cg.solve(b, { tolerance, shift });
    for (const past of pasts) past.remember(cg.solution);
    move({ eps: 0.004 });
  }
  operator.setLinks(links);
  const { iterations } = cg.solve(b, { tolerance, shift });
  const solution = cg.solution.clone();
  const reports = pasts.map(past => {
    const guess = past.guess(b, shift)!.clone();
    const distance = relativeDistance(guess, solution);
    const report = cg.solve(b, { tolerance, shift, guess });
    // Two solutions to the tolerance asked, times the condition number.
    expect(relativeDistance(cg.solution, solution)).toBeLessThan(1e-9);
    expect(report.residual).toBeLessThan(2 * tolerance);
    return { distance, iterations: report.iterations };
  });
  reports.forEach((report, k) => {
    const before = reports[k - 1] ?? { distance: 1, iterations };
    expect(report.distance).toBeLessThan(before.distance / 3);
    expect(report.iterations).toBeLessThan(before.iterations);
  });
});
