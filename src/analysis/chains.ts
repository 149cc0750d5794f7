/**
 * One observable over one run or several replicas, cut into regular pieces. A piece has one stride; where trajectories
 * are missing a new piece begins. The Γ-method takes pieces as replicas, R̂ and ESS compare whole runs.
 */
import { type Series, splitAtGaps } from '../measure/statistics/index.ts';
import type { Column } from './columns.ts';

export interface Chains {
  /** Trajectories between two measurements. */
  readonly stride: number;
  /** `pieces[k][p]` is component k in piece p. */
  readonly pieces: readonly (readonly Series[])[];
  /** `runs[k][r]` is component k in run r, across its gaps. */
  readonly runs: readonly (readonly Series[])[];
  /** The trajectories of the first run. */
  readonly trajectories: readonly number[];
}

/** Puts the columns of several runs together, one column each. @throws RangeError where strides or widths differ */
export function chainsOf(columns: readonly Column[]): Chains {
  const { name, components } = columns[0];
  const cuts = columns.map(column => splitAtGaps({ trajectories: column.trajectories, values: column.trajectories }));
  const strides = cuts.map(strideOf).filter(stride => stride !== undefined);
  const stride = strides[0] ?? 1;
  const other = strides.find(found => found !== stride);
  if (other !== undefined) {
    throw new RangeError(
      `${name} was measured every ${stride} trajectories in one run and every ${other} in another: compare the runs instead.`,
    );
  }
  columns.forEach((column, r) => {
    if (column.components.length === components.length) return;
    throw new RangeError(
      `${name} has ${components.length} values in run 1 and ${column.components.length} in run ${r + 1}.`,
    );
  });
  const pieces = components.map((_, k) =>
    columns.flatMap((column, r) =>
      piecesOf(
        column.components[k],
        cuts[r].map(({ values }) => values.length),
      ),
    ),
  );
  const runs = components.map((_, k) => columns.map(column => new Float64Array(column.components[k])));
  return { stride, pieces, runs, trajectories: columns[0].trajectories };
}

function strideOf(cuts: readonly { readonly trajectories: Series }[]): number | undefined {
  const several = cuts.find(({ trajectories }) => trajectories.length > 1);
  return several === undefined ? undefined : several.trajectories[1] - several.trajectories[0];
}

function piecesOf(values: readonly number[], lengths: readonly number[]): Float64Array[] {
  let end = 0;
  return lengths.map(length => {
    end += length;
    return new Float64Array(values.slice(end - length, end));
  });
}

/** Chains of a function of the components, such as P² of P. */
export function mapped({ pieces, runs, ...rest }: Chains, f: (...components: number[]) => number): Chains {
  const apply = ([first, ...others]: readonly (readonly Series[])[]) => [
    first.map((series, p) => {
      const values = new Float64Array(series.length);
      for (let i = 0; i < values.length; i++) {
        values[i] = others.length === 0 ? f(series[i]) : f(series[i], ...others.map(component => component[p][i]));
      }
      return values;
    }),
  ];
  return { ...rest, pieces: apply(pieces), runs: apply(runs) };
}
