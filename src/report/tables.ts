/** The tables of the report: estimates, and the comparison with the numbers of another work. */

import type { Analysis } from '../analysis/analysis.ts';
import type { Summary } from '../analysis/result/summary.ts';
import { formatEstimate } from '../measure/statistics/index.ts';
import { element, escapeText } from './markup.ts';

/** Estimates with their errors and autocorrelation times, in rows of text; the first row names the columns. */
export function estimateRows({ scalars, derived }: Pick<Analysis, 'scalars' | 'derived'>): string[][] {
  const shown = [...scalars, ...derived].filter(({ role }) => role !== 'monitor');
  const rows = shown.map(({ title, estimate }) => {
    const { tauInt, samples, effectiveSamples } = estimate;
    return [title, formatEstimate(estimate), shownTau(tauInt), String(samples), effectiveSamples.toFixed(0)];
  });
  return rows.length === 0 ? [] : [['quantity', 'estimate', 'τ_int', 'samples', 'effective'], ...rows];
}

/** A chain that did not move has no τ_int. */
function shownTau(tauInt: number): string {
  return Number.isNaN(tauInt) ? '—' : tauInt.toFixed(1);
}

/** Lists in rows of text, one table for each. */
export function listRowsOf({ lists }: Pick<Analysis, 'lists'>): { title: string; rows: string[][] }[] {
  return lists.map(({ title, positions, estimates }) => ({
    title: `${title}; errors by the Γ-method.`,
    rows: [
      ['position', 'estimate', 'τ_int', 'samples'],
      ...estimates.map((estimate, k) => [
        positions[k],
        formatEstimate(estimate),
        shownTau(estimate.tauInt),
        String(estimate.samples),
      ]),
    ],
  }));
}

/** Measured beside the reference, in rows of text; empty when there is nothing to compare. */
export function referenceRows({ reference }: Summary): string[][] {
  const rows = (reference?.values ?? []).map(row => [
    row.title,
    formatEstimate(row.measured),
    formatEstimate(row.reference),
    `${row.sigmas.toFixed(1)} σ`,
  ]);
  return rows.length === 0 ? [] : [['quantity', 'measured', reference!.source, 'distance'], ...rows];
}

/** What the columns mean. */
const meanings: Readonly<Record<string, string>> = {
  estimate: 'average over the production phase; digits in brackets are the error of the last digits',
  τ_int: 'integrated autocorrelation time in trajectories, with the ½: how long the chain remembers',
  samples: 'measurements that count',
  effective: 'as many independent measurements would have the same error',
  distance: 'difference in combined errors',
};

const hint = (cell: string, tag: string): Readonly<Record<string, string>> =>
  tag === 'th' && Object.hasOwn(meanings, cell) ? { title: meanings[cell] } : {};

/** Rows of text as an HTML table; nothing for no rows. */
export function htmlTable(caption: string, rows: readonly (readonly string[])[]): string {
  const [head, ...body] = rows;
  if (head === undefined) return '';
  const line = (cells: readonly string[], tag: string) =>
    element('tr', {}, cells.map(cell => element(tag, hint(cell, tag), escapeText(cell))).join(''));
  const table = element('table', {}, [
    ...(caption === '' ? [] : [element('caption', {}, escapeText(caption))]),
    element('thead', {}, line(head, 'th')),
    element(
      'tbody',
      {},
      body.map(row => line(row, 'td')),
    ),
  ]);
  return element('div', { class: 'wide' }, table);
}

/** Rows of text in columns for a terminal. */
export function plainTable(rows: readonly (readonly string[])[]): string[] {
  const length = (text: string) => [...text].length;
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => length(row[column])))) ?? [];
  return rows.map(row =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column] - length(cell)))
      .join('   ')
      .trimEnd(),
  );
}
