/** What is said at the end of a run. */
import { join } from 'node:path';
import type { Analysis } from '../../analysis/analysis.ts';
import { diagnosticLine } from '../../analysis/diagnose/index.ts';
import type { Summary } from '../../analysis/result/summary.ts';
import { estimateRows, plainTable, publishedRows } from '../../report/tables.ts';

/** The result of a run in lines for the terminal. */
export function closingLines(summary: Summary, analysis: Analysis, folder: string): string[] {
  return [
    ...outcomeLines(summary),
    ...block(estimateRows(analysis)),
    ...block(publishedRows(summary)),
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
  const { lossFirst, lossLast, acceptanceBefore, acceptanceAfter } = training;
  const share = (value: number | undefined) => (value === undefined ? 'not measured' : value.toFixed(2));
  return [
    `Training: loss ${lossFirst.toPrecision(3)} → ${lossLast.toPrecision(3)}, ` +
      `acceptance ${share(acceptanceBefore)} → ${share(acceptanceAfter)}.`,
  ];
}
