/** Kernels that are right pass; one that divides by zero, and an adjoint of another kernel, do not. */
import { expect, test } from 'vitest';
import { input, output, type Real, reals, siteKernel } from '../../kernel/index.ts';
import { adjointLaws } from './adjoint.ts';
import { agreementLaws } from './agreement.ts';

const pointwise = (f: (x: Real) => Real) =>
  siteKernel('pointwise', 2, { f: input(reals(1)), out: output(reals(1)) }, ({ f: field, out }, x) =>
    out.set(0, f(field(0, x)).add(field(0, x.plus(1)))),
  );
const square = pointwise(x => x.mul(x));
const broken = (findings: ReturnType<typeof agreementLaws>) =>
  findings
    .filter(({ ok }) => !ok)
    .map(({ sentence }) => sentence)
    .join('\n');

test('a square agrees on all machines and has its adjoint', () => {
  expect(broken([...agreementLaws(square), ...adjointLaws(square)])).toBe('');
});

test('a division by zero is named', () => {
  expect(broken(agreementLaws(pointwise(x => x.div(x.sub(x)))))).toContain('pointwise: out is finite on js');
});

test('the adjoint of another kernel is named, with both numbers', () => {
  const cube = pointwise(x => x.mul(x).mul(x));
  const wrong: typeof square = Object.create(square, { adjoint: { value: (wrt: string[]) => cube.adjoint(wrt) } });
  expect(broken(adjointLaws(wrong))).toMatch(/the adjoint to f is the derivative.*by the adjoint.*finite difference/);
});
