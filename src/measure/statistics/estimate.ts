/**
 * An estimate is a mean that carries its error and how it was earned.
 *
 * Convention: tau_int = 1/2 + sum_{t>=1} rho(t), so independent measurements have tau_int = 1/2 and
 * error^2 = 2 tau_int var / samples. All times (tauInt, its error, window) are in trajectories.
 */

/** A mean and its statistical error, in the units of the observable. */
export interface Measured {
  readonly mean: number;
  readonly error: number;
}

/** Mean, error and the autocorrelation behind the error. */
export interface Estimate extends Measured {
  /** Statistical error of `error`. */
  readonly errorOfError: number;
  /** Integrated autocorrelation time in trajectories, with the 1/2 included. */
  readonly tauInt: number;
  readonly tauIntError: number;
  /** Longest lag that was summed (Gamma-method) or the bin length (jackknife, bootstrap), in trajectories. */
  readonly window: number;
  /** Number of measurements. */
  readonly samples: number;
  /** Number of independent measurements that would give the same error: samples / (2 tau_int). */
  readonly effectiveSamples: number;
  /** Rank-normalised split R-hat, where several replicas were given. */
  readonly rHat?: number;
}

const FEW_EFFECTIVE_SAMPLES = 50;
const R_HAT_LIMIT = 1.01;
/** Beyond these sizes a mean is written with an exponent. */
const PLAIN_LARGEST = 1e7;
const PLAIN_SMALLEST = 1e-4;

/**
 * Writes an estimate in the style of the literature: `0.7025(4)`, error in units of the last digit.
 * The error has one digit, or two where its leading digit is 1: `0.70250(12)`. An error of at least 1
 * that has decimals keeps its point: `10.5(1.3)`. Very large and very small means get an exponent.
 * An error of zero prints as `(0)`; what is not finite prints as `nan` or `inf`, never as a digit.
 */
export function formatEstimate(estimate: Measured): string {
  const { mean, error } = estimate;
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

/**
 * Says in one sentence why the error of an estimate should not be trusted yet; undefined where nothing speaks against it.
 * Limits: fewer than 50 effective samples, or R-hat above 1.01 (Vehtari et al. 2021, arXiv:1903.08008).
 */
export function estimateWarning(estimate: Estimate): string | undefined {
  const { effectiveSamples, tauInt, rHat } = estimate;
  if (rHat !== undefined && rHat > R_HAT_LIMIT) {
    return `R-hat is ${rHat.toFixed(3)}, above ${R_HAT_LIMIT}: the replicas do not agree yet, run longer or cut more thermalisation.`;
  }
  if (effectiveSamples < FEW_EFFECTIVE_SAMPLES) {
    return `tau_int is ${tauInt.toPrecision(3)} trajectories, which leaves ${effectiveSamples.toFixed(1)} effective samples of the ${FEW_EFFECTIVE_SAMPLES} that a trustworthy error needs: run longer.`;
  }
  return undefined;
}
