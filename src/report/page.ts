/** `report.html`: one file that shows a run, opened from the disk without any network. */

import { type Diagnostic, diagnosticLine } from '../analysis/diagnose/index.ts';
import type { OwnAnalysis } from '../analysis/result/estimates.ts';
import type { Summary } from '../analysis/result/summary.ts';
import type { Stretch } from '../analysis/result/training.ts';
import { formatEstimate } from '../measure/statistics/index.ts';
import type { Provenance } from '../runfile/provenance.ts';
import type { Resolved } from '../runfile/schema/index.ts';
import { theoryLine } from '../runfile/theoryLine.ts';
import { plural } from '../words/index.ts';
import { figuresOf, type Plotted } from './figures/index.ts';
import { figure } from './frame.ts';
import { element, escapeText } from './markup.ts';
import { styleSheet } from './style.ts';
import { estimateRows, htmlTable, listRowsOf, referenceRows } from './tables.ts';
import { trainingMean } from './trainingMean.ts';

export interface ReportContent {
  readonly resolved: Resolved;
  /** `resolved.toml`, shown in full. */
  readonly echo: string;
  readonly analysed: OwnAnalysis;
  readonly summary: Summary;
  readonly provenance: Provenance;
  /** Of the network, by name, as the run left them. */
  readonly weights?: Readonly<Record<string, number>>;
  /** What the trajectories took, all together. */
  readonly seconds?: number;
}

/** Writes the whole page of a run. */
export function report(content: ReportContent): string {
  const { resolved, echo, analysed, summary, provenance, weights = {}, seconds } = content;
  const isEmpty = analysed.run.columns.trajectories.length === 0;
  const plotted = isEmpty ? [] : [{ name: 'run', ...analysed }];
  return page({
    title: resolved.title ?? theoryLine(resolved),
    opening: `${leadSentence(resolved, analysed)} ${outcomeSentence(summary)}`,
    tables: [
      htmlTable('Production averages; errors by the Γ-method, times in trajectories.', estimateRows(analysed.analysis)),
      htmlTable('Beside the reference.', referenceRows(summary)),
      htmlTable('Training.', trainingRows(summary)),
      htmlTable('Weights that were learnt.', weightRows(weights)),
    ],
    diagnostics: summary.diagnostics,
    lists: listRowsOf(analysed.analysis),
    plotted,
    echo,
    closing: `${provenanceSentence(provenance)}${seconds ? ` The trajectories took ${seconds.toPrecision(2)} s.` : ''}`,
  });
}

export interface PageContent {
  readonly title: string;
  readonly opening: string;
  /** Markup. */
  readonly tables: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly lists?: readonly { readonly title: string; readonly rows: readonly (readonly string[])[] }[];
  readonly plotted: readonly Plotted[];
  /** The run file, shown in full. */
  readonly echo: string;
  readonly closing: string;
}

/** Writes a page of tables, diagnosis and all figures that the runs allow. */
export function page({ title, opening, tables, diagnostics, lists = [], plotted, echo, closing }: PageContent): string {
  const sections = plotted.length === 0 ? [] : figuresOf(plotted);
  const contents = [...sections.map(({ heading }) => heading), runHeading].map(heading =>
    element('a', { href: `#${anchorOf(heading)}` }, heading),
  );
  const body = [
    element('h1', {}, escapeText(title)),
    element('p', { class: 'lead' }, escapeText(opening)),
    sections.length < 2 ? '' : element('nav', { 'aria-label': 'Contents' }, contents),
    tables[0],
    diagnosis(diagnostics),
    ...tables.slice(1),
    ...sections.flatMap(({ heading, figures }) => [
      element('h2', { id: anchorOf(heading) }, heading),
      ...figures.map(figure),
    ]),
    ...lists.map(({ title: name, rows }) => {
      return element('details', {}, [element('summary', {}, escapeText(name)), htmlTable('', rows)]);
    }),
    element('h2', { id: anchorOf(runHeading) }, runHeading),
    element('pre', {}, escapeText(echo)),
    element('p', {}, escapeText(closing)),
  ];
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    element('title', {}, escapeText(title)),
    element('style', {}, styleSheet),
  ];
  return `<!doctype html>\n<html lang="en">\n<head>${head.join('\n')}</head>\n<body>${body.filter(Boolean).join('\n')}</body>\n</html>\n`;
}

const runHeading = 'The run';
const anchorOf = (heading: string) => heading.toLowerCase().replaceAll(/\W+/g, '-');

/** What was simulated, and the first results. */
function leadSentence(resolved: Resolved, { analysis }: OwnAnalysis): string {
  const results = analysis.scalars
    .filter(({ role, estimate }) => role === 'physics' && Number.isFinite(estimate.error))
    .slice(0, mostResults)
    .map(({ title, estimate }) => `${title} ${formatEstimate(estimate)}`);
  return `${theoryLine(resolved)}${results.length === 0 ? '' : `: ${results.join(', ')}`}.`;
}

const mostResults = 4;

function weightRows(weights: Readonly<Record<string, number>>): string[][] {
  const rows = Object.entries(weights).map(([name, value]) => [name, String(Number(value.toPrecision(6)))]);
  return rows.length === 0 ? [] : [['weight', 'value'], ...rows];
}

function outcomeSentence({ outcome, trajectories: { thermalise, train, production } }: Summary): string {
  const counts = `${plural(thermalise, 'trajectory', 'trajectories')} to thermalise, ${train} to train, ${production} of production.`;
  return outcome === 'complete' ? counts : `The run ${outcome === 'failed' ? 'failed' : 'was interrupted'}: ${counts}`;
}

function diagnosis(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.map(found => element('li', { class: found.severity }, escapeText(diagnosticLine(found))));
  return lines.length === 0 ? '' : element('ul', { class: 'diagnosis' }, lines);
}

function provenanceSentence({ version, node, platform, machine, seed, started }: Provenance): string {
  return `Made by cask ${version} on ${machine}, Node ${node}, ${platform}; seed ${seed}; started ${started}.`;
}

function trainingRows({ training }: Summary): string[][] {
  if (training === undefined) return [];
  const { first, last, production, heldOut } = training;
  const span = ({ from, to }: Stretch) => `trajectories ${from}–${to}`;
  return [
    ['quantity', span(first), span(last), 'production'],
    ['loss', trainingMean(first.loss), trainingMean(last.loss), '—'],
    ['acceptance', ...[first, last, production].map(stretch => trainingMean(stretch?.acceptance))],
    ...(heldOut === undefined
      ? []
      : [
          [
            'held-out loss',
            `${heldOut.first.toPrecision(3)} before the first lesson`,
            `${heldOut.last.toPrecision(3)} when last looked at`,
            `smallest ${heldOut.best.toPrecision(3)} after trajectory ${heldOut.bestAfter}`,
          ],
        ]),
  ];
}
