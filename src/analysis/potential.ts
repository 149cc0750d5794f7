/**
 * The static potential from a list of Wilson loops. V(R; T) = log W(R,T)/W(R,T+1) falls with T until one state is left: T
 * is the first time from which no V(R; T) falls to T + 1 by more than two errors, the same for all R. Separations up to half
 * of the shortest extent count. Distances are those of lowest-order perturbation theory (`treeLevelDistance`), without
 * which the fit
 *   V(r) = A + σr − α/r
 * would take the breaking of rotations at R = 1 for physics; in three dimensions of space alone. Errors are by the jackknife
 * over the bins of the list: the fit is repeated without each.
 */
import { type StaticPotential, staticPotential, treeLevelDistance } from '../measure/observables/index.ts';
import { covarianceOf, jackknifeSamples } from '../measure/statistics/index.ts';
import type { Chains } from './chains.ts';
import { type AnalysedCurve, binnable, type List } from './list.ts';

/** A list with the data behind it, on a lattice. */
export interface Source {
  readonly list: List;
  readonly chains: Chains;
  readonly extent: readonly number[];
}

/** Loops of one separation: R = 2 is at (2, 0, 0), d = 1,1,0 at (1, 1, 0). */
export interface LoopCurve {
  readonly separation: readonly number[];
  readonly curve: AnalysedCurve;
}

export interface FittedPotential {
  readonly T: number;
  readonly separations: readonly { readonly name: string; readonly separation: readonly number[] }[];
  /** Its potential has the distances of perturbation theory. */
  readonly fit: StaticPotential;
}

const dimensionsOfSpace = 3;
const fewestSeparations = 3;
const allowedErrors = 2;

/** The curves of a list that are loops of one separation each. */
export function loopCurves({ curves }: List): LoopCurve[] {
  return curves.flatMap(curve => {
    const { R, d = R } = curve.at;
    return d === undefined ? [] : [{ separation: String(d).split(',').map(Number), curve }];
  });
}

/**
 * V(R), its fit and its scales; undefined where there are not three separations in three dimensions.
 *
 * @throws RangeError where excited states or noise are left at every T, or the fit has no scale
 */
export function potentialOf({ list, chains, extent }: Source): FittedPotential | undefined {
  const half = Math.min(...extent.slice(0, -1)) / 2;
  const loops = loopCurves(list).filter(
    ({ separation, curve }) => curve.x.length > 2 && separation.every(side => Math.abs(side) <= half),
  );
  if (extent.length !== dimensionsOfSpace + 1 || loops.length < fewestSeparations) return undefined;
  const times = loops.map(({ curve }) => curve.x).reduce((one, other) => one.filter(T => other.includes(T)));
  const series = (k: number) => binnable(list.binSize)(chains.runs[k]);
  const at = ({ curve }: LoopCurve, T: number) => series(curve.positions[curve.x.indexOf(T)]);
  const data = times.map(T => loops.map(loop => at(loop, T)));
  const first = times.findIndex((T, i) => {
    const next = data.slice(i, i + 3);
    const isRegular = times[i + 1] === T + 1 && times[i + 2] === T + 2;
    return (
      isRegular &&
      loops.every((_, r) =>
        hasSettled(
          next.map(row => row[r]),
          list.binSize,
        ),
      )
    );
  });
  if (first < 0) {
    throw new RangeError(
      `V(R; T) still falls, or is noise, at all T from ${times[0]} to ${times.at(-1)}: measure longer times, more often, or with smeared links.`,
    );
  }
  const measured = loops.map(({ separation }, r) => {
    const [x = 0, y = 0, z = 0] = separation;
    return { r: treeLevelDistance([x, y, z]), now: data[first][r], next: data[first + 1][r] };
  });
  return {
    T: times[first],
    separations: loops.map(({ separation }) => ({ name: nameOf(separation), separation })),
    fit: staticPotential(measured, { binSize: list.binSize, stride: chains.stride }),
  };
}

function nameOf(separation: readonly number[]): string {
  return separation.length === 1 ? String(separation[0]) : `(${separation.join(', ')})`;
}

/** Whether V at T and at T + 1 agree; not where the noise is so large that there is no V. */
function hasSettled(loops: readonly (readonly number[])[], binSize: number): boolean {
  const fall = ([w0, w1, w2]: readonly number[]) => [Math.log(w0 / w1) - Math.log(w1 / w2)];
  const resampled = jackknifeSamples(fall, loops, { binSize });
  const error = Math.sqrt(covarianceOf(resampled)[0][0]);
  return Math.abs(resampled.center[0]) <= allowedErrors * error;
}
