// The tables of docs/results/related.md.
//   node bench/study/related.ts traces RUN…      Tr D⁻² … Tr D⁻⁴ from Tr D⁻¹ and gauge observables, of run folders with traces
//   node bench/study/related.ts spectra          test spectra with noise from 1e-2 to 1e-10, by sparse modelling and HLT
//   node bench/study/related.ts speed            both commands on 1000 configurations × 64 times, in CPU seconds
import { columnBuilder } from '../../src/analysis/columns.ts';
import type { AnalysedRun } from '../../src/analysis/counted.ts';
import { methods, type RegressionRequest, regress } from '../../src/analysis/regress/regression.ts';
import { spectralOf } from '../../src/analysis/spectral.ts';
import { readRuns } from '../../src/cli/command/readRun.ts';
import { autoregressiveChain, formatEstimate } from '../../src/measure/statistics/index.ts';
import {
  gaussianSmeared,
  hansenLupoTantalo,
  kernelAt,
  peaksOf,
  sparseSpectrum,
  spectralProblem,
} from '../../src/measure/statistics/spectral/index.ts';
import { kinkOf, lambdaPath } from '../../src/measure/statistics/spectral/lambda.ts';
import { countAboveNoise, resolutionAt } from '../../src/measure/statistics/spectral/peaks.ts';
import { exactOf, noisy, shapes, times } from '../../src/measure/statistics/spectral/testSpectra.fixture.ts';
import { runFromText } from '../../src/runfile/index.ts';
import { markdown } from '../table.ts';

const [part, ...folders] = process.argv.slice(2);

const usual: Omit<RegressionRequest, 'target' | 'inputs' | 'costs'> = {
  ...{ method: 'ridge', degree: 2, train: 0.3, resamples: 200, seed: 1 },
};

function traces(): void {
  for (const folder of folders) {
    const [run] = readRuns([folder]);
    const isWilson = run.columns.byName.has('wilsonTraces');
    const rows = [150, 300].flatMap(labelled =>
      ['tr2', 'tr3', 'tr4'].flatMap(target =>
        [['tr1'], ['tr1', 'plaquette', 'rectangle', 'polyakovLoop'], ['plaquette', 'rectangle', 'polyakovLoop']].map(
          inputs => {
            // Solves for a noise vector: one for each power of Wilson quarks, one for two powers of staggered quarks.
            const power = Number(target[2]);
            const solves = isWilson ? power : Math.ceil(power / 2);
            const own = inputs.includes('tr1') ? 1 : 0;
            const request = {
              ...usual,
              target,
              inputs,
              labelled,
              costs: { target: solves, inputs: own, both: solves },
            };
            const { targets, learner } = regress([run], request);
            const [{ direct, combined, predicted, reference, correlation, gain, correction }] = targets;
            return [
              `${labelled}`,
              target,
              inputs.join(', '),
              learner.replace('ridge, λ = ', ''),
              correlation.toFixed(3),
              formatEstimate(direct),
              formatEstimate(combined),
              formatEstimate(predicted),
              `${(correction.mean / correction.error).toFixed(1)} σ`,
              reference === undefined ? '—' : formatEstimate(reference),
              gain.combined.costRatio.toFixed(2),
            ];
          },
        ),
      ),
    );
    const head = [
      'labels',
      'target',
      'inputs',
      'λ',
      'r',
      'alone',
      'combined',
      'predicted',
      'correction',
      'all',
      'cost',
    ];
    console.log(`\n### ${folder}: ${run.columns.trajectories.length} trajectories\n\n${markdown(head, rows)}`);
  }
}

