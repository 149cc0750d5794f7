/**
 * One observable over one run or several replicas, with the trajectory of every measurement: the Γ-method counts lags in
 * trajectories, so that some may be missing and strides may differ.
 */

import { type Series, smallestStride } from '../measure/statistics/index.ts';
import { plural } from '../words/index.ts';
import type { Column } from './columns.ts';

export interface Chains {
  /** Trajectories between two measurements; the smallest distance where some are missing. */
  readonly stride: number;
  /** `runs[k][r]` is component k in run r. */
  readonly runs: readonly (readonly Series[])[];
  /** `trajectories[r][i]` is where measurement i of run r stands. */
  readonly trajectories: readonly Series[];
}

/** Puts the columns of several runs together, one column each. @throws RangeError where their widths differ */
export function chainsOf(columns: readonly Column[]): Chains {
  const { name, components } = columns[0];
  columns.forEach((column, r) => {
    if (column.components.length === components.length) return;
    throw new RangeError(
      `${name} has ${plural(components.length, 'value')} in run 1 and ${column.components.length} in run ${r + 1}.`,
    );
  });
  const trajectories = columns.map(column => column.trajectories);
  const runs = components.map((_, k) => columns.map(column => new Float64Array(column.components[k])));
  return { stride: smallestStride(trajectories), runs, trajectories };
}

/** Chains of a function of the components, such as P² of P. */
export function mapped({ runs, ...rest }: Chains, f: (...components: number[]) => number): Chains {
  const [first, ...others] = runs;
  const values = first.map((series, r) => {
    const image = new Float64Array(series.length);
    for (let i = 0; i < image.length; i++) {
      image[i] = others.length === 0 ? f(series[i]) : f(series[i], ...others.map(component => component[r][i]));
    }
    return image;
  });
  return { ...rest, runs: [values] };
}
