/**
 * The width of Metropolis proposals that gives a wanted acceptance, found during thermalisation: after trajectory t
 *   ln w ← ln w + (acceptance − target) · 2 / √t.
 * The acceptance of a sweep is an average over many links, so little noise is left to average over. A chain whose rule
 * depends on its past need not converge to exp(−S): freeze the width before measuring.
 *
 * Reference: H. Robbins and S. Monro, Ann. Math. Statist. 22, 400 (1951).
 */

export interface WidthTunerOptions {
  /** The share of proposals to accept, between 0 and 1. Default 0.5. */
  readonly target?: number;
  /** Width to begin with. */
  readonly width: number;
  /** Never wider than this: `largestWidth(group)`. */
  readonly largest: number;
}

export interface WidthTuner {
  /** Width of the next proposals. */
  width(): number;
  /** Learns from the acceptance of a trajectory with `width()`; without effect once frozen. */
  observe(acceptance: number): void;
  freeze(): void;
  /** Everything it knows, as plain numbers. */
  state(): Float64Array;
  /** @throws if the numbers are not the state of a tuner */
  restore(state: ArrayLike<number>): void;
}

const gain = 2;
const smallest = 1e-6;

/** @throws if the target is not between 0 and 1, or the width not between 0 and the largest */
export function widthTuner({ target = 0.5, width, largest }: WidthTunerOptions): WidthTuner {
  if (!(target > 0 && target < 1)) throw new Error(`The acceptance to aim at is between 0 and 1; found ${target}.`);
  if (!(width > 0 && width <= largest)) {
    throw new Error(`The width of proposals is above 0 and at most ${largest}; found ${width}.`);
  }
  let [logarithm, observed, frozen] = [Math.log(width), 0, 0];
  return {
    width: () => Math.exp(logarithm),
    observe(acceptance) {
      if (frozen) return;
      observed++;
      const next = logarithm + ((acceptance - target) * gain) / Math.sqrt(observed);
      logarithm = Math.min(Math.log(largest), Math.max(Math.log(smallest), next));
    },
    freeze() {
      frozen = 1;
    },
    state: () => Float64Array.of(logarithm, observed, frozen),
    restore(state) {
      const numbers = Array.from(state);
      if (numbers.length !== 3 || !numbers.every(Number.isFinite)) {
        throw new Error(`The state of a width tuner is three finite numbers; found [${numbers}].`);
      }
      [logarithm, observed, frozen] = numbers;
    },
  };
}
