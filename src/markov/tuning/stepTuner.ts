/**
 * Step sizes that give a wanted acceptance, found during thermalisation by dual averaging.
 *
 * After t trajectories, with a_i = min(1, exp(−dH_i)) and the target a, the next step size is
 *   ln e = ln e₀ − (2/order) √(t) / (γ (t + t₀)) Σ_i (a − a_i),
 * and the answer is the average of these with weights that forget the first ones,
 *   ln e_mean ← t^−κ ln e + (1 − t^−κ) ln e_mean.
 * The spread of ΔH grows like e^order (acceptance = erfc(spread/√8)), hence the factor 2/order. Trajectories have a
 * fixed length, so what changes is the number of steps, always a whole one.
 *
 * A chain whose rule depends on its past need not converge to exp(−S): freeze the steps before measuring.
 *
 * References: M. D. Hoffman and A. Gelman, J. Mach. Learn. Res. 15, 1593 (2014), Sec. 3.2; for the acceptance,
 * S. Gupta, A. Irbäck, F. Karsch, B. Petersson, Phys. Lett. B 242, 437 (1990).
 */

export interface StepTunerOptions {
  /** The acceptance to aim at, between 0 and 1. */
  readonly target: number;
  /** Order of the integrator. */
  readonly order: number;
  /** Steps per trajectory to begin with: the first guess. */
  readonly steps: number;
  /** Never more steps than this. Default 1000. */
  readonly mostSteps?: number;
}

export interface StepTuner {
  /** Steps for the next trajectory. */
  steps(): number;
  /** Learns from ΔH of a trajectory with `steps()` steps; without effect once frozen. */
  observe(deltaH: number): void;
  /** From now on `steps()` is the averaged answer: the first number of steps that is expected to reach the target. */
  freeze(): void;
  /** Everything it knows, as plain numbers. */
  state(): Float64Array;
  /** @throws if the numbers are not the state of a tuner */
  restore(state: ArrayLike<number>): void;
}

const [gamma, patience, kappa] = [0.1, 10, 0.75];
const defaultMostSteps = 1000;

interface Memory {
  /** t */
  observed: number;
  /** Σ_i (a − a_i) */
  shortfall: number;
  /** ln e and its average, in units of the trajectory: −ln(steps) */
  logStep: number;
  averaged: number;
  frozen: boolean;
}

/** @throws if the target is not between 0 and 1, or order or steps are not positive */
export function stepTuner({ target, order, steps, mostSteps = defaultMostSteps }: StepTunerOptions): StepTuner {
  requireOptions({ target, order, steps });
  const first = -Math.log(steps);
  let memory: Memory = { observed: 0, shortfall: 0, logStep: first, averaged: first, frozen: false };
  return {
    steps() {
      const exact = Math.exp(-(memory.frozen ? memory.averaged : memory.logStep));
      return Math.min(mostSteps, Math.max(1, Math.ceil(exact * (1 - rounding))));
    },
    observe(deltaH) {
      if (memory.frozen) return;
      const observed = memory.observed + 1;
      const shortfall = memory.shortfall + target - acceptanceOf(deltaH);
      const push = ((2 / order) * Math.sqrt(observed)) / (gamma * (observed + patience));
      const logStep = Math.min(0, Math.max(-Math.log(mostSteps), first - push * shortfall));
      const weight = observed ** -kappa;
      const averaged = weight * logStep + (1 - weight) * memory.averaged;
      memory = { observed, shortfall, logStep, averaged, frozen: false };
    },
    freeze() {
      memory = { ...memory, frozen: true };
    },
    state() {
      const { observed, shortfall, logStep, averaged, frozen } = memory;
      return Float64Array.of(observed, shortfall, logStep, averaged, Number(frozen));
    },
    restore(state) {
      if (state.length !== 5 || Array.from(state).some(x => !Number.isFinite(x))) {
        throw new Error(`The state of a step tuner is five finite numbers; found [${Array.from(state)}].`);
      }
      const [observed, shortfall, logStep, averaged, frozen] = Array.from(state);
      memory = { observed, shortfall, logStep, averaged, frozen: frozen === 1 };
    },
  };
}

/** A whole number of steps stays that number after a logarithm and an exponential. */
const rounding = 1e-12;

/** min(1, exp(−ΔH)); a trajectory that lost its numbers is a rejected one. */
function acceptanceOf(deltaH: number): number {
  return Number.isNaN(deltaH) ? 0 : Math.min(1, Math.exp(-deltaH));
}

function requireOptions({ target, order, steps }: StepTunerOptions): void {
  if (!(target > 0 && target < 1)) {
    throw new Error(`The acceptance to aim at lies between 0 and 1; found ${target}.`);
  }
  if (!(order >= 1)) throw new Error(`The order of an integrator is 2, 4 ...; found ${order}.`);
  if (!(Number.isInteger(steps) && steps >= 1)) {
    throw new Error(`The first guess of the steps per trajectory is 1, 2, 3 ...; found ${steps}.`);
  }
}
