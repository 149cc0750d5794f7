/** Choosing an eigenvalue solver at start-up: LAPACK, if it is there, is compared with the own solver and both are timed. */
import { type HermitianSolver, hermitianSolver } from '../../kernel/index.ts';
import { lapackSolver } from './lapack.ts';

export const solverKinds = ['auto', 'own', 'lapack'] as const;
export type SolverKind = (typeof solverKinds)[number];

export interface SolverReport {
  /** Belongs to the provenance of a run, and is asked for again when it is resumed: the two differ in the last bits. */
  readonly kind: Exclude<SolverKind, 'auto'>;
  readonly name: string;
  /** Shortest time of eigenvalues alone, in µs; empty if nothing had to be timed. */
  readonly microseconds: Readonly<Record<string, number>>;
  /** Why this one, in a sentence. */
  readonly reason: string;
}

export interface ChosenSolver {
  readonly solver: HermitianSolver;
  readonly report: SolverReport;
}

const timingMilliseconds = 20;
/** Of the largest eigenvalue, times the rows: rounding of two methods. */
const agreement = 1e-13;

/**
 * The solver for matrices of so many rows.
 *
 * @param kind 'auto': the fastest; another one is checked and returned
 * @throws if LAPACK is asked for and not there, or disagrees with the own solver
 */
export async function chooseSolver(size: number, kind: SolverKind = 'auto'): Promise<ChosenSolver> {
  const own = hermitianSolver(size);
  const chosen = (
    which: 'own' | 'lapack',
    solver: HermitianSolver,
    reason: string,
    microseconds = {},
  ): ChosenSolver => ({
    solver,
    report: { kind: which, name: solver.name, microseconds, reason },
  });
  if (kind === 'own') return chosen('own', own, 'own was asked for.');
  let lapack: HermitianSolver;
  try {
    lapack = await lapackSolver(size);
    requireAgreement(own, lapack);
  } catch (error) {
    if (kind === 'lapack') throw error;
    return chosen('own', own, (error as Error).message);
  }
  if (kind === 'lapack') return chosen('lapack', lapack, 'lapack was asked for.');
  const microseconds = { own: timed(own), lapack: timed(lapack) };
  const which = microseconds.own <= microseconds.lapack ? 'own' : 'lapack';
  const times = `own takes ${microseconds.own.toFixed(0)} µs, ${lapack.name} ${microseconds.lapack.toFixed(0)} µs.`;
  return chosen(which, which === 'own' ? own : lapack, `${which} is the fastest: ${times}`, microseconds);
}

/** A matrix without structure, the same for all. */
function fill({ re, im, size, stride }: HermitianSolver): void {
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      re[j * stride + i] = Math.sin(i * i + 3 * j + 1);
      im[j * stride + i] = i === j ? 0 : Math.cos(2 * i + 5 * j * j);
    }
  }
}

function requireAgreement(own: HermitianSolver, other: HermitianSolver): void {
  const [expected, found] = [own, other].map(solver => {
    const values = new Float64Array(solver.size);
    fill(solver);
    solver.values(values);
    return values;
  });
  const difference = expected.reduce((most, value, k) => Math.max(most, Math.abs(value - found[k])), 0);
  const allowed = agreement * own.size * Math.max(Math.abs(expected[0]), Math.abs(expected.at(-1)!));
  if (difference <= allowed) return;
  throw new Error(
    `${other.name} differs from the own solver by ${difference.toExponential(1)}; expected at most ` +
      `${allowed.toExponential(1)}. Use the solver "own".`,
  );
}

function timed(solver: HermitianSolver): number {
  const values = new Float64Array(solver.size);
  let shortest = Number.POSITIVE_INFINITY;
  const end = performance.now() + timingMilliseconds;
  do {
    fill(solver);
    const begin = performance.now();
    solver.values(values);
    shortest = Math.min(shortest, performance.now() - begin);
  } while (performance.now() < end);
  return 1000 * shortest;
}
