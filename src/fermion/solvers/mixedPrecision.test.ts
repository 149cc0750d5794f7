import { describe, expect, test } from 'vitest';
import { singlePrecisionNormal } from '../staggered/singlePrecision.ts';
import { hotOperator, latticeOf, randomVector, relativeDistance } from '../vectors.fixture.ts';
import { ConjugateGradient } from './cg.ts';
import { bindConversion } from './convert.ts';
import { MixedPrecisionConjugateGradient } from './mixedPrecision.ts';
import type { PositiveOperator } from './positiveOperator.ts';

/** |b − (A + shift) x| / |b| */
function trueResidual(A: PositiveOperator, x: ReturnType<typeof randomVector>, b: typeof x, shift: number): number {
  const image = x.like();
  A.bind(x, image)(shift);
  return relativeDistance(image, b);
}

describe('conversion', () => {
  const { operator } = hotOperator('SU(2)', latticeOf([4, 2, 4, 4], 'wasm256'));
  const double = randomVector(operator, 1, 'odd');
  const single = operator.lattice.field(4, { precision: 'f32', parity: 'odd' });

  test('keeps sites and components, up to the rounding of f32', () => {
    bindConversion(double, single)(2);
    expect(single.toArray()).toEqual(double.toArray().map(x => Math.fround(2 * x)));
  });
  test('there and back is the same f32', () => {
    const back = double.like();
    bindConversion(double, single)(1);
    bindConversion(single, back)(1);
    expect(back.toArray()).toEqual(double.toArray().map(Math.fround));
  });
  test('is between fields of one shape', () => {
    expect(() => bindConversion(double, operator.vector('even'))).toThrow('4 reals on odd sites of [4,2,4,4]; found');
  });
});

describe.each(['js', 'wasm128', 'wasm256'] as const)('on %s', kind => {
  const { operator } = hotOperator('SU(3)', latticeOf([4, 4, 2, 4], kind));
  const normal = operator.normal('even');
  const twin = singlePrecisionNormal(operator, 'even');
  const mixed = new MixedPrecisionConjugateGradient(normal, twin);
  const b = randomVector(operator, 3, 'even');

  test('the twin is the operator, up to the rounding of f32', () => {
    const [p, q] = [operator.lattice.field(6, { precision: 'f32', parity: 'even' }), b.like()];
    const image = p.like();
    twin.refresh();
    bindConversion(b, p)(1);
    const overlap = twin.bind(p, image)(0.09);
    expect(overlap / normal.bind(b, q)(0.09)).toBeCloseTo(1, 6);
    // Some ten roundings of 2⁻²⁴ for each number.
    expect(relativeDistance(image, q)).toBeLessThan(1e-6);
  });

  test.each([1e-4, 1e-8, 1e-13])('solves to %d of the true residual, as double precision does', tolerance => {
    const shift = 0.04;
    const report = mixed.solve(b, { tolerance, shift });
    const residual = trueResidual(normal, mixed.solution, b, shift);
    expect(residual).toBeLessThanOrEqual(2 * tolerance);
    // Both are rounded sums of squares.
    expect(report.residual).toBeCloseTo(residual, 14);
    const cg = new ConjugateGradient(normal);
    const { iterations } = cg.solve(b, { tolerance, shift });
    expect(report.iterations).toBeLessThan(1.3 * iterations + 5);
    // Condition number: (4² + 0.04) / 0.04.
    expect(relativeDistance(mixed.solution, cg.solution)).toBeLessThan(401 * 4 * tolerance);
  });
});

test('both widths give the same bits', () => {
  const [narrow, wide] = (['wasm128', 'wasm256'] as const).map(kind => {
    const { operator } = hotOperator('SU(3)', latticeOf([4, 4, 4, 8], kind));
    const mixed = new MixedPrecisionConjugateGradient(operator.normal('even'), singlePrecisionNormal(operator, 'even'));
    const report = mixed.solve(randomVector(operator, 3, 'even'), { tolerance: 1e-10, shift: 0.04 });
    return { report, solution: mixed.solution.toArray() };
  });
  expect(wide).toEqual(narrow);
});

describe('on SU(2)', () => {
  const { u, operator } = hotOperator('SU(2)', latticeOf([4, 4, 4, 4]));
  const normal = operator.normal('even');
  const mixed = new MixedPrecisionConjugateGradient(normal, singlePrecisionNormal(operator, 'even'));
  const b = randomVector(operator, 3, 'even');
  const options = { tolerance: 1e-10, shift: 0.09 };

  test('the same numbers whatever was solved before, and new links are seen', () => {
    const first = mixed.solve(b, options);
    const solution = mixed.solution.clone();
    operator.setLinks(hotOperator('SU(2)', operator.lattice, 2).u);
    mixed.solve(b, options);
    expect(trueResidual(normal, mixed.solution, b, 0.09)).toBeLessThan(2e-10);
    operator.setLinks(u);
    expect(mixed.solve(b, options)).toEqual(first);
    expect(relativeDistance(mixed.solution, solution)).toBe(0);
  });
  test('small and large sources are solved alike', () => {
    const { iterations } = mixed.solve(b, options);
    for (const factor of [1e-30, 1e30]) {
      const scaled = b.clone().fromArray(b.toArray().map(x => factor * x));
      expect(Math.abs(mixed.solve(scaled, options).iterations - iterations)).toBeLessThan(3);
    }
  });
  test('a guess that is the solution needs no iteration; zero neither', () => {
    mixed.solve(b, options);
    expect(mixed.solve(b, { ...options, guess: mixed.solution.clone() }).iterations).toBe(0);
    expect(mixed.solve(b.like(), options).iterations).toBe(0);
  });
  test('what f32 cannot do, f64 finishes', () => {
    const shift = 1e-8;
    const report = mixed.solve(b, { tolerance: 1e-9, shift });
    expect(trueResidual(normal, mixed.solution, b, shift)).toBeLessThan(2e-9);
    expect(report.residual).toBeLessThan(2e-9);
  });
  test('too few iterations, or too much asked, is reported', () => {
    expect(() => mixed.solve(b, { ...options, maxIterations: 5 })).toThrow(
      /mixed precision on the staggered.*after 5 iterations/,
    );
    expect(() => mixed.solve(b, { tolerance: 1e-18, shift: 1e-4 })).toThrow(/stopped falling.*Ask for less/);
  });
});
