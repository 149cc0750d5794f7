/** `report.html`: one file that shows a run, opened from the disk without any network. */
import { titleOf } from '../analyse/observables.ts';
import { diagnosticLine } from '../diagnose/index.ts';
import type { LogRecord } from '../driver.ts';
import type { Provenance } from '../folder/provenance.ts';
import type { Summary } from '../result/summary.ts';
import type { Resolved } from '../schema/index.ts';
import { histogram } from './histogram.ts';
import { history } from './history.ts';
import { element, escapeText } from './markup.ts';
import type { Point } from './points.ts';
import { runningAcceptance } from './runningAcceptance.ts';
import { styleSheet } from './style.ts';
import { estimateRows, htmlTable, publishedRows } from './tables.ts';
import { theoryLine } from './theory.ts';

export interface ReportContent {
  readonly resolved: Resolved;
  /** `resolved.toml`, shown in full. */
  readonly echo: string;
  readonly records: readonly LogRecord[];
  readonly summary: Summary;
  readonly provenance: Provenance;
}

/** Writes the whole page. */
export function report(content: ReportContent): string {
  const { resolved, echo, summary, provenance } = content;
  const title = resolved.title ?? theoryLine(resolved);
  const body = [
    element('h1', {}, escapeText(title)),
    element('p', {}, escapeText(`${theoryLine(resolved)}. ${outcomeSentence(summary)}`)),
    htmlTable('Production averages; errors by the Γ-method, times in trajectories.', estimateRows(summary)),
    diagnosis(summary),
    htmlTable('Beside published values.', publishedRows(summary)),
    htmlTable('Training.', trainingRows(summary)),
    element('h2', {}, 'Histories'),
    ...histories(content),
    element('h2', {}, 'Distributions'),
    ...histograms(content),
    element('h2', {}, 'The run'),
    element('pre', {}, escapeText(echo)),
    element('p', {}, escapeText(provenanceSentence(provenance))),
  ];
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    element('title', {}, escapeText(title)),
    element('style', {}, styleSheet),
  ];
  return `<!doctype html>\n<html lang="en">\n<head>${head.join('\n')}</head>\n<body>${body.filter(Boolean).join('\n')}</body>\n</html>\n`;
}

function outcomeSentence({ outcome, trajectories: { thermalise, train, production } }: Summary): string {
  const counts = `${thermalise} trajectories to thermalise, ${train} to train, ${production} of production.`;
  return outcome === 'complete' ? counts : `The run ${outcome === 'failed' ? 'failed' : 'was interrupted'}: ${counts}`;
}

function diagnosis({ diagnostics }: Summary): string {
  const lines = diagnostics.map(found => element('li', { class: found.severity }, escapeText(diagnosticLine(found))));
  return lines.length === 0 ? '' : element('ul', { class: 'diagnosis' }, lines);
}

function provenanceSentence({ version, node, platform, machine, seed, started }: Provenance): string {
  return `Made by cask ${version} on ${machine}, Node ${node}, ${platform}; seed ${seed}; started ${started}.`;
}

function trainingRows({ training }: Summary): string[][] {
  if (training === undefined) return [];
  const share = (value: number | undefined) => value?.toFixed(3) ?? '—';
  return [
    ['quantity', 'at first', 'in the end'],
    ['loss', training.lossFirst.toPrecision(4), training.lossLast.toPrecision(4)],
    ['acceptance', share(training.acceptanceBefore), share(training.acceptanceAfter)],
  ];
}

function pointsOf(records: readonly LogRecord[], value: (record: LogRecord) => number | undefined): Point[] {
  return records.flatMap(record => {
    const y = value(record);
    return y === undefined ? [] : [{ x: record.trajectory, y }];
  });
}

const observables = ['plaquette', 'polyakovLoop', 'chiralCondensate'] as const;

function histories({ records, resolved, summary }: ReportContent): string[] {
  const theory = theoryLine(resolved);
  const span = Math.max(10, Math.ceil(records.length / 40));
  const figures = observables.map(name => {
    const band = summary.estimates[name];
    return history({
      caption: `${titleOf(name)} along the run${band ? '; band: production average and error' : ''}. ${theory}`,
      yLabel: titleOf(name),
      records,
      points: pointsOf(records, record => record[name]),
      ...(band === undefined ? {} : { band }),
    });
  });
  figures.push(
    history({
      caption: `Loss of the network while it learns. ${theory}`,
      yLabel: 'loss',
      records,
      points: pointsOf(records, record => record.loss),
    }),
    history({
      caption: `Acceptance, running mean over ${span} trajectories. ${theory}`,
      yLabel: 'acceptance',
      records,
      points: runningAcceptance(records, span),
      yRange: [0, 1],
    }),
  );
  return figures.filter(drawn => drawn !== undefined);
}

function histograms({ records, resolved }: ReportContent): string[] {
  const production = records.filter(record => record.phase === 'production');
  const theory = theoryLine(resolved);
  const figures = [
    histogram({
      caption: `ΔH = H(end) − H(start) of all production proposals. ${theory}`,
      xLabel: 'ΔH',
      values: production.map(record => record.deltaH).filter(change => change !== undefined),
    }),
    histogram({
      caption: `Plaquette of all production trajectories. ${theory}`,
      xLabel: 'plaquette',
      values: production.map(record => record.plaquette),
    }),
  ];
  return figures.filter(drawn => drawn !== undefined);
}
