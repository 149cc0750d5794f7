/**
 * An estimate is a mean that carries its error and how it was earned.
 *
 * Convention: τ_int = ½ + Σ_{t≥1} ρ(t), so independent measurements have τ_int = ½ and
 * error² = 2 τ_int var / samples. All times (tauInt, its error, window) are in trajectories.
 */
import { plural } from '../../words/index.ts';

/** A mean and its statistical error, in the units of the observable. */
export interface Measured {
  readonly mean: number;
  readonly error: number;
}

/** Mean, error and the autocorrelation behind the error. */
export interface Estimate extends Measured {
  /** Statistical error of `error`. */
  readonly errorOfError: number;
  /** Error from the scatter of ten long blocks, known to a quarter; it owes nothing to τ_int. Only of the Γ-method. */
  readonly blockError?: number;
  /** Integrated autocorrelation time in trajectories, with the ½ included. */
  readonly tauInt: number;
  readonly tauIntError: number;
  /** Longest lag that was summed (Γ-method) or the bin length (jackknife, bootstrap), in trajectories. */
  readonly window: number;
  /** Number of measurements. */
  readonly samples: number;
  /** Number of independent measurements that would give the same error: samples / (2 τ_int). */
  readonly effectiveSamples: number;
  /** Rank-normalised split R-hat, where several replicas were given. */
  readonly rHat?: number;
}

/** Fewer measurements cannot tell a long autocorrelation from none, whatever they say of themselves. */
export const FEW_SAMPLES = 50;
const FEW_EFFECTIVE_SAMPLES = 50;
/** Ten blocks of independent measurements scatter as much beyond their error less than once in a hundred times. */
const BLOCKS_BEYOND_ERROR = 1.5;
const R_HAT_LIMIT = 1.01;
/** Beyond these sizes a mean is written with an exponent. */
const PLAIN_LARGEST = 1e7;
const PLAIN_SMALLEST = 1e-4;
const DIGITS_WITHOUT_ERROR = 8;

/**
 * Writes an estimate in the style of the literature: `0.7025(4)`, error in units of the last digit.
 * The error has one digit, or two where its leading digit is 1: `0.70250(12)`. An error of at least 1
 * that has decimals keeps its point: `10.5(1.3)`. Very large and very small means get an exponent.
 * A mean without an error, of a chain that did not move, prints as `0.7(?)`; an exact number as `0.7(0)`; where there is
 * neither, as `—`. What is infinite prints as `inf`, never as a digit.
 */
export function formatEstimate(estimate: Measured): string {
  const { mean, error } = estimate;
  if (Number.isNaN(error))
    return Number.isNaN(mean) ? '—' : `${plainNumber(Number(mean.toPrecision(DIGITS_WITHOUT_ERROR)))}(?)`;
  if (!Number.isFinite(mean) || !Number.isFinite(error)) return `${plainNumber(mean)}(${plainNumber(error)})`;
  if (error === 0) return `${mean}(0)`;
  const size = Math.max(Math.abs(mean), Math.abs(error));
  if (size >= PLAIN_LARGEST || size < PLAIN_SMALLEST) {
    const exponent = Math.floor(Math.log10(size));
    return `${withLastDigits(mean / 10 ** exponent, error / 10 ** exponent)}e${exponent}`;
  }
  return withLastDigits(mean, error);
}

function withLastDigits(mean: number, error: number): string {
  const [leading, power] = Math.abs(error).toExponential(1).split('e');
  const lastDigit = Number(power) - (leading.startsWith('1') ? 1 : 0);
  if (lastDigit >= 0) {
    const unit = 10 ** lastDigit;
    return `${Math.round(mean / unit) * unit}(${Math.round(error / unit) * unit})`;
  }
  const decimals = Math.min(-lastDigit, 100);
  const digits = error.toFixed(decimals);
  return `${mean.toFixed(decimals)}(${error >= 1 ? digits : digits.replace(/^[0.]+/, '')})`;
}

function plainNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return `${value}`;
}

/** The estimate from measurements that are all the same. */
export function withoutError(mean: number, samples: number): Estimate {
  const unknown = Number.NaN;
  return {
    mean,
    error: unknown,
    errorOfError: unknown,
    blockError: unknown,
    tauInt: unknown,
    tauIntError: unknown,
    window: 0,
    samples,
    effectiveSamples: 0,
  };
}

/**
 * Says in one sentence why the error of an estimate should not be trusted yet; undefined where nothing speaks against it.
 * Said of a chain that did not move, fewer than 50 measurements, fewer than 50 effective ones, blocks that scatter 1.5
 * times as much as the error allows, and R-hat above 1.01 (Vehtari et al. 2021, arXiv:1903.08008). The second and the fourth do
 * not rely on τ_int, so that they speak where τ_int itself was missed.
 */
export function estimateWarning(estimate: Estimate): string | undefined {
  const { error, blockError, effectiveSamples, samples, tauInt, rHat } = estimate;
  if (Number.isNaN(error)) {
    return `All ${samples} values are the same: a chain that did not move has no error.`;
  }
  if (rHat !== undefined && rHat > R_HAT_LIMIT) {
    return `R-hat is ${rHat.toFixed(3)}, above ${R_HAT_LIMIT}: the replicas do not agree yet, run longer or cut more thermalisation.`;
  }
  if (samples < FEW_SAMPLES) {
    return `There are ${plural(samples, 'measurement')}, and at least ${FEW_SAMPLES} are needed to see an autocorrelation: run longer.`;
  }
  if (effectiveSamples < FEW_EFFECTIVE_SAMPLES) {
    return `tau_int is ${tauInt.toPrecision(3)} trajectories, which leaves ${effectiveSamples.toFixed(1)} effective samples of the ${FEW_EFFECTIVE_SAMPLES} that a trustworthy error needs: run longer.`;
  }
  if (blocksScatter(estimate)) {
    return `The means of ten long blocks have an error of ${blockError?.toPrecision(2)} where the Γ-method finds ${error.toPrecision(2)}: there is a slow mode that its window does not see, run longer.`;
  }
  return undefined;
}

/** Whether long blocks contradict the error. */
export function blocksScatter({ blockError = 0, error }: Estimate): boolean {
  return blockError > BLOCKS_BEYOND_ERROR * error;
}
