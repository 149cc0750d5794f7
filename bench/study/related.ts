// The tables of docs/results/related.md.
//   node bench/study/related.ts traces RUN…      Tr D⁻² … Tr D⁻⁴ from Tr D⁻¹ and gauge observables, of run folders with traces
//   node bench/study/related.ts bias             bias and variance over 1000 repetitions of synthetic data
//   node bench/study/related.ts spectra          test spectra with noise from 1e-2 to 1e-10, by sparse modelling and HLT
//   node bench/study/related.ts speed            both commands on 1000 configurations × 64 times, in CPU seconds
import { columnBuilder } from '../../src/analysis/columns.ts';
import type { AnalysedRun } from '../../src/analysis/counted.ts';
import { methods, type RegressionRequest, regress } from '../../src/analysis/regress/regression.ts';
import { spectralOf } from '../../src/analysis/spectral.ts';
import { readRuns } from '../../src/cli/command/readRun.ts';
import { hashNormal } from '../../src/measure/statistics/counterHash.ts';
import { autoregressiveChain, formatEstimate } from '../../src/measure/statistics/index.ts';
import {
  boostedTrees,
  correctedMean,
  gainOf,
  type Learner,
  polynomialRidge,
  ridge,
  setsOf,
} from '../../src/measure/statistics/regression/index.ts';
import { spreadOf } from '../../src/measure/statistics/regression/learner.ts';
import { halves, synthetic } from '../../src/measure/statistics/regression/synthetic.fixture.ts';
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

/** Configurations so far apart that neighbours are nearly independent, as those that are saved for measurements. */
const every = 5;
const labelCounts = [60, 100];

/** The run as if it had measured on every fifth trajectory only. */
function thinned(run: AnalysedRun): AnalysedRun {
  const builder = columnBuilder();
  const { trajectories, phases, byName } = run.columns;
  const at = [...byName.values()].map(({ name, isList, trajectories: own, components }) => {
    const place = new Map(own.map((trajectory, i) => [trajectory, i]));
    return { name, isList, place, components };
  });
  trajectories.forEach((trajectory, k) => {
    if (trajectory % every !== 0) return;
    const values = at.flatMap(({ name, isList, place, components }) => {
      const i = place.get(trajectory);
      if (i === undefined) return [];
      return [[name, isList ? components.map(component => component[i]) : components[0][i]]];
    });
    builder.add({ trajectory, phase: phases[k], ...Object.fromEntries(values) });
  });
  return { ...run, columns: builder.columns };
}

const usual: Omit<RegressionRequest, 'target' | 'inputs' | 'costs'> = {
  ...{ method: 'ridge', degree: 2, train: 0.3, resamples: 200, seed: 1 },
};

function traces(): void {
  for (const folder of folders) {
    const run = thinned(readRuns([folder])[0]);
    const warnings = new Set<string>();
    const isWilson = run.columns.byName.has('wilsonTraces');
    const rows = labelCounts.flatMap(labelled =>
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
            const { targets, learner, warnings: said } = regress([run], request);
            for (const warning of said) if (warning.startsWith('Blocks')) warnings.add(warning);
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
              gainOf(
                { error: predicted.error, direct: direct.error },
                { labelled, unlabelled: run.columns.trajectories.length - labelled },
                request.costs,
              ).costRatio.toFixed(2),
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
    console.log(`\n### ${folder}: ${run.columns.trajectories.length} configurations\n\n${markdown(head, rows)}`);
    for (const warning of warnings) console.log(`\n${warning}`);
  }
}

/** O = 2 + x₀ + ½(x₁² − 1) + ½ noise on 180 configurations, 60 of them with a label, 30 to train. */
function bias(): void {
  const useless: Learner = {
    name: 'useless: noise about 7',
    train: (_inputs, targets, rows) => inputs => {
      const seed = Math.round(1e6 * targets[0][rows[0]]);
      return targets.map(() => inputs[0].map((_, i) => 7 + 3 * hashNormal(seed, 0, i)));
    },
  };
  const learners = [ridge(1e-3), polynomialRidge(2, 1e-3), boostedTrees({ rounds: 10, depth: 2, rate: 0.2 }), useless];
  const rows = learners.map(learner => {
    const found = Array.from({ length: 1000 }, (_, seed) => {
      const one = synthetic(seed, 180);
      const { train, correct, unlabelled } = setsOf(halves(one));
      const [predicted] = learner.train(one.inputs, [one.target], train)(one.inputs);
      const rest = one.target.map((value, i) => value - predicted[i]);
      const average = (values: Float64Array, at: readonly number[]) =>
        at.reduce((sum, i) => sum + values[i], 0) / at.length;
      return {
        corrected: correctedMean(predicted, one.target, correct, unlabelled),
        predicted: average(predicted, unlabelled),
        direct: average(one.target, [...train, ...correct]),
        law:
          spreadOf(predicted, [...correct, ...unlabelled]).width ** 2 / unlabelled.length +
          spreadOf(rest, correct).width ** 2 / (correct.length - 1),
      };
    });
    const pull = (of: (one: (typeof found)[number]) => number) => {
      const { mean, error } = moments(found.map(of));
      return `${((mean - 2) / (error / Math.sqrt(1000))).toFixed(1)} σ`;
    };
    const { error } = moments(found.map(one => one.corrected));
    const law = moments(found.map(one => one.law)).mean;
    const direct = moments(found.map(one => one.direct)).error;
    return [
      ...[learner.name, pull(one => one.corrected), pull(one => one.predicted)],
      ...[error.toFixed(4), (error ** 2 / law).toFixed(3), direct.toFixed(4)],
    ];
  });
  const head = ['regression', 'bias corrected', 'bias predicted', 'error', 'variance / law', 'error alone'];
  console.log(markdown(head, rows));
}

function moments(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, error: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)) };
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

const parts: Readonly<Record<string, () => void>> = { traces, bias, spectra, speed };
if (parts[part] === undefined) throw new Error(`Expected one of ${Object.keys(parts).join(', ')}; found ${part}.`);
parts[part]();
