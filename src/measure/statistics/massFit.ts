/**
 * The lowest mass of a correlator, by correlated fits of one state, of two, and of one with an alternating partner to every
 * range [t_min, t_max], averaged by Akaike's criterion (`modelAverage.ts`) in place of choosing one.
 *
 * A fit answers to small changes of its data linearly, δp = (JᵀC⁻¹J)⁻¹ JᵀC⁻¹ δy. So each measurement contributes a known amount
 * to the averaged mass, and the Γ-method on these contributions gives its statistical error, with autocorrelation
 * and with the correlation between fits; the spread between fits is added in squares. The covariance C in χ² comes
 * from bins and is shrunk where they are few (`shrinkage.ts`): it sets weights, not errors.
 * W. I. Jay and E. T. Neil, arXiv:2008.01069; A. Ramos, Comput. Phys. Commun. 238 (2019) 19, arXiv:1809.01289 (linear response).
 */
import { plural } from '../../words/index.ts';
import { alternatingStates, oneState, type TimeFold, twoStates } from './correlator.ts';
import type { Estimate, Measured } from './estimate.ts';
import { type Fit, fitResponse, leastSquares } from './fits.ts';
import { gammaMethodOfReplicas } from './gamma.ts';
import { averageModels } from './modelAverage.ts';
import { binnedSeries } from './resampling.ts';
import { averageOf, type Series, varianceOf } from './series.ts';
import { shrunkCovariance } from './shrinkage.ts';

export interface MassData {
  /** `values[t][r]` is the series of C(t) in replica r, folded; times 0, 1, 2, … */
  readonly values: readonly (readonly Series[])[];
  /** T. */
  readonly extent: number;
  readonly fold: TimeFold;
  /** Of each measurement, one list per replica. */
  readonly trajectories?: readonly Series[];
  /** Measurements per bin of the covariance; several τ_int. */
  readonly binSize: number;
}

/** One state, a second above it, or an alternating partner of opposite parity. */
export type MassModelKind = 'one state' | 'two states' | 'alternating partner';

/** One of the fits that were averaged. */
export interface MassModel {
  readonly kind: MassModelKind;
  readonly from: number;
  readonly to: number;
  readonly mass: Measured;
  /** The mass of the second state or of the partner. */
  readonly excited?: Measured;
  readonly chi2: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Its share in the average. */
  readonly weight: number;
  readonly parameters: readonly number[];
}

export interface MassFit {
  /** Averaged over fits; the error has the spread between them in it. */
  readonly mass: Estimate;
  readonly systematicError: number;
  /** Of the second state, where fits of two carry weight. */
  readonly excited?: Measured;
  /** From the largest weight to the smallest. */
  readonly models: readonly MassModel[];
  /** How much of the correlations the covariance lost to noise, 0 to 1. */
  readonly shrinkage: number;
  /** Number of bins behind the covariance. */
  readonly bins: number;
}

/** Values closer to zero than this many errors end the range. */
const SMALLEST_SIGNAL = 3;
/** At t = 0 operators touch, and C(0) knows all states. */
const FIRST_TIME = 1;
const SHORTEST_ONE = 3;
const SHORTEST_TWO = 6;
/** A gap whose logarithm is known no better than this was not seen. */
const UNKNOWN_GAP = 1;
/** A fit that knows its mass no better than to a third says nothing that an average needs. */
const LEAST_KNOWN = 3;
const SMALLEST_WEIGHT = 0.01;

interface Candidate extends Omit<MassModel, 'weight'> {
  /** d mass / d C(t). */
  readonly response: readonly number[];
}

/**
 * Fits one correlator.
 * @throws RangeError where fewer than three times have a signal, or no fit converges
 */
