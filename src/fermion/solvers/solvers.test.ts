import { describe, expect, test } from 'vitest';
import { axpy, type Field } from '../../lattice/index.ts';
import { hotOperator, latticeOf, randomVector, relativeDistance } from '../vectors.fixture.ts';
import { ConjugateGradient } from './cg.ts';
import { MultiShift } from './multishift.ts';
import type { PositiveOperator } from './positiveOperator.ts';

const lattice = latticeOf([4, 4, 4, 4]);
const { operator } = hotOperator('SU(2)', lattice);
const normal = operator.normal('even');
const b = randomVector(operator, 3, 'even');

/** |b − (A + shift) x| / |b| */
function residual(A: PositiveOperator, x: Field, right: Field, shift: number): number {
  const image = x.like();
  A.bind(x, image)(shift);
  return relativeDistance(image, right);
}

describe('conjugate gradients', () => {
  const cg = new ConjugateGradient(normal);

  test.each([1e-3, 1e-8, 1e-12, 1e-14])('solves to %d', tolerance => {
    const report = cg.solve(b, { tolerance, shift: 0.09 });
    const recomputed = residual(normal, cg.solution, b, 0.09);
    expect(recomputed).toBeLessThanOrEqual(2 * tolerance);
    expect(report.residual).toBeCloseTo(recomputed, 12);
    expect(report.iterations).toBeGreaterThan(0);
  });

  test('gives the same numbers whatever was solved before', () => {
    const options = { tolerance: 1e-10, shift: 0.09 };
    const first = cg.solve(b, options);
    const solution = cg.solution.clone();
    cg.solve(randomVector(operator, 4, 'even'), { tolerance: 1e-3, shift: 0.5 });
    expect(cg.solve(b, options)).toEqual(first);
    expect(relativeDistance(cg.solution, solution)).toBe(0);
  });

  test('the even and the odd half are the whole', () => {
    // On all sites, solve D† D x = D† b; then x solves D x = b, and its halves are
    // x_e = M_ee⁻¹ (D† b)_e and x_o = (b_o − D_oe x_e) / m.
    const mass = 0.3;
    const right = randomVector(operator, 5);
    const [source, image] = [operator.vector(), operator.vector()];
    operator.applyDagger(mass, right, source);
    const whole = new ConjugateGradient(operator.normal('all'));
    whole.solve(source, { tolerance: 1e-13, shift: mass ** 2 });
    operator.apply(mass, whole.solution, image);
    expect(relativeDistance(image, right)).toBeLessThan(1e-11);

    const evenSource = operator.vector('even');
    operator.applyDagger(mass, right, evenSource);
    cg.solve(evenSource, { tolerance: 1e-13, shift: mass ** 2 });
    const odd = operator.vector('odd');
    operator.bindHopping(cg.solution, odd)();
    const [x, r, hopped] = [whole.solution.toArray(), right.toArray(), odd.toArray()];
    const { components } = right;
    let largest = 0;
    odd.sites.forEach((site, k) => {
      for (let c = 0; c < components; c++) {
        const half = (r[site * components + c] - hopped[k * components + c]) / mass;
        largest = Math.max(largest, Math.abs(half - x[site * components + c]));
      }
    });
    expect(largest).toBeLessThan(1e-10);
  });

  test('zero needs no iteration', () => {
    expect(cg.solve(b.like(), { tolerance: 1e-10, shift: 0.09 }).iterations).toBe(0);
    expect(cg.solution.toArray().every(value => value === 0)).toBe(true);
  });

  test('says so if the iterations do not suffice', () => {
    expect(() => cg.solve(b, { tolerance: 1e-12, shift: 0.01, maxIterations: 7 })).toThrow(
      /staggered normal operator on even sites of 4×4×4×4: after 7 iterations the relative residual is .*, asked was 1e-12; .* Allow more iterations/,
    );
  });

  test('says so if double precision does not allow what is asked', () => {
    expect(() => cg.solve(b, { tolerance: 1e-18, shift: 1e-4 })).toThrow(/stopped falling.*Ask for less/);
  });

  test('says so if the operator is not positive, or there is a NaN', () => {
    expect(() => cg.solve(b, { tolerance: 1e-12, shift: -1 })).toThrow('must be positive and finite');
    const broken = b.clone();
    broken.set([0, 0, 0, 0], 0, Number.NaN);
    expect(() => cg.solve(broken, { tolerance: 1e-12, shift: 0.09 })).toThrow('Look for NaN');
  });

  test('the largest Ritz value is the largest eigenvalue, seen from below', () => {
    const coarse = cg.solve(b, { tolerance: 1e-2, shift: 0.09 }).largestRitzValue;
    const fine = cg.solve(b, { tolerance: 1e-13, shift: 0.09 }).largestRitzValue;
    // Power iteration also comes from below, and far more slowly.
    const [p, q] = [b.clone(), b.like()];
    const run = normal.bind(p, q);
    const norm = () => Math.hypot(...p.toArray());
    let rayleigh = 0;
    for (let step = 0; step < 400; step++) {
      p.fromArray(
        p.toArray().map(
          (
            length => (value: number) =>
              value / length
          )(norm()),
        ),
      );
      rayleigh = run(0.09);
      p.copyFrom(q);
    }
    expect(coarse).toBeLessThan(fine);
    expect(fine / rayleigh).toBeGreaterThan(1 - 1e-12);
    expect(fine / rayleigh).toBeLessThan(1 + 1e-3);
  });

  test('needs no more iterations than there are eigenvalues', () => {
    const free = hotOperator('U(1)', latticeOf([4, 4]), 1);
    free.u.field.fromArray(free.u.field.toArray().map((_, c) => 1 - (c % 2)));
    free.operator.setLinks(free.u);
    const solver = new ConjugateGradient(free.operator.normal('even'));
    // sin² p_x + sin² p_t is 0 + ½ or 1 + ½.
    const right = randomVector(free.operator, 6, 'even');
    expect(solver.solve(right, { tolerance: 1e-12, shift: 0.09 }).iterations).toBe(2);
  });
});

