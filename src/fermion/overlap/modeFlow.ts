/**
 * The flow of low modes of H_W = γ₅ (D_W − ρ) with ρ, and the index by it. At ρ = 0 and below there are as many eigenvalues on
 * each side of zero; dμ/dρ = −⟨v, γ₅ v⟩, and every mode that comes down through zero adds 1 to −½ Tr sign H_W, one that goes up takes 1.
 * A crossing is at ρ − μ/(dμ/dρ) as seen from the nearest point of the grid.
 *
 * Reference: R. Narayanan and H. Neuberger, Nucl. Phys. B 443, 305 (1995), hep-th/9411108; R. G. Edwards, U. M. Heller and R. Narayanan,
 * Nucl. Phys. B 522, 285 (1998), hep-lat/9801015.
 */
import type { GaugeField } from '../../gauge/index.ts';
import { chiralNorms } from './chirality.ts';
import { OverlapKernel, type OverlapKernelOptions, usualRho } from './kernel.ts';
import { lowestKernelModes } from './kernelModes.ts';

export interface FlowingMode {
  /** Of H_W. */
  readonly value: number;
  /** dμ/dρ */
  readonly slope: number;
}

export interface FlowPoint {
  readonly rho: number;
  /** Ascending in size. */
  readonly modes: readonly FlowingMode[];
}

export interface ModeFlowOptions extends OverlapKernelOptions {
  /** Points from 0 (without it) to ρ. Default 20. */
  readonly steps?: number;
  /** Modes that are followed. Default 6. */
  readonly count?: number;
}

export interface ModeFlow {
  readonly points: readonly FlowPoint[];
  /** ρ of each crossing, and what it adds to the index. */
  readonly crossings: readonly { readonly rho: number; readonly adds: 1 | -1 }[];
  readonly index: number;
}

/** Of h, relative to its norm. */
const tolerance = 1e-9;

/** @throws if Lanczos does not converge, an eigenvalue is zero at a point, or there is no step */
export function modeFlow(
  u: GaugeField,
  { steps = 20, count = 6, rho = usualRho[u.lattice.dimension] ?? 1, ...theory }: ModeFlowOptions,
): ModeFlow {
  if (!(Number.isInteger(steps) && steps >= 1)) throw new Error(`A flow has 1 step or more; found ${steps}.`);
  const step = rho / steps;
  const points = Array.from({ length: steps }, (_, k) => pointOf(u, { ...theory, rho: (k + 1) * step }, count));
  const crossings = points.flatMap(({ rho: here, modes }, k) => {
    // The last point sees no crossing beyond it, the first all those below.
    const [from, to] = [k === 0 ? 0 : here - step / 2, k === steps - 1 ? here : here + step / 2];
    return modes
      .map(({ value, slope }) => ({ rho: here - value / slope, adds: slope < 0 ? (1 as const) : (-1 as const) }))
      .filter(({ rho: at }) => at > from && at <= to);
  });
  return { points, crossings, index: crossings.reduce((sum, { adds }) => sum + adds, 0) };
}

function pointOf(u: GaugeField, options: OverlapKernelOptions & { readonly rho: number }, count: number): FlowPoint {
  const kernel = new OverlapKernel(options).setLinks(u);
  const { modes } = lowestKernelModes(kernel, count, tolerance);
  return {
    rho: options.rho,
    modes: modes.map(({ value, vector }) => {
      const { plus, minus } = chiralNorms(vector.components, vector.lattice.dimension).run({ x: vector });
      vector.free();
      return { value: value * kernel.unit, slope: minus - plus };
    }),
  };
}
