/** Is the run long enough for its errors, did it forget its start, do replicas agree? */

import {
  blocksScatter,
  countJumps,
  FEW_SAMPLES,
  formatEstimate,
  gammaMethod,
  significance,
  stuckStretch,
} from '../../measure/statistics/index.ts';
import { plural } from '../../words/index.ts';
import { fewestJumps, type Scalar } from '../scalar.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type Examination, mean } from './subject.ts';

/** An autocorrelation time is known to some ten per cent from this many of them on (U. Wolff, hep-lat/0306017). */
const fewestTaus = 50;
/** Vehtari et al., arXiv:1903.08008. */
const largestRHat = 1.01;
const sigmas = 3.5;

const isPhysics = ({ role }: Scalar) => role === 'physics';

/** So few measurements that τ_int itself cannot be trusted to say so. */
export const tooFew: Examination = ({ analysis }) => {
  const few = analysis.scalars.filter(scalar => isPhysics(scalar) && scalar.estimate.samples < FEW_SAMPLES);
  if (few.length === 0) return [];
  const samples = Math.min(...few.map(({ estimate }) => estimate.samples));
  return [
    {
      severity: 'careful',
      subject: 'measurements',
      sentence:
        `There are ${plural(samples, 'measurement')} of ${few.map(({ title }) => title).join(', ')}, too few to know how long it is remembered: ` +
        `errors may be too small. Measure at least ${FEW_SAMPLES}.`,
    },
  ];
};

/** Long blocks against the error of the Γ-method: a slow mode that its window has missed. */
export const slowModes: Examination = ({ analysis }) => {
  const missed = analysis.scalars.filter(
    scalar => isPhysics(scalar) && scalar.estimate.samples >= FEW_SAMPLES && blocksScatter(scalar.estimate),
  );
  if (missed.length === 0) return [];
  const each = missed.map(
    ({ title, estimate }) =>
      `${title} (${estimate.blockError?.toPrecision(2)} against ${estimate.error.toPrecision(2)})`,
  );
  return [
    {
      severity: 'careful',
      subject: 'blocks',
      sentence:
        `The means of ten long blocks scatter more than the errors allow: ${each.join('; ')}. ` +
        'A mode slower than the window is at work and the errors are too small: run longer, and look at the history.',
    },
  ];
};

/** τ_int against the length of the run; several observables in one sentence. */
export const tooShort: Examination = ({ analysis }) => {
  const short = analysis.scalars.filter(isPhysics).flatMap(({ name, title, estimate }) => {
    const stride = analysis.chains.get(name.replace(/\.(re|im)$/, ''))?.stride ?? 1;
    const { tauInt, tauIntError, samples } = estimate;
    const length = samples * stride;
    if (!(length < fewestTaus * tauInt)) return [];
    return [{ title, tauInt, length, tau: formatEstimate({ mean: tauInt, error: tauIntError }) }];
  });
  if (short.length === 0) return [];
  const slowest = short.reduce((one, other) => (other.tauInt / other.length > one.tauInt / one.length ? other : one));
  const what =
    short.length === 1
      ? `τ_int of the ${slowest.title} is ${slowest.tau} trajectories and the run counts ${slowest.length}, that is ${(slowest.length / slowest.tauInt).toFixed(0)} τ_int; its error`
      : `The run counts ${plural(slowest.length, 'trajectory', 'trajectories')}, too few for τ_int of ${short.map(({ title, tau }) => `${title} ${tau}`).join('; ')}. Their errors`;
  const advice = `Run at least ${plural(roundedUp(fewestTaus * slowest.tauInt), 'trajectory', 'trajectories')}.`;
  return [
    {
      severity: 'careful',
      subject: 'autocorrelation',
      sentence: `${what} can be trusted from ${fewestTaus} τ_int on. ${advice}`,
    },
  ];
};

/**
 * The mean of the first fifth against that of the last half, in errors of equilibrium: what the last half says of its
 * own error is scaled to the length of the first fifth. After J. Geweke, Bayesian Statistics 4 (1992) 169.
 */
export const thermalisation: Examination = ({ analysis }) =>
  analysis.scalars.filter(isPhysics).flatMap(({ name, title, shape, cut }): Diagnostic[] => {
    const runs = analysis.chains.get(name)?.runs[0] ?? [];
    // One jump of a charge, or a stretch without motion, is no relaxation: other sentences speak of these.
    const isCharge = shape === 'charge';
    const drifts = runs.flatMap(run => {
      if (stuckStretch(run) !== undefined || (isCharge && countJumps(run) < fewestJumps)) return [];
      const values = Float64Array.from(run);
      const [early, late] = [values.subarray(0, values.length / 5), values.subarray(values.length / 2)];
      if (early.length < 8) return [];
      const end = gammaMethod(late);
      const start = { mean: mean(early), error: end.error * Math.sqrt(late.length / early.length) };
      return [Math.abs(significance(start, end))];
    });
    const drift = Math.max(0, ...drifts);
    if (!(drift > sigmas) || cut === undefined) return [];
    const isEarlier = analysis.from.some(start => cut.from > start);
    const advice =
      cut.thermalised && isEarlier
        ? `Count from trajectory ${cut.from} on (--from ${cut.from}), or raise schedule.thermalise.`
        : 'It has not come to rest within this run: run longer, and raise schedule.thermalise.';
    return [
      {
        severity: 'careful',
        subject: 'thermalisation',
        sentence: `The first fifth of the ${title} is ${drift.toFixed(1)} σ from the last half. ${advice}`,
      },
    ];
  });

export const replicasAgree: Examination = ({ analysis }) =>
  analysis.scalars.filter(isPhysics).flatMap(({ title, estimate: { rHat } }): Diagnostic[] => {
    if (rHat === undefined || rHat <= largestRHat) return [];
    return [
      {
        severity: 'careful',
        subject: 'replicas',
        sentence:
          `R̂ of the ${title} is ${rHat.toFixed(3)}; expected at most ${largestRHat}. ` +
          'The replicas do not agree yet: run them longer, or cut more at the beginning with --from.',
      },
    ];
  });

/** Replicas that were begun hot and cold must come to the same. */
export const startsAgree: Examination = ({ runs, analysis }) => {
  const starts = [...new Set(runs.map(({ resolved }) => resolved.start.from))];
  if (starts.length < 2) return [];
  return analysis.scalars.filter(isPhysics).flatMap(({ name, title }): Diagnostic[] => {
    const chains = analysis.chains.get(name);
    if (chains === undefined) return [];
    const means = starts.map(start => meanOver(chains.runs[0].filter((_, r) => runs[r].resolved.start.from === start)));
    const [first, ...others] = means;
    if (first === undefined) return [];
    return others.flatMap((other, k): Diagnostic[] => {
      if (other === undefined) return [];
      const z = Math.abs(significance(first, other));
      if (!(z > sigmas)) return [];
      return [
        {
          severity: 'wrong',
          subject: 'starts',
          sentence:
            `The ${title} is ${formatEstimate(first)} from the start "${starts[0]}" and ${formatEstimate(other)} from "${starts[k + 1]}", ` +
            `${z.toFixed(1)} σ apart. Thermalise longer; near a first-order transition tunnelling may need another algorithm.`,
        },
      ];
    });
  });
};

function meanOver(runs: readonly ArrayLike<number>[]) {
  const values = runs.flatMap(run => Array.from(run));
  return values.length < 8 ? undefined : gammaMethod(values);
}

/** Two digits, upwards. */
function roundedUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / unit) * unit;
}
