/** Analyses as lines for a terminal or a file; plain text without control characters. */

import type { Comparison } from '../analysis/comparison.ts';
import type { Diagnostic } from '../analysis/diagnose/diagnostic.ts';
import { diagnosticLine } from '../analysis/diagnose/diagnostic.ts';
import { disagreements } from '../analysis/diagnose/disagreement.ts';
import type { Related } from '../analysis/relation.ts';
import { theoryLine } from '../runfile/theoryLine.ts';
import { comparisonRows, derivedRows, listRows, scalarRows } from './analysisTables.ts';
import type { Analysed } from './exports.ts';
import { plainTable } from './tables.ts';

const explanation =
  'Errors by the Γ-method. τ_int (with the 1/2) and window in trajectories; "count from": where a cut would leave most ' +
  'effective samples, "?" where a drift cannot be distinguished from slow equilibration.';

/** One run, or several replicas together. */
export function analysedLines({ name, runs, analysis, diagnostics }: Analysed, all: boolean): string[] {
  const counted = analysis.trajectories.map((count, r) => `${count} from ${shownFrom(analysis.from[r])}`);
  const replicas = runs.length > 1 ? [`${runs.length} replicas: ${runs.map(({ folder }) => folder).join(', ')}`] : [];
  const tables = [scalarRows(analysis, all), derivedRows(analysis), ...analysis.lists.map(listRows)];
  return [
    `${name}: ${theoryLine(runs[0].resolved)}`,
    ...replicas,
    `Trajectories that count: ${counted.join('; ')}.`,
    ...runs.flatMap(({ remarks }) => remarks),
    '',
    ...tables.filter(rows => rows.length > 0).flatMap(rows => [...plainTable(rows), '']),
    ...(analysis.scalars.length > 0 ? [explanation] : []),
    ...analysis.unusable.map(({ reason }) => `Not analysed: ${reason}`),
    ...(analysis.scalars.length + analysis.lists.length === 0
      ? ['Nothing was measured there. Count earlier trajectories with --from, or run longer.']
      : diagnosticLines(diagnostics)),
    '',
  ];
}

function diagnosticLines(diagnostics: readonly Diagnostic[]): string[] {
  if (diagnostics.length === 0) return ['Nothing speaks against these numbers.'];
  return diagnostics.map(diagnosticLine);
}

function shownFrom(from: number): string {
  return Number.isFinite(from) ? `trajectory ${from}` : 'nowhere, for there was no production';
}

/** Runs beside the first. */
export function comparisonLines(
  comparisons: readonly Comparison[],
  names: readonly string[],
  { relation, differences }: Related,
): string[] {
  if (names.length < 2) return [];
  const heading =
    relation === 'different theories'
      ? ['Side by side. The theories are different:', ...differences.map(line => `  ${line}`)]
      : ['Side by side; z in combined errors, p the probability of a difference at least as large by chance.'];
  return [
    ...heading,
    '',
    ...plainTable(comparisonRows(comparisons, names)),
    '',
    ...(relation === 'different theories' ? [] : disagreements(comparisons, names).map(diagnosticLine)),
    '',
  ];
}