function spectra(): void {
  const rows = Object.keys(shapes).flatMap(shape =>
    [1e-2, 1e-4, 1e-6, 1e-10].map(noise => {
      const { grid, kernel, correlator, spectrum, sum } = exactOf(shape, 100);
      const { data, covariance } = noisy(correlator, noise, 1);
      const problem = spectralProblem(kernel, data, covariance, { smallest: 1e-12, sum });
      const path = lambdaPath(problem, sparseSpectrum);
      const { solution, lambda } = path[kinkOf(path, times.length)];
      const found = solution.spectrum;
      const count = countAboveNoise(problem, found);
      const true_ = peaksOf(spectrum, grid);
      const own = peaksOf(found, grid).filter(({ area }) => area > 0.1);
      const sigma = 0.2;
      const centres = [0.4, 0.8, 1.4];
      const linear = hansenLupoTantalo(problem, grid, centres, sigma);
      const total = found.reduce((a, b) => a + b, 0);
      return [
        ...[shape, noise.toExponential(0), lambda.toExponential(0), solution.misfit.toPrecision(2), `${count}`],
        own.map(({ position, area }) => `${position.toFixed(3)} (${area.toFixed(2)})`).join(', '),
        true_.map(({ position, area }) => `${position.toFixed(3)} (${area.toFixed(2)})`).join(', '),
        resolutionAt(problem, grid, count, true_[0].position).toFixed(2),
        `${Math.abs(total / sum - 1).toExponential(0)}`,
        `${Math.min(...found) >= 0 ? '≥ 0' : Math.min(...found).toExponential(0)}`,
        centres.map(centre => gaussianSmeared(spectrum, grid, centre, sigma).toFixed(3)).join(' '),
        centres.map(centre => gaussianSmeared(found, grid, centre, sigma).toFixed(3)).join(' '),
        linear.map(formatEstimate).join(' '),
      ];
    }),
  );
  const head = [
    ...['spectrum', 'noise', 'λ', 'χ²', 'modes', 'peaks (areas)', 'true', 'resolution', 'sum', 'A'],
    ...['smeared: true', 'sparse', 'HLT'],
  ];
  console.log(markdown(head, rows));
}

/** 1000 configurations with two correlators of 64 times. */
function largeRun(): AnalysedRun {
  const extent = 64;
  const builder = columnBuilder();
  const chains = Array.from({ length: 2 * extent }, (_, k) => autoregressiveChain(1, 1000, 1, k));
  for (let i = 0; i < 1000; i++) {
    const pion = Array.from(
      { length: extent },
      (_, t) => kernelAt('cosh', t, 0.3, extent) * (1 + 0.01 * (chains[t][i] + chains[(t + 1) % extent][i])),
    );
    const nucleon = pion.map((C, t) => C ** 1.5 * (1 + 0.02 * chains[extent + t][i]));
    const observables = { pion, ...(i % 3 === 0 ? { nucleon } : {}) };
    builder.add({ trajectory: i + 1, phase: 'production', plaquette: 0.6 + 0.01 * chains[0][i], observables });
  }
  const coordinates = { t: Array.from({ length: extent }, (_, t) => t) };
  const facts = { title: 'correlator', shape: 'correlator', axis: 't/a', coordinates, fold: 1 } as const;
  const { resolved } = runFromText(
    'large.toml',
    `lattice.extent = [4, 4, 4, ${extent}]\ngroup.name = "SU(3)"\naction.gauge = { kind = "plaquette", beta = 6 }\nsampler.kind = "hmc"\nschedule = { trajectories = 1000 }\n`,
  );
  return { resolved, columns: builder.columns, facts: { pion: facts, nucleon: facts } };
}

function speed(): void {
  const run = largeRun();
  const timed = (name: string, act: () => unknown) => {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return [name, ((user + system) / 1e6).toFixed(1)];
  };
  const costs = { target: 1, inputs: 0, both: 1 };
  const rows = [
    timed('cask regress, 64 targets from 64 inputs, ridge', () =>
      regress([run], { ...usual, target: 'nucleon', inputs: ['pion'], costs }),
    ),
    ...methods
      .filter(method => method !== 'polynomial')
      .map(method =>
        timed(`cask regress, one target from 64 inputs, ${method}`, () =>
          regress([run], { ...usual, method, target: 'nucleon[5]', inputs: ['pion'], costs }),
        ),
      ),
    timed('cask spectral, 64 times, all checks', () =>
      spectralOf([run], {
        ...{ observable: 'pion', kernel: 'cosh', most: Math.PI, points: 100, smallest: 1e-10, choose: 'kink' },
        ...{ solver: 'interior', sigma: 0.2, resamples: 40, seed: 1 },
      }),
    ),
  ];
  console.log(markdown(['1000 configurations', 'CPU seconds'], rows));
}

const parts: Readonly<Record<string, () => void>> = { traces, spectra, speed };
if (parts[part] === undefined) throw new Error(`Expected one of ${Object.keys(parts).join(', ')}; found ${part}.`);
parts[part]();
