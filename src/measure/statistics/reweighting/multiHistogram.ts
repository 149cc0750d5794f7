/**
 * Runs at several couplings λ_k taken together, at any coupling λ: configurations have the weight exp(λ E), E what is conjugate
 * to λ. Every measurement n of every run counts, with
 *
 *   w_n(λ) ∝ exp(λ E_n) / (g_n Σ_k (N_k/g_k) exp(λ_k E_n − f_k)),     f_k = log Z(λ_k) = log Σ_n (the same at λ_k),
 *
 * where N_k measurements of run k have the statistical inefficiency g_k = 2 τ_int. These are the equations of multi-histogram
 * reweighting with bins of width zero; f minimises a convex function, which Newton steps find. f_0 = 0.
 *
 * A. M. Ferrenberg and R. H. Swendsen, Phys. Rev. Lett. 63 (1989) 1195; M. R. Shirts and J. D. Chodera, J. Chem. Phys. 129
 * (2008) 124105.
 */
import { choleskyFactor, choleskySolve } from '../cholesky.ts';
import { averageOf, type Series } from '../series.ts';

export interface CoupledRun {
  readonly coupling: number;
  /** E of each measurement. */
  readonly energy: Series;
  /** g = 2 τ_int of E in measurements, at least 1. */
  readonly inefficiency: number;
}

export interface MultiHistogram {
  /** f_k = log Z(λ_k) − log Z(λ_0). */
  readonly logZ: readonly number[];
  /** w_n(λ), run after run; their sum is 1. */
  weightsAt(coupling: number): Float64Array;
  /** Independent measurements that would say as much at λ: (Σ w)² / Σ g w². */
  effectiveAt(coupling: number): number;
}

const MOST_STEPS = 100;
/** Of the N_k, the share by which the equations may be missed: rounding of sums over all measurements. */
const CLOSE = 1e-11;
const WITHIN_PARABOLA = 1e-5;
const SHORTEST = 1e-3;
const FEWEST_SHARED = 1;

/**
 * @param start f of a similar set, such as the whole of which this is a resample
 * @throws RangeError for a run without measurements, and where runs do not overlap, naming the couplings
 */
export function multiHistogram(runs: readonly CoupledRun[], start?: readonly number[]): MultiHistogram {
  runs.forEach(({ energy, coupling }) => {
    if (energy.length === 0) throw new RangeError(`The run at ${coupling} has no measurements.`);
  });
  const centre = averageOf(runs.map(({ energy }) => averageOf(energy)));
  const energies = Float64Array.from(runs.flatMap(({ energy }) => Array.from(energy, value => value - centre)));
  const inefficiencies = Float64Array.from(
    runs.flatMap(({ energy, inefficiency }) => Array.from(energy, () => inefficiency)),
  );
  const shift = runs.map(({ coupling }) => (coupling - runs[0].coupling) * centre);
  const f = solved(
    { runs, energies, inefficiencies },
    start?.map((value, k) => value - shift[k]) ?? integrated(runs, centre),
  );
  const logMixture = mixtureOf(runs, energies, f);

  const offset = logMixture.map((log, n) => log + Math.log(inefficiencies[n]));
  const weightsAt = (coupling: number): Float64Array => {
    const weights = new Float64Array(energies.length);
    let most = Number.NEGATIVE_INFINITY;
    for (let n = 0; n < weights.length; n++) most = Math.max(most, coupling * energies[n] - offset[n]);
    let sum = 0;
    for (let n = 0; n < weights.length; n++) {
      weights[n] = Math.exp(coupling * energies[n] - offset[n] - most);
      sum += weights[n];
    }
    for (let n = 0; n < weights.length; n++) weights[n] /= sum;
    return weights;
  };
  return {
    logZ: f.map((value, k) => value + shift[k]),
    weightsAt,
    effectiveAt: coupling => 1 / weightsAt(coupling).reduce((sum, w, n) => sum + inefficiencies[n] * w * w, 0),
  };
}

/** First guess: d log Z/dλ = ⟨E⟩, by the trapezoidal rule from run to run. */
function integrated(runs: readonly CoupledRun[], centre: number): number[] {
  const order = runs.map((_, k) => k).sort((a, b) => runs[a].coupling - runs[b].coupling);
  const mean = runs.map(({ energy }) => averageOf(energy) - centre);
  const f = new Array<number>(runs.length).fill(0);
  for (let i = 1; i < order.length; i++) {
    const [before, here] = [order[i - 1], order[i]];
    f[here] = f[before] + ((runs[here].coupling - runs[before].coupling) * (mean[before] + mean[here])) / 2;
  }
  return f.map(value => value - f[0]);
}

