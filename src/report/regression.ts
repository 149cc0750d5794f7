/** What a regression found, as lines of text, a table for other programs and a JSON value. */
import type { Regressed, RegressedTarget } from '../analysis/regress/regression.ts';
import type { Table } from '../files/index.ts';
import { formatEstimate, type Measured } from '../measure/statistics/index.ts';
import { plainTable } from './tables.ts';

/** The runs, the averages, what they cost and what speaks against them. */
export function regressionLines(name: string, theory: string, found: Regressed): string[] {
  const { counts, targets, block, tauInt, learner, inputs, suggestion, request, warnings } = found;
  const hasReference = targets.some(({ reference }) => reference !== undefined);
  const head = ['target', 'measured alone', 'corrected', 'combined', 'predicted alone', 'correction', 'r', 'cost'];
  const rows = targets.map(target => [
    target.title,
    ...[target.direct, target.corrected, target.combined, target.predicted, target.correction].map(formatEstimate),
    target.correlation.toFixed(3),
    target.gain.combined.costRatio.toFixed(3),
    ...(hasReference ? [target.reference === undefined ? '—' : formatEstimate(target.reference)] : []),
  ]);
  return [
    `${name}: ${theory}`,
    `${targets.length === 1 ? targets[0].title : request.target} from ${inputs.join(', ')} by ${learner}.`,
    `${counts.labelled} configurations with the target, ${counts.train} of them to train and ${counts.correct} to correct; ` +
      `${counts.unlabelled} to predict. ${counts.blocks} blocks of ${block} trajectories, τ_int ${tauInt.toPrecision(2)}.`,
    '',
    ...plainTable([hasReference ? [...head, 'all measurements'] : head, ...rows]),
    '',
    'Errors by the bootstrap over blocks, trained anew each time. Corrected: (1/N_UL) Σ O^P + (1/N_BC) Σ (O − O^P); combined with the',
    'average over the labels by its variance. r: correlation of O and O^P. Cost: at equal error, in units of measuring alone.',
    suggestionLine(suggestion, targets),
    ...warnings,
  ];
}

function suggestionLine(
  { train, labelledRatio }: Regressed['suggestion'],
  [first]: readonly RegressedTarget[],
): string {
  const ratio =
    labelledRatio > 0
      ? `one measurement of ${first.name} for ${(1 / labelledRatio).toPrecision(2)} predictions`
      : 'the inputs on as many configurations as there are';
  return `Best for these costs: ${ratio}; --train ${train}.`;
}

const averages: readonly {
  name: string;
  description: string;
  of: (target: RegressedTarget) => Measured | undefined;
}[] = [
  { name: 'direct', description: 'average over the labels', of: target => target.direct },
  { name: 'corrected', description: 'bias-corrected prediction', of: target => target.corrected },
  { name: 'combined', description: 'corrected and direct, weighted by their variance', of: target => target.combined },
  { name: 'predicted', description: 'average prediction, not corrected', of: target => target.predicted },
  { name: 'correction', description: 'average of measured minus predicted', of: target => target.correction },
  { name: 'reference', description: 'average over all measurements, Γ-method', of: target => target.reference },
];

/** One row for each target. */
export function regressionTable({ targets, counts, learner, inputs, block }: Regressed, theory: string): Table {
  const column = (name: string, description: string, unit: string, of: (target: RegressedTarget) => number) => ({
    ...{ name, description, unit, values: Float64Array.from(targets, of) },
  });
  return {
    columns: [
      { name: 'target', description: 'what was averaged', values: targets.map(({ name }) => name) },
      ...averages.flatMap(({ name, description, of }) => [
        column(name, description, 'of the target', target => of(target)?.mean ?? Number.NaN),
        column(`${name}Error`, `error of ${name}`, 'of the target', target => of(target)?.error ?? Number.NaN),
      ]),
      column('weight', 'weight of corrected in combined', '1', target => target.combined.weight),
      column('correlation', 'of measured and predicted', '1', target => target.correlation),
      column('costRatio', 'cost of combined at equal error, in direct measurements', '1', target =>
        Number.isFinite(target.gain.combined.costRatio) ? target.gain.combined.costRatio : Number.NaN,
      ),
    ],
    attributes: { program: 'cask regress', theory, learner, inputs: inputs.join(', '), block, ...counts },
  };
}
