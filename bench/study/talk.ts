/**
 * The published table: HMC and self-learning HMC with every network on the talk's theory, side by side.
 *
 *   node bench/study/talk.ts [--jobs 1] [--out runs/talk]
 *
 * Runs the files of bench/study/talk (those that have no result yet), then writes docs/results/talk.md.
 */
import { writeFileSync } from 'node:fs';
import {
  acceptanceFromMean,
  type Estimate,
  formatEstimate,
  gammaMethod,
  kolmogorovSmirnovOfChains,
  significance,
} from '../../src/measure/statistics/index.ts';
import { option, recordsOf, runAll, type StudyRun, summaryOf } from './runs.ts';

const rows: readonly [string, string][] = [
  ['hmc', 'HMC'],
  ['identity', 'SLHMC, identity'],
  ['stout', 'SLHMC, stout, 2 layers, 6 weights'],
  ['cask-released-1', 'SLHMC, CASK released, 1 block'],
  ['cask-released-2', 'SLHMC, CASK released, 2 blocks'],
  ['cask-symmetric-1', 'SLHMC, CASK symmetric, 1 block'],
  ['cask-symmetric-2', 'SLHMC, CASK symmetric, 2 blocks'],
  ['identity-mass05', 'SLHMC, identity, m_eff = 0.5'],
];
const published = { plaquette: [0.7025, 1e-4], polyakovLoop: [0.82, 0.01], chiralCondensate: [0.4245, 5e-4] } as const;
const observables = ['plaquette', 'polyakovLoop', 'chiralCondensate'] as const;

const out = option('out', 'runs/talk');
const here = new URL('.', import.meta.url).pathname;
const runs: StudyRun[] = rows.map(([name]) => ({ name, file: `${here}talk/${name}.toml`, folder: `${out}/${name}` }));
await runAll(runs, Number(option('jobs', '1')));

interface Row {
  readonly label: string;
  readonly run: StudyRun;
  readonly estimates: Readonly<Record<string, Estimate>>;
  readonly plaquettes: number[];
  readonly deltaH: Estimate;
}

const measured: Row[] = runs.map((run, k) => {
  const production = recordsOf(run).filter(record => record.phase === 'production');
  return {
    label: rows[k][1],
    run,
    estimates: summaryOf(run).estimates as unknown as Record<string, Estimate>,
    plaquettes: production.map(record => record.observables.plaquette as number),
    deltaH: gammaMethod(production.map(record => record.deltaH ?? 0)),
  };
});
const [reference] = measured;
const sigma = (value: number) => value.toFixed(1);

function distances({ estimates }: Row): string {
  return observables.map(name => sigma(significance(estimates[name], reference.estimates[name]))).join(', ');
}

function line(row: Row): string {
  const { estimates, plaquettes, deltaH } = row;
  const values = observables.map(name => formatEstimate(estimates[name]));
  const same = row === reference;
  const p = same ? '' : kolmogorovSmirnovOfChains(plaquettes, reference.plaquettes).pValue.toFixed(2);
  const cells = [
    row.label,
    String(plaquettes.length),
    ...values,
    formatEstimate(estimates.acceptance),
    acceptanceFromMean(Math.max(0, deltaH.mean)).toFixed(3),
    formatEstimate(deltaH),
    formatEstimate(estimates.expMinusDeltaH),
    same ? '' : distances(row),
    p,
  ];
  return `| ${cells.join(' | ')} |`;
}

const comparison = observables.map(name => {
  const [mean, error] = published[name];
  const own = reference.estimates[name];
  return `| ${name} | ${formatEstimate(own)} | ${formatEstimate({ mean, error })} | ${sigma(
    significance(own, { mean, error }),
  )} | ${own.tauInt.toFixed(1)} |`;
});

writeFileSync(
  new URL('../../docs/results/talk.md', import.meta.url),
  `# Two-colour QCD with four staggered flavours: HMC and self-learning HMC

SU(2), 4⁴, β = 2.7, m = 0.3, N_f = 4, antiperiodic in time; trajectories of length 1 in 20 leapfrog steps (QPQ).
Self-learning HMC drives its trajectories with quarks of mass 0.4 on the links that the network makes of the real ones;
networks are trained for 800 trajectories (loss "difference") and then frozen.

Made by \`node bench/study/talk.ts\`; row by row it is \`cask run bench/study/talk/NAME.toml\`.

## HMC beside the published table (arXiv:2103.11965)

| quantity | HMC, ${reference.plaquettes.length} trajectories | published | distance in σ | τ_int |
|---|---|---|---|---|
${comparison.join('\n')}

Polyakov loop not divided by N; condensate colour-summed, by 10 Z4 vectors on every second trajectory.

## All samplers

Errors by the Γ-method. "erfc" is the acceptance expected from ⟨ΔH⟩, erfc(√⟨ΔH⟩/2). Distances from HMC in combined σ:
plaquette, Polyakov loop, condensate. KS: p value of the Kolmogorov–Smirnov test of plaquette histograms against HMC,
with effective sample sizes.

| sampler | trajectories | plaquette | Polyakov loop | condensate | acceptance | erfc | ⟨ΔH⟩ | ⟨e^−ΔH⟩ | distance | KS |
|---|---|---|---|---|---|---|---|---|---|---|
${measured.map(line).join('\n')}

${measured.map(({ label, run }) => `- ${label}: \`bench/study/talk/${run.name}.toml\``).join('\n')}
`,
);
