/** Chains as the rows of a regression: inputs on every configuration, targets where they were measured. */
import { gammaMethodOfReplicas, type Series } from '../../measure/statistics/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { Component } from '../components.ts';

export interface LabelledRows {
  /** `inputs[f][i]` */
  readonly inputs: readonly Float64Array[];
  /** `targets[k][i]`, NaN where it was not measured or is not to be used. */
  readonly targets: readonly Float64Array[];
  readonly labelled: readonly boolean[];
  /** Where row i stands. */
  readonly run: readonly number[];
  readonly trajectory: readonly number[];
  /** Measurements of the targets that were put aside. */
  readonly hidden: number;
}

/**
 * @param keep use only so many measurements of the targets, evenly spread, as if there were no others
 * @throws InputError where nothing is labelled, or nothing else is left
 */
export function labelledRows(
  targets: readonly Component[],
  inputs: readonly Component[],
  keep: number | undefined,
): LabelledRows {
  const places = inputs[0].trajectories.flatMap((numbers, run) => {
    const known = inputs.map(({ trajectories }) => new Set(trajectories[run]));
    return Array.from(numbers)
      .filter(trajectory => known.every(set => set.has(trajectory)))
      .map(trajectory => ({ run, trajectory }));
  });
  const columnOf = (component: Component) => {
    const values = component.trajectories.map(
      (numbers, run) => new Map(Array.from(numbers, (trajectory, i) => [trajectory, component.runs[run][i]])),
    );
    return Float64Array.from(places, ({ run, trajectory }) => values[run].get(trajectory) ?? Number.NaN);
  };
  const columns = targets.map(columnOf);
  const known = places.flatMap((_, i) => (columns.every(column => Number.isFinite(column[i])) ? [i] : []));
  if (known.length === 0) {
    throw new InputError([`There is no configuration with ${targets[0].name} and all of the inputs on it.`]);
  }
  if (keep !== undefined && keep > known.length) {
    throw new InputError([
      `--labelled ${keep} asks for more than the ${known.length} measurements of ${targets[0].name}.`,
    ]);
  }
  const count = keep ?? known.length;
  const kept = new Set(Array.from({ length: count }, (_, k) => known[Math.floor(((k + 0.5) * known.length) / count)]));
  if (kept.size === places.length) {
    throw new InputError([
      `${targets[0].name} was measured wherever the inputs were, ${count} times: there is nothing to predict. ` +
        'Measure the inputs more often, or put measurements aside with --labelled N.',
    ]);
  }
  return {
    inputs: inputs.map(columnOf),
    targets: columns.map(column => column.map((value, i) => (kept.has(i) ? value : Number.NaN))),
    labelled: places.map((_, i) => kept.has(i)),
    run: places.map(({ run }) => run),
    trajectory: places.map(({ trajectory }) => trajectory),
    hidden: known.length - count,
  };
}

/** τ_int in trajectories of a column on those rows where it has values; 1/2 where it does not move. */
export function tauOf(column: Float64Array, { run, trajectory }: LabelledRows, name: string): number {
  const rows = Array.from({ length: column.length }, (_, i) => i).filter(i => Number.isFinite(column[i]));
  const runs = [...new Set(run)];
  const select = (of: (i: number) => number): Series[] => runs.map(r => rows.filter(i => run[i] === r).map(of));
  const used = select(i => i).filter(({ length }) => length > 0);
  const of = (f: (i: number) => number) => used.map(list => Array.from(list, f));
  const { tauInt } = gammaMethodOfReplicas(
    of(i => column[i]),
    { name, trajectories: of(i => trajectory[i]) },
  );
  return Number.isFinite(tauInt) ? tauInt : 0.5;
}

/** Blocks of so many trajectories, none across runs. */
export function blocksOfTrajectories({ run, trajectory }: LabelledRows, length: number): Int32Array {
  let [last, block] = ['', -1];
  return Int32Array.from(trajectory, (number, i) => {
    const name = `${run[i]} ${Math.floor(number / length)}`;
    if (name !== last) block++;
    last = name;
    return block;
  });
}