describe('many shifts at once', () => {
  const shifts = [0.01, 0.02, 0.1, 0.7, 5, 40, 1000];
  const solver = new MultiShift(normal);

  test.each([1e-4, 1e-8, 1e-13])('every system is solved to %d', tolerance => {
    const report = solver.solve(b, shifts, { tolerance });
    const residuals = shifts.map((shift, k) => residual(normal, solver.solution(k), b, shift));
    expect(Math.max(...residuals)).toBeLessThanOrEqual(2 * tolerance);
    expect(report.residual).toBeCloseTo(Math.max(...residuals), 12);
  });

  test('at the price of the smallest shift', () => {
    const cg = new ConjugateGradient(normal);
    const alone = cg.solve(b, { tolerance: 1e-8, shift: shifts[0] });
    expect(solver.solve(b, shifts, { tolerance: 1e-8 }).iterations).toBe(alone.iterations);
    expect(relativeDistance(solver.solution(0), cg.solution)).toBe(0);
  });

  test('the solutions obey the resolvent identity x_0 - x_k = (s_k - s_0) A_k^-1 x_0', () => {
    solver.solve(b, [0.1, 0.7], { tolerance: 1e-13 });
    const difference = solver.solution(0).clone();
    axpy(b.components, 4).bind({ x: solver.solution(1), y: difference }, { sites: 'even' })({ a: -1 });
    const cg = new ConjugateGradient(normal);
    cg.solve(solver.solution(0), { tolerance: 1e-13, shift: 0.7 });
    const scaled = cg.solution.clone();
    scaled.fromArray(scaled.toArray().map(value => 0.6 * value));
    expect(relativeDistance(difference, scaled)).toBeLessThan(1e-11);
  });

  test('systems that rounding has spoilt are mended', () => {
    // An operator that is noisy at 1e-7 while the recursion runs, so that the recursion lies.
    let calls = 0;
    const noisy: PositiveOperator = {
      ...normal,
      bind(p, q) {
        const run = normal.bind(p, q);
        return shift => run(calls++ % 5 === 4 && calls < 60 ? shift * (1 + 1e-7) : shift);
      },
    };
    const mended = new MultiShift(noisy);
    const report = mended.solve(b, [0.09, 0.5, 2], { tolerance: 1e-12 });
    const residuals = [0.09, 0.5, 2].map((shift, k) => residual(normal, mended.solution(k), b, shift));
    expect(Math.max(...residuals)).toBeLessThanOrEqual(2e-12);
    expect(report.iterations).toBeGreaterThan(
      new ConjugateGradient(normal).solve(b, { tolerance: 1e-12, shift: 0.09 }).iterations,
    );
  });

  test('shifts ascend', () => {
    expect(() => solver.solve(b, [0.2, 0.1], { tolerance: 1e-4 })).toThrow(
      'ascending order of their shifts; found [0.2',
    );
    expect(() => solver.solve(b, [], { tolerance: 1e-4 })).toThrow('ascending order');
  });
});
