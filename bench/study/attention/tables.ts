/**
 * Tables and figures of docs/results/attention.md from the lines that the other scripts have written.
 *
 *   node bench/study/attention/tables.ts [--folder docs/results/attention]
 */
import { writeFileSync } from 'node:fs';
import { acceptanceFromSpread, formatEstimate } from '../../../src/measure/statistics/index.ts';
import { markdown } from '../../table.ts';
import { type Curve, curves } from '../curves.ts';
import { option } from '../runs.ts';
import { meanOf, varianceOf } from './fit.ts';
import { type Line, linesOf } from './lines.ts';
import { members } from './members.ts';

const folder = option('folder', 'docs/results/attention');
const read = (name: string) => linesOf(`${folder}/${name}.jsonl`);
const numberOf = (line: Line, name: string) => line[name] as number;
const labelOf = (name: unknown) => members.find(member => member.name === name)?.label ?? String(name);
const unique = <T>(values: readonly T[]) => [...new Set(values)];

/** Mean with the larger of the error over seeds and the mean error of a single one over √n. */
function together(values: readonly number[], errors: readonly number[]): { mean: number; error: number } {
  const n = values.length;
  const single = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0)) / n;
  const over = n > 2 ? Math.sqrt(varianceOf(values) / n) : 0;
  return { mean: meanOf(values), error: Math.max(single, over) };
}
const shown = (values: readonly number[], errors: readonly number[]) => formatEstimate(together(values, errors));

function architectures(from = 'architectures'): string {
  const lines = read(from);
  const points = unique(lines.map(({ mass, flavours, effective }) => JSON.stringify([mass, flavours, effective])));
  return points
    .map(point => {
      const [mass, flavours, effective] = JSON.parse(point);
      const here = lines.filter(l => l.mass === mass && l.flavours === flavours && l.effective === effective);
      const names = members.map(({ name }) => name).filter(name => here.some(({ member }) => member === name));
      const rows = names.map(name => {
        const some = here.filter(({ member }) => member === name);
        const sigma = together(
          some.map(l => numberOf(l, 'sigma')),
          some.map(l => numberOf(l, 'sigmaError')),
        );
        const slope =
          acceptanceFromSpread(sigma.mean - sigma.error / 2) - acceptanceFromSpread(sigma.mean + sigma.error / 2);
        const runs = some.map(l => l.run as Record<string, number>);
        return [
          labelOf(name),
          String(some[0].weights),
          formatEstimate(sigma),
          formatEstimate({ mean: acceptanceFromSpread(sigma.mean), error: Math.max(slope, 1e-4) }),
          shown(
            runs.map(run => run.acceptance),
            runs.map(run => Math.max(run.acceptanceError, 1e-3)),
          ),
          meanOf(runs.map(run => run.dslash)).toFixed(0),
          meanOf(runs.map(run => run.milliseconds)).toFixed(1),
          String(some.length),
        ];
      });
      const header = ['surrogate', 'weights', 'σ', 'erfc(σ/√8)', 'in a run', 'D-slash', 'CPU ms', 'seeds'];
      return `m = ${mass}, N_f = ${flavours}, m_eff = ${effective}\n\n${markdown(header, rows)}`;
    })
    .join('\n\n');
}

/** Held-out loss against the number of weights: heavy masses, networks, networks on a factor; the lowest at each number. */
function lossFigure(): void {
  const lines = read('architectures').filter(l => l.mass === 0.3 && l.flavours === 4 && l.effective === 0.4);
  const isNetwork = (name: string) => members.find(member => member.name === name)?.layers !== undefined;
  const curve = (label: string, belongs: (name: string) => boolean): Curve => {
    const own = lines.filter(l => belongs(l.member as string));
    const points = unique(own.map(l => numberOf(l, 'weights'))).map(weights => {
      const names = unique(own.filter(l => l.weights === weights).map(l => l.member));
      const losses = names.map(name => {
        const sigma = together(
          own.filter(l => l.member === name).map(l => numberOf(l, 'sigma')),
          own.filter(l => l.member === name).map(l => numberOf(l, 'sigmaError')),
        );
        return { y: 2 * Math.log10(sigma.mean), error: (2 * sigma.error) / sigma.mean / Math.LN10 };
      });
      return { x: weights, ...losses.toSorted((a, b) => a.y - b.y)[0] };
    });
    return { label, points: points.toSorted((a, b) => a.x - b.x) };
  };
  const figure = curves({
    caption: 'm_eff = 0.4: held-out loss σ² against the number of weights',
    xLabel: 'weights',
    yLabel: 'log10 σ²',
    yRange: [-4, 0.5],
    curves: [
      curve('factor, two and three masses', name => /^(factor|masses\d)$/.test(name)),
      curve('best network', name => isNetwork(name) && !name.includes('+')),
      curve('best network on a factor', name => isNetwork(name) && name.startsWith('factor+')),
    ],
  });
  writeFileSync(`${folder}/loss.svg`, figure);
}

