/** Correlators with known states and errors that are correlated in both times, for fits to be tried on. */

import type { Matrix } from './cholesky.ts';
import { stateShape, type TimeFold } from './correlator.ts';
import { autoregressiveChain } from './syntheticChain.ts';

export interface SyntheticOptions {
  readonly extent: number;
  readonly length: number;
  readonly seed: number;
  /** τ_int of the noise. */
  readonly tauInt: number;
  /** [amplitude, mass] of each state. */
  readonly states: readonly (readonly [number, number])[];
  readonly fold?: TimeFold;
  /** Relative. */
  readonly noise?: number;
}

/** `C[t][i]` for all T times. */
export function syntheticCorrelator(options: SyntheticOptions): Float64Array[] {
  const { extent, length, seed, tauInt, states, fold = 1, noise = 0.03 } = options;
  const [scale, mid, slope, wave] = [0, 1, 2, 3].map(k => autoregressiveChain(tauInt, length, seed, k));
  return Array.from({ length: extent }, (_, t) => {
    const exact = states.reduce((sum, [amplitude, mass]) => sum + amplitude * stateShape(t, mass, extent, fold, 0), 0);
    const own = autoregressiveChain(0.5, length, seed, 100 + t);
    const x = Math.min(t, extent - t);
    return Float64Array.from(own, (white, i) => {
      const common = scale[i] + 0.5 * mid[i] * Math.cos(x) + 0.1 * x * slope[i] + 0.3 * wave[i] * Math.sin(x / 2);
      return exact * (1 + noise * (common + 0.15 * white));
    });
  });
}

/** C_ij(t) = Σ_n Z_in Z_jn e^{−E_n t} of infinite extent. */
export function exactMatrix(overlaps: Matrix, energies: readonly number[], t: number): number[][] {
  return overlaps.map(one =>
    overlaps.map(other => energies.reduce((sum, energy, n) => sum + one[n] * other[n] * Math.exp(-energy * t), 0)),
  );
}