export function fitMass(data: MassData): MassFit {
  const { values, binSize } = data;
  const joined = values.map(replicas => replicas.flatMap(series => Array.from(series).slice(series.length % binSize)));
  const bins = binnedSeries(joined, binSize);
  const means = values.map(replicas => averageOf(replicas.flatMap(series => Array.from(series))));
  const last = lastSignal(means, bins);
  if (last - FIRST_TIME + 1 < SHORTEST_ONE) {
    throw new RangeError(
      `C(t) has a signal at ${plural(Math.max(0, last - FIRST_TIME + 1), 'time')} from ${FIRST_TIME} on, and a fit needs ${SHORTEST_ONE}: measure longer.`,
    );
  }
  const { covariance, shrinkage } = shrunkCovariance(bins.slice(FIRST_TIME, last + 1));
  const points = Array.from({ length: last - FIRST_TIME + 1 }, (_, k) => FIRST_TIME + k);
  const inRange = (from: number) => {
    const kept = points.filter(t => t >= from);
    const at = (t: number) => covariance[t - FIRST_TIME];
    return { x: kept, y: kept.map(t => means[t]), covariance: kept.map(s => kept.map(t => at(s)[t - FIRST_TIME])) };
  };
  const candidates = points.flatMap(from => {
    const fitted = inRange(from);
    const one = fitted.x.length < SHORTEST_ONE ? undefined : oneStateFit(data, fitted);
    const pairs = fitted.x.length < SHORTEST_TWO ? [] : [twoStateFit(data, fitted, one), partnerFit(data, fitted)];
    return [one, ...pairs].filter(found => found !== undefined);
  });
  if (candidates.length === 0) throw new RangeError('No fit of one state converged: look at the effective masses.');
  const average = averageModels(
    candidates.map(({ mass, chi2, parameters, from }) => {
      return { ...mass, chi2, parameters: parameters.length, cut: from - FIRST_TIME };
    }),
  );
  const response = means.map((_, t) =>
    candidates.reduce((sum, candidate, k) => sum + average.weights[k] * (candidate.response[t] ?? 0), 0),
  );
  const statistical = responding(data, means, response, average.mean);
  const excited = excitedOf(candidates, average.weights);
  return {
    mass: { ...statistical, error: Math.hypot(statistical.error, average.systematicError) },
    systematicError: average.systematicError,
    ...(excited === undefined ? {} : { excited }),
    models: candidates
      .map(({ response: _, ...model }, k) => ({ ...model, weight: average.weights[k] }))
      .sort((one, other) => other.weight - one.weight),
    shrinkage,
    bins: bins[0].length,
  };
}

/** C(t) of a fit that was averaged. */
export function fittedCorrelator(
  { kind, from, parameters }: Pick<MassModel, 'kind' | 'from' | 'parameters'>,
  { extent, fold }: Pick<MassData, 'extent' | 'fold'>,
): (t: number) => number {
  const model = modelOf[kind](extent, fold, from);
  return t => model(t, parameters);
}

const modelOf = { 'one state': oneState, 'two states': twoStates, 'alternating partner': alternatingStates };

/** The last time up to which all values stand out of their errors. */
function lastSignal(means: readonly number[], bins: readonly Series[]): number {
  let last = FIRST_TIME - 1;
  while (last + 1 < means.length) {
    const next = bins[last + 1];
    const centre = averageOf(next);
    const error = Math.sqrt(varianceOf(next, centre) / next.length);
    if (!(Math.abs(means[last + 1]) > SMALLEST_SIGNAL * error && error > 0)) break;
    last++;
  }
  return last;
}

type Fitted = { readonly x: number[]; readonly y: number[]; readonly covariance: number[][] };

function oneStateFit(data: MassData, fitted: Fitted): Candidate | undefined {
  const guess = Math.log(Math.abs(fitted.y[0] / fitted.y[fitted.y.length - 1])) / (fitted.x.length - 1);
  return candidate('one state', data, fitted, [fitted.y[0], Math.max(guess, 0.01)]);
}

function twoStateFit(data: MassData, fitted: Fitted, one?: Candidate): Candidate | undefined {
  const late = fitted.x.length - SHORTEST_ONE;
  const guess = Math.log(fitted.y[late] / fitted.y[late + 2]) / 2;
  const above = one?.mass.mean ?? 1;
  const mass = guess > 0 ? Math.min(guess, above) : above;
  const start = [0.7 * fitted.y[0], mass, 0.3 * fitted.y[0], Math.log(0.5 + mass)];
  return candidate('two states', data, fitted, start);
}

