/** The law of a functional: its gradient is the derivative of its value. */
import { axpy, type Configuration, type Functional, key, type Trainable, uniforms } from '../lattice/index.ts';
import { type Finding, finding, trueOrFalse } from './finding.ts';
import { distance, forceOf, inner, length, moved, randomDirection, slopeBeside } from './motion.ts';

export interface DerivativeOptions {
  /** Largest |force − difference|, relative to the norm of the force. Default 1e-8. */
  readonly tolerance?: number;
  /** Step of the difference in molecular-dynamics time. Default 2e-3. */
  readonly step?: number;
  readonly seed?: number;
  /** What the finding calls the functional. Default: its name. */
  readonly name?: string;
}

export interface ForceOptions extends DerivativeOptions {
  /** Largest norm of force minus projected differential, relative to that of the force: solvers stop early. Default 1e-12. */
  readonly differentialTolerance?: number;
}

/**
 * S has a real, finite value, and a gradient which
 *  - overwrites whatever was in `out`, and is finite: real coefficients of the generators, so that the force lies in the
 *    algebra,
 *  - is the same when asked for again,
 *  - leaves u as it was,
 *  - is the differential of S along the motions of u,
 *  - agrees with the fourth-order difference of S along exp(t P) u.
 */
export function forceLaws<F extends Configuration<F>>(S: Functional<F>, u: F, options: ForceOptions = {}): Finding[] {
  const { name = S.name, differentialTolerance } = options;
  const before = u.field.toArray();
  const value = S.value(u);
  const first = forceOf(S, u).toArray();
  const again = forceOf(S, u).toArray();
  return [
    trueOrFalse(`${name} has a finite real value`, Number.isFinite(value), `found ${value}`),
    trueOrFalse(`force of ${name} is finite and overwrites its output`, first.every(Number.isFinite)),
    finding(`force of ${name} is a function of the configuration alone`, distance(again, first), 0),
    finding(`${name} leaves the configuration as it was`, distance(u.field.toArray(), before), 0),
    differentialLaw(S, u, { name, ...(differentialTolerance && { tolerance: differentialTolerance }) }),
    derivativeLaw(S, u, options),
  ];
}

/** The force by `gradient`, which may take a shorter way, is the differential along the motions of u. */
export function differentialLaw<F extends Configuration<F>>(
  S: Functional<F>,
  u: F,
  { tolerance = 1e-12, name = S.name }: Pick<DerivativeOptions, 'tolerance' | 'name'> = {},
): Finding {
  const [differential, difference] = [u.field.like().fill(Number.NaN), u.momentum()];
  S.differential(u, differential);
  u.forceFromComponents(differential, difference);
  const force = forceOf(S, u);
  axpy(force.components, force.lattice.dimension).run({ a: -1, x: force, y: difference });
  const error = length(difference) / Math.max(length(force), Number.MIN_VALUE);
  return finding(`differential of ${name} gives its force`, error, tolerance);
}

/**
 * The force in a Gaussian direction P against the fourth-order difference of S along exp(t P) u.
 *
 * Tolerance: with step h the difference errs by h⁴ S⁽⁵⁾/30 (1e-12 for h = 2e-3, times a few powers of the number of
 * generators) and by ε |S| / h; for lattices of a few hundred sites both stay below 1e-8 of the force.
 */
export function derivativeLaw<F extends Configuration<F>>(
  S: Functional<F>,
  u: F,
  { tolerance = 1e-8, step = 2e-3, seed = 1, name = S.name }: DerivativeOptions = {},
): Finding {
  const direction = randomDirection(u, seed);
  const force = forceOf(S, u);
  const exact = inner(direction, force);
  const size = Math.max(length(force), Number.MIN_VALUE);
  const difference = slopeBeside(exact, tolerance * size, t => S.value(moved(u, direction, t)), step);
  return finding(
    `force of ${name} is its derivative`,
    Math.abs(exact - difference) / size,
    tolerance,
    `along the direction the force is ${exact}, the finite difference ${difference}`,
  );
}

/** dS/d(weights) against the difference along a random direction in the space of all weights. */
export function weightLaw<F>(
  S: Trainable<F>,
  u: F,
  { tolerance = 1e-7, step = 5e-4, seed = 1 }: Omit<DerivativeOptions, 'name'> = {},
): Finding {
  const { derivatives } = S.weightGradient(u);
  const { weights } = S;
  const before = weights.map(({ value }) => value);
  const direction = weights.map((_, i) => 2 * uniforms(key(seed, 0, 'weights'), i, 0)[0] - 1);
  const exact = direction.reduce((sum, d, i) => sum + d * derivatives[i], 0);
  const moveBy = (t: number) =>
    weights.forEach((weight, i) => {
      weight.value = before[i] + t * direction[i];
    });
  const size = Math.max(Math.hypot(...derivatives), Number.MIN_VALUE);
  const valueAt = (t: number) => {
    moveBy(t);
    return S.value(u);
  };
  const difference = slopeBeside(exact, tolerance * size, valueAt, step);
  moveBy(0);
  return finding(
    'weight gradient is the derivative',
    Math.abs(exact - difference) / size,
    tolerance,
    `along the direction the weight gradient of ${S.name} is ${exact}, the finite difference ${difference}`,
  );
}
