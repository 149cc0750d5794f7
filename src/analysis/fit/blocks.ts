/**
 * Covariance of several estimates of one ensemble, whatever they are made of: the analysis is repeated with one block of
 * trajectories left out at a time, and the pseudo-values B f − (B−1) f_s count as independent. Where there are
 * many estimates for so few blocks, correlations are shrunk so that the matrix can be inverted. Errors stay those of the analysis.
 */
import { covarianceOf, shrunkCovariance } from '../../measure/statistics/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { Column } from '../columns.ts';
import { firstOfProduction } from '../columns.ts';
import type { RunData } from '../runData.ts';

const BLOCKS = 40;
/** So many estimates have a covariance from the blocks that can be inverted. */
const MOST_AS_THEY_ARE = BLOCKS / 4;

/** @throws InputError where a run is too short to leave a block out */
export function covarianceByBlocks(
  runs: readonly RunData[],
  points: readonly { readonly y: number; readonly error: number; readonly label: string }[],
  estimates: (runs: readonly RunData[]) => readonly number[],
): { covariance: number[][]; shrinkage: number } {
  const samples = Array.from({ length: BLOCKS }, (_, b) => {
    const values = estimates(runs.map(run => withoutBlock(run, b)));
    if (values.length === points.length) return values;
    throw new InputError([
      `${points[0].label}: without one fortieth of the trajectories some estimates do not exist, so their correlation is unknown. Measure more, or fit each by itself.`,
    ]);
  });
  const pseudo = points.map(({ y }, k) => Float64Array.from(samples, values => BLOCKS * y - (BLOCKS - 1) * values[k]));
  const { covariance, shrinkage } =
    points.length <= MOST_AS_THEY_ARE
      ? { covariance: covarianceOf({ kind: 'jackknife', center: points.map(({ y }) => y), samples }), shrinkage: 0 }
      : shrunkCovariance(pseudo);
  const correlation = (i: number, j: number) => covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
  return {
    covariance: points.map((a, i) => points.map((b, j) => correlation(i, j) * a.error * b.error)),
    shrinkage,
  };
}

function withoutBlock(run: RunData, block: number): RunData {
  const { trajectories } = run.columns;
  const first = firstOfProduction(run.columns) ?? trajectories[0];
  const last = trajectories[trajectories.length - 1];
  const edge = (b: number) => first + Math.floor(((last + 1 - first) * b) / BLOCKS);
  const stays = (trajectory: number) => trajectory < edge(block) || trajectory >= edge(block + 1);
  const cut = (column: Column): Column => {
    const keep = column.trajectories.map(stays);
    return {
      ...column,
      trajectories: column.trajectories.filter((_, i) => keep[i]),
      components: column.components.map(values => values.filter((_, i) => keep[i])),
    };
  };
  const kept = trajectories.map(stays);
  return {
    ...run,
    columns: {
      trajectories: trajectories.filter((_, i) => kept[i]),
      phases: run.columns.phases.filter((_, i) => kept[i]),
      byName: new Map([...run.columns.byName].map(([name, column]) => [name, cut(column)])),
    },
    measured: run.measured.map(cut),
  };
}