function remainder(): string {
  const lines = read('remainder');
  const masses = unique(lines.map(l => numberOf(l, 'effective'))).toSorted((a, b) => a - b);
  const cell = (name: unknown, effective: number) => {
    const some = lines.filter(l => l.member === name && l.effective === effective);
    if (some.length === 0) return '';
    const [s, e] = ['sigma', 'sigmaError'].map(key => some.map(l => numberOf(l, key)));
    return `${shown(s, e)}, ${acceptanceFromSpread(meanOf(s)).toFixed(2)}`;
  };
  const rows = unique(lines.map(({ member }) => member)).map(name => {
    const weights = lines.find(l => l.member === name)!.weights;
    return [labelOf(name), String(weights), ...masses.map(effective => cell(name, effective))];
  });
  return markdown(['surrogate', 'weights', ...masses.map(m => `m_eff = ${m}`)], rows);
}

function decomposition(): string {
  const lines = read('decomposition');
  const integrator = (name: unknown, effective: unknown) =>
    read('architectures')
      .filter(l => l.member === name && l.effective === effective)
      .map(l => (l.run as Record<string, number>).varianceIntegrator);
  return markdown(
    ['surrogate', 'Var δr', 'Var r, start', 'end', 'correlation', 'noise of φ', 'links', 'integrator'],
    lines.map(l => [
      labelOf(l.member),
      ...['change', 'start', 'end', 'correlation'].map(name => numberOf(l, name).toPrecision(3)),
      formatEstimate({ mean: numberOf(l, 'noise'), error: numberOf(l, 'noiseError') }),
      formatEstimate({ mean: numberOf(l, 'links'), error: numberOf(l, 'linksError') }),
      meanOf(integrator(l.member, l.effective)).toPrecision(2),
    ]),
  );
}

function transfer(): string {
  const lines = read('transfer');
  const extents = unique(lines.map(l => numberOf(l, 'extent')));
  const rows = unique(lines.map(({ member }) => member)).map(name => [
    labelOf(name),
    ...extents.map(extent => {
      const line = lines.find(l => l.member === name && l.extent === extent);
      if (!line) return '';
      const mean = numberOf(line, 'sigma');
      return `${formatEstimate({ mean, error: numberOf(line, 'sigmaError') })}, ${acceptanceFromSpread(mean).toFixed(2)}`;
    }),
  ]);
  return markdown(['surrogate', ...extents.map(extent => `${extent}⁴`)], rows);
}

function learning(): string {
  const lines = read('learning');
  const counts = unique(lines.map(l => numberOf(l, 'count'))).toSorted((a, b) => a - b);
  const names = unique(lines.map(l => l.network as string));
  const at = (name: string, count: number) => lines.find(l => l.network === name && l.count === count);
  const most = counts[counts.length - 1];
  const scaling = (kind: RegExp, label: string): Curve => ({
    label,
    points: names
      .filter(name => kind.test(name))
      .map(name => at(name, most))
      .filter(line => line !== undefined)
      .map(l => ({ x: Math.log10(numberOf(l, 'weights')), y: numberOf(l, 'loss'), error: numberOf(l, 'lossError') }))
      .toSorted((a, b) => a.x - b.x),
  });
  const figure = curves({
    caption: 'held-out loss, variance of δr, against the number of weights',
    xLabel: 'log10(weights)',
    yLabel: 'loss',
    curves: [scaling(/^(stout|lines|axes)/, 'stout'), scaling(/^cask/, 'CASK')].filter(
      ({ points }) => points.length > 1,
    ),
  });
  writeFileSync(`${folder}/scaling.svg`, figure);
  const rows = names.map(name => [
    name,
    String(at(name, most)?.weights ?? lines.find(l => l.network === name)?.weights),
    ...counts.map(count => {
      const line = at(name, count);
      if (!line) return '';
      return formatEstimate({ mean: numberOf(line, 'loss'), error: numberOf(line, 'lossError') });
    }),
  ]);
  return markdown(['network', 'weights', ...counts.map(count => `${count} pairs`)], rows);
}

function costs(): string {
  const lines = read('costs');
  const tau = (line: Line, name: string) => line[name] as { tau: number; tauError: number } | undefined;
  const header = ['sampler', 'L', 'm', '⟨min(1, e^−ΔH)⟩', 'D-slash', 'CPU ms', 'τ plaquette', 'τ Polyakov'];
  const rows = lines.map(l => [
    String(l.label),
    String(l.extent),
    String(l.mass),
    formatEstimate({ mean: numberOf(l, 'acceptance'), error: numberOf(l, 'acceptanceError') }),
    numberOf(l, 'dslash').toFixed(0),
    numberOf(l, 'milliseconds').toFixed(1),
    ...['plaquette', 'polyakovLoop'].map(name => {
      const found = tau(l, name);
      return found ? formatEstimate({ mean: found.tau, error: found.tauError }) : '';
    }),
  ]);
  return markdown(header, rows);
}

if (read('architectures').length > 0) lossFigure();
const su3 = () => architectures('su3');
const parts = { architectures, su3, remainder, decomposition, transfer, learning, costs };
for (const [name, table] of Object.entries(parts)) {
  if (read(name).length > 0) console.log(`## ${name}\n\n${table()}\n`);
}
