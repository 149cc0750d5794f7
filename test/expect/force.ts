/** The law of a functional: its gradient is the derivative of its value. */
import { expect } from 'vitest';
import { axpy, type Configuration, type Functional } from '../../src/lattice/index.ts';
import { innerProductOf, moved, normOf, randomDirection } from './alongGroup.ts';
import { fourthOrderDerivative } from './finiteDifference.ts';

export interface ForceOptions {
  /** Largest |force − difference|, relative to the norm of the force. Default 1e-8. */
  readonly tolerance?: number;
  /** Step of the difference in molecular dynamics time. Default 2e-3. */
  readonly step?: number;
  readonly seed?: number;
  /** Largest norm of force minus projected differential, relative to that of the force: solvers stop early. Default 1e-12. */
  readonly differentialTolerance?: number;
}

/**
 * S has a finite real value and a gradient which
 *  - overwrites whatever was in `out`, is finite, and is the same when asked for again,
 *  - leaves u as it was,
 *  - is the differential of S along the motions of u, to rounding (1e-12 of the norm),
 *  - agrees with the fourth-order difference of S along exp(t P) u in a Gaussian direction P.
 *
 * Tolerance: with step h the difference errs by h⁴ S^(5)/30 (1e-12 for h = 2e-3, times a few powers of the number of
 * generators) and by ε |S| / h; for lattices of a few hundred sites both stay below 1e-8 of the force.
 */
export function expectForce<F extends Configuration<F>>(S: Functional<F>, u: F, options: ForceOptions = {}): void {
  const { tolerance = 1e-8, step = 2e-3, seed = 1, differentialTolerance = 1e-12 } = options;
  const before = u.field.toArray();
  expect(S.value(u), `${S.name} has a finite real value`).toSatisfy(Number.isFinite);
  const force = u.momentum().fill(Number.NaN);
  S.gradient(u, force);
  const numbers = force.toArray();
  expect(
    numbers.every(f => Number.isFinite(f)),
    `the force of ${S.name} is finite and overwrites its output`,
  ).toBe(true);
  S.gradient(u, force);
  expect(force.toArray(), `the force of ${S.name} is a function of the configuration alone`).toEqual(numbers);
  expect(u.field.toArray(), `${S.name} leaves the configuration as it was`).toEqual(before);

  const direction = randomDirection(u, seed);
  const exact = innerProductOf(direction, force);
  const difference = fourthOrderDerivative(t => S.value(moved(u, direction, t)), step);
  const error = Math.abs(exact - difference) / normOf(force);
  expect(
    error,
    `${S.name}: along the direction the force is ${exact}, the finite difference ${difference}`,
  ).toBeLessThanOrEqual(tolerance);

  const [differential, projected] = [u.field.like().fill(Number.NaN), u.momentum()];
  S.differential(u, differential);
  u.forceFromComponents(differential, projected);
  axpy(force.components, force.lattice.dimension).run({ a: -1, x: force, y: projected });
  expect(normOf(projected) / normOf(force), `the differential of ${S.name} gives its force`).toBeLessThanOrEqual(
    differentialTolerance,
  );
}
