/** Results of an analysis for other programs: a table of one row per quantity, and a JSON value with everything. */

import type { Analysis } from '../analysis/analysis.ts';
import type { Comparison } from '../analysis/comparison.ts';
import type { Diagnostic } from '../analysis/diagnose/diagnostic.ts';
import type { List } from '../analysis/list.ts';
import type { RunData } from '../analysis/runData.ts';
import type { Scalar } from '../analysis/scalar.ts';
import type { Table } from '../files/index.ts';
import type { Estimate } from '../measure/statistics/index.ts';
import { theoryLine } from '../runfile/theoryLine.ts';

/** An analysis with the runs that it is of, one or several replicas. */
export interface Analysed {
  readonly name: string;
  readonly runs: readonly RunData[];
  readonly analysis: Analysis;
  /** What the diagnosis says, most serious first. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Row {
  readonly run: string;
  readonly quantity: string;
  readonly role: string;
  readonly axis?: number;
  readonly estimate: Estimate;
  readonly bulk?: number;
  readonly tail?: number;
}

const columns: readonly { name: string; description: string; unit: string; of: (row: Row) => number | undefined }[] = [
  { name: 'axis', description: 'position in a list: time, distance, flow time', unit: '1', of: row => row.axis },
  { name: 'mean', description: 'mean', unit: 'of the quantity', of: row => row.estimate.mean },
  {
    name: 'error',
    description: 'error of the mean by the Γ-method',
    unit: 'of the quantity',
    of: row => row.estimate.error,
  },
  {
    name: 'errorOfError',
    description: 'statistical error of the error',
    unit: 'of the quantity',
    of: row => row.estimate.errorOfError,
  },
  {
    name: 'tauInt',
    description: 'integrated autocorrelation time, with the 1/2 included',
    unit: 'trajectories',
    of: row => row.estimate.tauInt,
  },
  { name: 'tauIntError', description: 'error of tauInt', unit: 'trajectories', of: row => row.estimate.tauIntError },
  { name: 'window', description: 'longest lag that was summed', unit: 'trajectories', of: row => row.estimate.window },
  { name: 'samples', description: 'measurements', unit: '1', of: row => row.estimate.samples },
  {
    name: 'effectiveSamples',
    description: 'measurements / (2 tauInt)',
    unit: '1',
    of: row => row.estimate.effectiveSamples,
  },
  { name: 'bulkSamples', description: 'rank-normalised bulk effective samples', unit: '1', of: row => row.bulk },
  { name: 'tailSamples', description: 'tail effective samples', unit: '1', of: row => row.tail },
  { name: 'rHat', description: 'rank-normalised split R-hat over replicas', unit: '1', of: row => row.estimate.rHat },
];

/** One row per quantity and run; NaN where a number does not exist. */
export function estimateTable(analysed: readonly Analysed[]): Table {
  const rows = analysed.flatMap(rowsOf);
  const first = analysed[0].runs[0];
  return {
    columns: [
      { name: 'run', description: 'run folder, or set of replicas', values: rows.map(({ run }) => run) },
      { name: 'quantity', description: 'what was estimated', values: rows.map(({ quantity }) => quantity) },
      {
        name: 'role',
        description: 'physics, algorithm, monitor, derived or list',
        values: rows.map(({ role }) => role),
      },
      ...columns.map(({ of, ...heading }) => ({
        ...heading,
        values: Float64Array.from(rows, row => of(row) ?? Number.NaN),
      })),
    ],
    attributes: { program: 'cask analyse', theory: theoryLine(first.resolved), runs: analysed.length },
  };
}

function rowsOf({ name, analysis }: Analysed): Row[] {
  const scalar = ({ name: quantity, role, estimate, bulkSamples, tailSamples }: Scalar): Row => ({
    run: name,
    quantity,
    role,
    estimate,
    ...(bulkSamples === undefined ? {} : { bulk: bulkSamples }),
    ...(tailSamples === undefined ? {} : { tail: tailSamples }),
  });
  const list = ({ name: quantity, labels, curves, estimates }: List) => {
    const x = new Map(curves.flatMap(curve => curve.positions.map((k, i) => [k, curve.x[i]])));
    return estimates.map((estimate, k): Row => {
      const axis = x.get(k);
      const row = { run: name, quantity: `${quantity}[${labels[k]}]`, role: 'list', estimate };
      return axis === undefined ? row : { ...row, axis };
    });
  };
  return [...analysis.scalars.map(scalar), ...analysis.derived.map(scalar), ...analysis.lists.flatMap(list)];
}

/** Everything but the data, for `--json`. */
export function jsonOf(analysed: readonly Analysed[], comparisons: readonly Comparison[]): object {
  return {
    analyses: analysed.map(({ name, runs, analysis: { chains: _, ...results }, diagnostics }) => ({
      name,
      folders: runs.map(({ folder }) => folder),
      theory: theoryLine(runs[0].resolved),
      remarks: runs.flatMap(({ remarks }) => remarks),
      diagnostics,
      ...results,
    })),
    comparisons,
  };
}