/** To a first approximation the average of neighbours is free of the partner, and their difference is the partner. */
function partnerFit(data: MassData, fitted: Fitted): Candidate | undefined {
  const [from] = fitted.x;
  const [a, b, c] = fitted.y;
  const [smooth, rough] = [(a + 2 * b + c) / 4, ((a - 2 * b + c) / 4) * (-1) ** from];
  const later = (fitted.y[2] + 2 * fitted.y[3] + fitted.y[4]) / 4;
  const guess = Math.log(Math.abs(smooth / later)) / 2;
  const mass = guess > 0 ? guess : 0.5;
  const start = [smooth, mass, rough, Math.log(2 * mass)];
  return candidate('alternating partner', data, fitted, start);
}

function candidate(
  kind: MassModelKind,
  { extent, fold }: MassData,
  fitted: Fitted,
  start: readonly number[],
): Candidate | undefined {
  const model = modelOf[kind](extent, fold, fitted.x[0]);
  let fit: Fit;
  try {
    fit = leastSquares(model, fitted, start);
  } catch (error) {
    // A fit that does not converge is no candidate.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const parameters = fit.parameters.map(({ mean }) => mean);
  const [, mass, amplitude, logarithm] = fit.parameters;
  if (!(mass.mean > LEAST_KNOWN * mass.error)) return undefined;
  if (kind !== 'one state' && !(logarithm.error < UNKNOWN_GAP)) return undefined;
  if (kind === 'alternating partner' && !(Math.abs(amplitude.mean) > LEAST_KNOWN * amplitude.error)) return undefined;
  const [from, to] = [fitted.x[0], fitted.x[fitted.x.length - 1]];
  const response = new Array<number>(to + 1).fill(0);
  fitResponse(model, fitted, parameters)[1].forEach((value, k) => {
    response[fitted.x[k]] = value;
  });
  const { chi2, degreesOfFreedom, pValue } = fit;
  return {
    ...{ kind, from, to, mass, chi2, degreesOfFreedom, pValue, parameters, response },
    ...(kind === 'one state' ? {} : { excited: kind === 'two states' ? excitedMass(fit) : partnerMass(fit) }),
  };
}

function partnerMass({ parameters: [, , , { mean, error }] }: Fit): Measured {
  return { mean: Math.exp(mean), error: Math.exp(mean) * error };
}

/** m₀ + e^d with the covariance of m₀ and d. */
function excitedMass({ parameters, covariance }: Fit): Measured {
  const gap = Math.exp(parameters[3].mean);
  const variance = covariance[1][1] + 2 * gap * covariance[1][3] + gap ** 2 * covariance[3][3];
  return { mean: parameters[1].mean + gap, error: Math.sqrt(variance) };
}

function excitedOf(candidates: readonly Candidate[], weights: readonly number[]): Measured | undefined {
  const models = candidates.flatMap(({ kind, excited, chi2, parameters, from }, k) =>
    kind !== 'two states' || excited === undefined || weights[k] < SMALLEST_WEIGHT
      ? []
      : [{ ...excited, chi2, parameters: parameters.length, cut: from - FIRST_TIME }],
  );
  if (models.length === 0) return undefined;
  const { mean, error } = averageModels(models);
  return { mean, error };
}

/** The Γ-method on what each measurement contributes to a quantity that answers linearly. */
function responding(
  { values, trajectories }: MassData,
  means: readonly number[],
  response: readonly number[],
  mean: number,
): Estimate {
  const projected = values[0].map((first, r) =>
    Float64Array.from(first, (_, i) =>
      response.reduce((sum, slope, t) => (slope === 0 ? sum : sum + slope * (values[t][r][i] - means[t])), mean),
    ),
  );
  const { rHat: _, ...estimate } = gammaMethodOfReplicas(projected, {
    name: 'The fitted mass',
    ...(trajectories === undefined ? {} : { trajectories }),
  });
  return { ...estimate, mean };
}
