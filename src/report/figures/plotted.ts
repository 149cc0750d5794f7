/** What figures are drawn of: runs, or replicas taken together, each analysed by itself. */

import type { Analysis } from '../../analysis/analysis.ts';
import type { Column } from '../../analysis/columns.ts';
import type { AnalysedRun } from '../../analysis/counted.ts';
import type { Scalar } from '../../analysis/scalar.ts';
import { componentNames, descriptionOf } from '../../catalogue/index.ts';
import { theoryLine } from '../../runfile/theoryLine.ts';

export interface Plotted {
  /** For the legend. */
  readonly name: string;
  readonly run: AnalysedRun;
  readonly analysis: Analysis;
  /** How many weights the model of the run has, where it has one. */
  readonly weights?: number;
}

/** A number that was logged, by its column and component. */
export interface Plottable {
  readonly name: string;
  readonly column: string;
  readonly component: number;
}

/** What a number is called in print, by its name: `polyakovLoopComplex.re`, `wilsonLoops[3]`, `plaquette`. */
export function titleOf([{ analysis }]: readonly Plotted[], name: string): string {
  const { column, component } = plottable(name);
  const description = analysis.descriptions.get(column) ?? descriptionOf(column);
  if (column === name) return description.title;
  const width = analysis.chains.get(column)?.runs.length ?? component + 1;
  return componentNames(column, description, width, true)[component].title;
}

/** Title, and unit where there is one. */
export function axisLabel(plotted: readonly Plotted[], name: string): string {
  const unit = plotted[0].analysis.descriptions.get(plottable(name).column)?.unit ?? '';
  const title = titleOf(plotted, name);
  return unit === '' || unit === '1' ? title : `${title}  [${unit}]`;
}

/** What a number is called in tables: its name, or y where that holds what no column may be called. */
export function columnName(name: string): string {
  return /^[A-Za-z][\w.,=[\]-]*$/.test(name) ? name : 'y';
}

/** `polyakovLoop.im` → column polyakovLoop, component 1; `pion[3]` → component 3. */
export function plottable(name: string): Plottable {
  const part = /^(.*)\.(re|im)$/.exec(name);
  if (part !== null) return { name, column: part[1], component: part[2] === 're' ? 0 : 1 };
  const entry = /^(.*)\[(\d+)\]$/.exec(name);
  return entry === null
    ? { name, column: name, component: 0 }
    : { name, column: entry[1], component: Number(entry[2]) };
}

/** The whole column of a run, thermalisation included. */
export function columnOf({ run }: Plotted, { column, component }: Plottable): Column | undefined {
  const found = run.columns.byName.get(column) ?? run.measured?.find(({ name }) => name === column);
  return found === undefined || component >= found.components.length ? undefined : found;
}

/** The values that count. */
export function countedValues({ analysis }: Plotted, { column, component }: Plottable): Float64Array | undefined {
  const runs = analysis.chains.get(column)?.runs[component];
  return runs === undefined ? undefined : Float64Array.from(runs.flatMap(run => Array.from(run)));
}

export function scalarNamed({ analysis }: Plotted, name: string): Scalar | undefined {
  return analysis.scalars.find(scalar => scalar.name === name);
}

/** The names of runs, for a legend. */
export function namesOf(plotted: readonly Plotted[]): string[] {
  return plotted.map(({ name }) => name);
}

/** Parameters for captions: of the first run, and whether there are others. */
export function theoryOf([first, ...others]: readonly Plotted[]): string {
  const theory = theoryLine(first.run.resolved);
  const different = others.filter(({ run }) => theoryLine(run.resolved) !== theory);
  return different.length === 0
    ? theory
    : `${theory}; beside it ${different.map(({ run }) => theoryLine(run.resolved)).join('; ')}`;
}
