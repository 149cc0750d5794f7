/**
 * How strong the L1 norm should be. χ²(λ) falls from "everything is zero" to what the constraints allow. Two choices:
 *   kink         in a double logarithmic plot, the λ where χ² lies farthest below the straight line between both ends
 *   validation   the λ whose spectra of some of the bins describe the others best
 */
import { misfitOf } from './expansion.ts';
import type { SpectralProblem } from './problem.ts';
import type { SparseSolution } from './sparse.ts';

export type Solve = (problem: SpectralProblem, lambda: number) => SparseSolution;

export interface LambdaPoint {
  readonly lambda: number;
  readonly misfit: number;
  /** χ² of data that were left out, averaged over folds; where there are folds. */
  readonly validation?: number;
}

/** Two values a decade, and so many decades at most. */
const perDecade = 2;
const mostDecades = 20;
/** Where χ² falls by less than this a step, it has ended. */
const flat = 3e-3;
/** So many times the smallest χ². */
const hopeless = 100;
/** Steps that have to be flat. */
const flatSteps = 3;

/** λ from where A′ begins to move to where χ² no longer falls, with the solutions. */
export function lambdaPath(problem: SpectralProblem, solve: Solve): (LambdaPoint & { solution: SparseSolution })[] {
  const top = Math.abs(problem.singular[0] * problem.data[0]);
  const path: (LambdaPoint & { solution: SparseSolution })[] = [];
  let still = 0;
  for (let k = 2; k <= perDecade * mostDecades && still < flatSteps; k++) {
    const lambda = top * 10 ** (-k / perDecade);
    const solution = solve(problem, lambda);
    if (!solution.isConverged && path.length > 1) break;
    const last = path.at(-1)?.misfit ?? Number.POSITIVE_INFINITY;
    still = solution.misfit > (1 - flat) * last ? still + 1 : 0;
    path.push({ lambda, misfit: solution.misfit, solution });
  }
  return path;
}

/**
 * The number of the point farthest below the line between the ends of log χ² against log λ, among those that do not contradict the
 * data: with χ² of at most twice their number, or of little more than the smallest.
 */
export function kinkOf(path: readonly LambdaPoint[], count: number): number {
  const points = path.map(({ lambda, misfit }) => [Math.log(lambda), Math.log(Math.max(misfit, 1e-300))]);
  const [first, last] = [points[0], points[points.length - 1]];
  const slope = (last[1] - first[1]) / (last[0] - first[0] || 1);
  const allowed = Math.max(2 * count, 1.2 * Math.min(...path.map(({ misfit }) => misfit)));
  const below = points.map(([x, y], k) =>
    path[k].misfit <= allowed ? first[1] + slope * (x - first[0]) - y : Number.NEGATIVE_INFINITY,
  );
  return below.indexOf(Math.max(...below));
}

/** One part of the data to fit, and the rest to try the fit on, as correlators. */
export interface Fold {
  readonly fitted: readonly number[];
  readonly left: readonly number[];
}

/**
 * Adds the average χ² of what was left out, in units of the errors of all data, to every second point of the path whose own χ² is
 * not hopeless.
 */
export function validated(
  problem: SpectralProblem,
  path: readonly LambdaPoint[],
  folds: readonly Fold[],
  solve: Solve,
): LambdaPoint[] {
  const parts = folds.map(({ fitted, left }) => ({
    fitted: { ...problem, data: problem.whiten(fitted) },
    left: problem.whiten(left),
  }));
  const best = Math.min(...path.map(({ misfit }) => misfit));
  return path.map(({ lambda, misfit }, k) => {
    if (k % 2 === 1 || parts.length === 0 || misfit > hopeless * best) return { lambda, misfit };
    const total = parts.reduce(
      (sum, { fitted, left }) => sum + misfitOf(problem, solve(fitted, lambda).spectrum, left),
      0,
    );
    return { lambda, misfit, validation: total / parts.length };
  });
}

/** The number of the point with the best validation; undefined without folds. */
export function bestValidated(path: readonly LambdaPoint[]): number | undefined {
  const known = path.flatMap(({ validation }, k) => (validation === undefined ? [] : [{ validation, k }]));
  if (known.length === 0) return undefined;
  return known.reduce((best, one) => (one.validation < best.validation ? one : best)).k;
}
