/** What a sweep found: one row for every combination of values, over all its seeds, and figures against the swept key. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Analysis, analyse } from '../../analysis/analysis.ts';
import type { Scalar } from '../../analysis/scalar.ts';
import { writeCsv } from '../../files/node/index.ts';
import { type Estimate, formatEstimate } from '../../measure/statistics/index.ts';
import { type SweptCurve, sweepFigure } from '../../report/figures/sweep.ts';
import { figure, standalone } from '../../report/frame.ts';
import { page } from '../../report/page.ts';
import { htmlTable, plainTable } from '../../report/tables.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { readText } from '../../runfile/node/read.ts';
import type { Lock } from '../../runfolder/lock.ts';
import { caskVersion } from '../../runfolder/provenance.ts';
import { writeFile, writeJson } from '../../runfolder/write.ts';
import { readRuns } from '../command/readRun.ts';
import type { TaskResult } from '../replicas/processes.ts';
import type { Sweep } from './plan.ts';

/** The runs of one combination of values. */
interface Row {
  readonly values: readonly string[];
  readonly folders: readonly string[];
  /** Of those runs of them that have measurements; undefined where none has. */
  readonly analysis: Analysis | undefined;
}

/** Writes the results down. @returns lines for the terminal @throws RunError when the disk does not take it */
export function summariseSweep(lock: Lock, sweep: Sweep, results: readonly TaskResult[]): string[] {
  const { folder } = lock;
  const rows = rowsOf(folder, sweep);
  const quantities = quantitiesOf(rows);
  const table = textRows(sweep, rows, quantities);
  const figures = sweep.swept.length === 0 ? [] : quantities.flatMap(scalar => figureOf(sweep, rows, scalar) ?? []);
  writeJson(lock, 'summary.json', {
    swept: sweep.swept.map(({ key }) => key),
    rows: rows.map(({ values, folders, analysis }) => ({
      values,
      folders,
      estimates: Object.fromEntries((analysis ? shown(analysis) : []).map(({ name, estimate }) => [name, estimate])),
    })),
    outcomes: Object.fromEntries(results.map(({ task, outcome }) => [task.name, outcome])),
  });
  if (quantities.length === 0) return ['No run of the sweep has measurements yet.'];
  writeCsv(join(folder, 'table.csv'), {
    attributes: { program: `cask ${caskVersion()}` },
    columns: [
      ...sweep.swept.map(({ key }, k) => {
        return { name: key, description: 'a key of the run file', values: rows.map(({ values }) => values[k]) };
      }),
      ...quantities.flatMap(({ name }) => [
        column(name, rows, row => estimateIn(row, name)?.mean),
        column(`${name}.error`, rows, row => estimateIn(row, name)?.error),
      ]),
    ],
  });
  const [first] = figures;
  if (first) writeFile(lock, 'plot.svg', standalone(first));
  const heading = `A sweep of ${sweep.swept.map(({ key }) => key).join(', ') || 'seeds'}`;
  writeFile(
    lock,
    'report.html',
    page({
      title: heading,
      opening: `${sweep.runs.length} runs; each row joins all seeds of its values.`,
      tables: [htmlTable('Errors by the Γ-method over all seeds.', table), ...figures.map(figure)],
      diagnostics: [],
      plotted: [],
      echo: readText(join(folder, 'params.toml')),
      closing: `Made by cask ${caskVersion()}.`,
    }),
  );
  return ['', ...plainTable(table), '', `Report: ${join(folder, 'report.html')}`];
}

function column(name: string, rows: readonly Row[], of: (row: Row) => number | undefined) {
  const description = 'over all seeds of a row';
  return { name, description, values: Float64Array.from(rows, row => of(row) ?? Number.NaN) };
}

function rowsOf(folder: string, sweep: Sweep): Row[] {
  const keys = [...new Set(sweep.runs.map(({ values }) => JSON.stringify(values)))];
  return keys.map(key => {
    const runs = sweep.runs.filter(({ values }) => JSON.stringify(values) === key);
    const folders = runs.map(run => run.folder);
    return { values: runs[0].values, folders, analysis: analysisOf(folders.map(name => join(folder, name))) };
  });
}

/** What cannot be read has been reported as the failure of its run. */
function analysisOf(folders: readonly string[]): Analysis | undefined {
  try {
    const begun = folders.filter(folder => existsSync(join(folder, 'log.jsonl')));
    const runs = readRuns(begun).filter(({ columns }) => columns.phases.includes('production'));
    return runs.length === 0 ? undefined : analyse(runs);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

const shown = ({ scalars, derived }: Analysis) => [...scalars, ...derived].filter(({ role }) => role !== 'monitor');

/** Those that some row has, in the order of the first that does. */
function quantitiesOf(rows: readonly Row[]): Scalar[] {
  const all = new Map<string, Scalar>();
  for (const scalar of rows.flatMap(({ analysis }) => (analysis ? shown(analysis) : []))) {
    if (!all.has(scalar.name)) all.set(scalar.name, scalar);
  }
  return [...all.values()];
}

function estimateIn({ analysis }: Row, name: string): Estimate | undefined {
  return analysis && shown(analysis).find(scalar => scalar.name === name)?.estimate;
}

function textRows({ swept }: Sweep, rows: readonly Row[], quantities: readonly Scalar[]): string[][] {
  const head = [...swept.map(({ key }) => key), 'runs', ...quantities.map(({ title }) => title)];
  const cells = rows.map(row => [
    ...row.values,
    row.folders.join(' '),
    ...quantities.map(({ name }) => {
      const estimate = estimateIn(row, name);
      return estimate === undefined ? '—' : formatEstimate(estimate);
    }),
  ]);
  return [head, ...cells];
}

/** Against the first swept key, a curve for every combination of the others. */
function figureOf({ swept }: Sweep, rows: readonly Row[], { name, title }: Scalar) {
  const [{ key, values: places }, ...others] = swept;
  const nameOf = ({ values }: Row) => others.map((other, k) => `${other.key} = ${values[k + 1]}`).join(', ');
  const curves = [...new Set(rows.map(nameOf))].map((curve): SweptCurve => {
    const points = rows
      .filter(row => nameOf(row) === curve)
      .flatMap(row => {
        const estimate = estimateIn(row, name);
        return estimate === undefined ? [] : [{ place: row.values[0], mean: estimate.mean, error: estimate.error }];
      });
    return { name: curve, points };
  });
  return sweepFigure({ key, places, title, curves });
}
