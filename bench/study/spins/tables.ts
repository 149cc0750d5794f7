/**
 * Tables of models, from what layers.ts left behind: MSE and acceptance with errors over seeds, and the power law of the MSE in
 * the number of weights.
 *
 *   node bench/study/spins/tables.ts [--out runs/spins] [--point half|doped]
 */
import { acceptanceFromMean, formatEstimate } from '../../../src/measure/statistics/index.ts';
import { powerLaw } from '../../../src/report/figures/betweenRuns.ts';
import { option } from '../runs.ts';
import { independentAcceptance, meanSquare } from './acceptance.ts';
import type { ModelRow } from './layers.ts';
import { meanOf } from './points.ts';
import { results } from './results.ts';

const point = option('point', 'half');
const { rows } = results<ModelRow>(point === 'half' ? 'layers' : `layers-${point}`);
const testError = (residuals: readonly number[]) => meanOf(residuals.map(r => r ** 2)).error / meanSquare(residuals);

interface Group {
  readonly name: string;
  readonly kind: string;
  readonly layers: number;
  readonly rows: readonly ModelRow[];
}
const groups: Group[] = [];
for (const row of rows) {
  const name = row.layers === 0 ? 'linear' : `${row.kind}, ${row.layers}`;
  if (groups.some(group => group.name === name)) continue;
  const alike = rows.filter(({ kind, layers }) => kind === row.kind && layers === row.layers);
  groups.push({ name, kind: row.kind, layers: row.layers, rows: alike });
}
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const lowest = (values: readonly number[]) => Math.min(...values);
const msesOf = (alike: readonly ModelRow[]) => alike.map(({ residuals }) => meanSquare(residuals));
const withError = (values: readonly number[]) =>
  values.length > 1 ? formatEstimate(meanOf(values)) : values[0].toFixed(4);

console.log('| model | weights | seeds | MSE learnt | MSE of tests | best | A | erfc(√MSE/2) | e^{−√MSE} |');
console.log('|---|---|---|---|---|---|---|---|---|');
for (const { name, rows: alike } of groups.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.layers - b.layers)) {
  const tests = msesOf(alike);
  console.log(
    `| ${name} | ${alike[0].weights.length} | ${alike.length} | ${withError(alike.map(row => row.learntMse))} | ${withError(tests)} | ` +
      `${Math.min(...tests).toFixed(4)} | ${withError(alike.map(({ residuals }) => independentAcceptance(residuals)))} | ` +
      `${mean(tests.map(acceptanceFromMean)).toFixed(3)} | ${mean(tests.map(mse => Math.exp(-Math.sqrt(mse)))).toFixed(3)} |`,
  );
}
console.log(`error of the test set: ${(100 * testError(rows[0].residuals)).toFixed(1)} %`);

/** MSE = (a/x)^b; errors are the scatter of seeds, or of the test set where that is larger. */
function power(title: string, chosen: readonly Group[], of: (mse: readonly number[]) => number) {
  const points = chosen.map(({ rows: alike }) => {
    const y = of(msesOf(alike));
    const scatter = alike.length > 1 ? meanOf(msesOf(alike)).error : 0;
    return { x: alike[0].weights.length, y, error: Math.max(scatter, y * testError(alike[0].residuals)) };
  });
  const law = powerLaw(points);
  if (!law) return;
  const chiSquare = points.reduce((sum, { x, y, error }) => sum + (Math.log(law.at(x) / y) / (error / y)) ** 2, 0);
  console.log(
    `${title}: (a/x)^b with b = ${formatEstimate(law.power)}, a = ${formatEstimate(law.scale)}, ` +
      `χ² = ${chiSquare.toFixed(1)} for ${points.length} points`,
  );
}

const deep = groups
  .filter(({ kind, layers }) => kind === 'transformer' && layers > 0)
  .toSorted((a, b) => a.layers - b.layers);
power('Transformer, mean of seeds, from 2 layers', deep.slice(1), mean);
power('Transformer, mean of seeds, from 1 layer', deep, mean);
power('Transformer, best of seeds, from 2 layers', deep.slice(1), lowest);
