/** What is printed at the end of a run. */
import { join } from 'node:path';
import type { Analysis } from '../../analysis/analysis.ts';
import { diagnosticLine } from '../../analysis/diagnose/index.ts';
import type { Summary } from '../../analysis/result/summary.ts';
import { estimateRows, plainTable, referenceRows } from '../../report/tables.ts';
import { trainingMean } from '../../report/trainingMean.ts';

/** The result of a run in lines for the terminal. */
export function closingLines(summary: Summary, analysis: Analysis, folder: string): string[] {
  return [
    ...outcomeLines(summary),
    ...block(estimateRows(analysis)),
    ...block(referenceRows(summary)),
    '',
    ...trainingLines(summary),
    ...summary.diagnostics.map(diagnosticLine),
    `Report: ${join(folder, 'report.html')}`,
  ];
}

function outcomeLines({ outcome, trajectories, estimates }: Summary): string[] {
  const lines = outcome === 'interrupted' ? ['Interrupted; what was finished is written.'] : [];
  if (trajectories.production > 0 && Object.keys(estimates).length === 0) {
    lines.push(`Only ${trajectories.production} production trajectories; an error bar needs at least 8.`);
  }
  return lines;
}

function block(rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', ...plainTable(rows)];
}

function trainingLines({ training }: Summary): string[] {
  if (training === undefined) return [];
  const { first, last, production, heldOut } = training;
  const after = production?.acceptance;
  return [
    `Training: loss ${trainingMean(first.loss)} over trajectories ${first.from}–${first.to}` +
      `${first.from === last.from ? ', too few to see a change' : `, ${trainingMean(last.loss)} over ${last.from}–${last.to}`}.`,
    ...(first.acceptance === undefined || last.acceptance === undefined
      ? []
      : [
          `Acceptance over the same: ${trainingMean(first.acceptance)}` +
            `${first.from === last.from ? '' : `, ${trainingMean(last.acceptance)}`}` +
            `${after === undefined ? '' : `; with the weights frozen ${trainingMean(after)}`}.`,
        ]),
    ...(heldOut === undefined
      ? []
      : [
          `Loss on held-out trajectories: ${heldOut.first.toPrecision(3)} before the first lesson, ` +
            `smallest ${heldOut.best.toPrecision(3)} after trajectory ${heldOut.bestAfter}, ${heldOut.last.toPrecision(3)} when last looked at.`,
        ]),
  ];
}
