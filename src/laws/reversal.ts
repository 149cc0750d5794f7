/** The law of molecular dynamics: forwards, turn round, forwards is where one began. */
import type { Configuration, Field } from '../lattice/index.ts';
import { type Forces, molecularDynamics, phaseSpace, type Schedule } from '../markov/index.ts';
import { type Finding, finding } from './finding.ts';
import { largestDifference, randomDirection } from './motion.ts';

/** Moves variables and momenta in place. */
export type Flow<F> = (u: F, momenta: Field) => void;

export interface ReversalOptions {
  /** Of every stored real and momentum. Default 1e-11: rounding, amplified by a trajectory of about unit length. */
  readonly tolerance?: number;
  /** Default: Gaussian, by the seed. */
  readonly momenta?: Field;
  readonly seed?: number;
  /** What the finding calls the flow. */
  readonly name?: string;
}

/** One trajectory along a schedule, as hybrid Monte Carlo walks it. */
export function trajectoryOf<F extends Configuration<F>>(schedule: Schedule, forces: Forces<F>): Flow<F> {
  return (u, momenta) => void molecularDynamics(schedule, phaseSpace(u, momenta, u.momentum()), forces);
}

/**
 * After flow, p → −p, flow, p → −p the start comes back within `tolerance`. A flow that moves nothing has not shown
 * anything and does not pass.
 */
export function reversalLaw<F extends Configuration<F>>(
  flow: Flow<F>,
  u: F,
  { tolerance = 1e-11, seed = 1, momenta = randomDirection(u, seed), name = 'the flow' }: ReversalOptions = {},
): Finding {
  const [v, p] = [u.clone(), momenta.clone()];
  flow(v, p);
  const moves = largestDifference(v.field, u.field) > 0;
  turnRound(p);
  flow(v, p);
  turnRound(p);
  const [fields, back] = [largestDifference(v.field, u.field), largestDifference(p, momenta)];
  return finding(
    `${name} can be walked back`,
    moves ? Math.max(fields, back) : Number.NaN,
    tolerance,
    moves ? `variables come back within ${fields}, momenta within ${back}` : 'it moves no variable',
  );
}

function turnRound(p: Field): void {
  p.fromArray(p.toArray().map(value => -value));
}