interface Problem {
  readonly runs: readonly CoupledRun[];
  readonly energies: Float64Array;
  readonly inefficiencies: Float64Array;
}

/** log Σ_k (N_k/g_k) exp(λ_k E_n − f_k) of each measurement. */
function mixtureOf(runs: readonly CoupledRun[], energies: Float64Array, f: readonly number[]): Float64Array {
  const couplings = runs.map(({ coupling }) => coupling);
  const logs = runs.map(({ energy, inefficiency }, k) => Math.log(energy.length / inefficiency) - f[k]);
  return energies.map(energy => {
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < logs.length; k++) most = Math.max(most, couplings[k] * energy + logs[k]);
    let sum = 0;
    for (let k = 0; k < logs.length; k++) sum += Math.exp(couplings[k] * energy + logs[k] - most);
    return most + Math.log(sum);
  });
}

/** Newton steps, halved until the convex function falls. */
function solved(problem: Problem, start: readonly number[]): number[] {
  const { runs } = problem;
  let f = start.map(value => value - start[0]);
  let here = lookAt(problem, f);
  for (let step = 0; step < MOST_STEPS; step++) {
    const missed = Math.max(...here.slope.map((value, k) => Math.abs(value) / here.counts[k]));
    const direction = [0, ...newtonDirection(here, runs)];
    if (missed <= CLOSE) return f;
    const at = (length: number) => f.map((value, k) => value - length * direction[k]);
    let length = 1;
    let there = lookAt(problem, at(length));
    // So close to the minimum the function no longer shows it through its rounding, and full steps are right.
    while (missed > WITHIN_PARABOLA && there.value > here.value && length > SHORTEST) {
      length /= 2;
      there = lookAt(problem, at(length));
    }
    [f, here] = [at(length), there];
  }
  throw new RangeError(
    `The runs at ${couplingsOf(runs)} do not determine their relative weights within ${MOST_STEPS} steps: add runs between them.`,
  );
}

interface Look {
  /** Σ_n log(mixture)/g_n + Σ_k (N_k/g_k) f_k. */
  readonly value: number;
  /** Its derivative by f_k. */
  readonly slope: readonly number[];
  readonly curvature: readonly (readonly number[])[];
  readonly counts: readonly number[];
}

function lookAt({ runs, energies, inefficiencies }: Problem, f: readonly number[]): Look {
  const counts = runs.map(({ energy, inefficiency }) => energy.length / inefficiency);
  const logMixture = mixtureOf(runs, energies, f);
  const expected = new Float64Array(runs.length);
  const products = runs.map(() => new Float64Array(runs.length));
  const shares = new Float64Array(runs.length);
  let value = counts.reduce((sum, count, k) => sum + count * f[k], 0);
  for (let n = 0; n < energies.length; n++) {
    const weight = 1 / inefficiencies[n];
    value += weight * logMixture[n];
    for (let k = 0; k < runs.length; k++) {
      shares[k] = counts[k] * Math.exp(runs[k].coupling * energies[n] - f[k] - logMixture[n]);
      expected[k] += weight * shares[k];
      for (let l = 0; l <= k; l++) products[k][l] += weight * shares[k] * shares[l];
    }
  }
  const curvature = runs.map((_, k) =>
    runs.map((_run, l) => (k === l ? expected[k] : 0) - products[Math.max(k, l)][Math.min(k, l)]),
  );
  return { value, slope: counts.map((count, k) => count - expected[k]), curvature, counts };
}

function newtonDirection({ curvature, slope }: Look, runs: readonly CoupledRun[]): number[] {
  const factor = choleskyFactor(curvature.slice(1).map(row => row.slice(1)));
  // A pivot is the number of independent measurements that tie a run to those before it.
  if (!('lower' in factor) || factor.lower.some((row, k) => row[k] ** 2 < FEWEST_SHARED)) {
    throw new RangeError(
      `The runs at ${couplingsOf(runs)} do not overlap: hardly a measurement of one is likely in another. Add runs between them.`,
    );
  }
  return choleskySolve(factor.lower, slope.slice(1));
}

const couplingsOf = (runs: readonly CoupledRun[]) => runs.map(({ coupling }) => coupling).join(', ');
