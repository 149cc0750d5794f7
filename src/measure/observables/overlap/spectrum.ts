/**
 * What the spectrum of the overlap operator says of a configuration.
 *   index     n₊ − n₋ = −½ Tr sign H_W: by the signs of all eigenvalues of H_W, or by the zero modes of D on each chirality
 *   low modes |λ| of the massless D₀ on each chirality: zero modes on one, all others below 2ρ on both
 *   ln det D  of one flavour, on small lattices
 *
 * Reference: P. Hasenfratz, V. Laliena and F. Niedermayer, Phys. Lett. B 427, 125 (1998), hep-lat/9801021.
 */
import {
  denseOverlap,
  modeIndex,
  OverlapKernel,
  type OverlapModeOptions,
  OverlapOperator,
  type OverlapOptions,
  overlapLogDeterminant,
  overlapModes,
  traceIndex,
} from '../../../fermion/index.ts';
import type { GaugeField } from '../../../gauge/index.ts';
import type { Observable } from '../observable.ts';

/** By all eigenvalues of the kernel up to so many complex rows, if nothing is said; by low modes above. */
const usualTraceRows = 1024;

/** The index; `kind` says how it is counted. */
export function overlapIndex(
  options: OverlapOptions,
  kind?: 'trace' | 'modes',
  modeTolerance?: number,
): Observable<GaugeField, number> {
  const normalisation = 'n₊ − n₋ = −½ Tr sign H_W of the overlap operator';
  const { lattice } = options;
  const kernel = new OverlapKernel(options);
  const rows = (lattice.volume * kernel.squared.components) / 2;
  if ((kind ?? (rows <= usualTraceRows ? 'trace' : 'modes')) === 'trace') {
    return { name: 'overlap_index', normalisation, measure: u => traceIndex(kernel.setLinks(u)) };
  }
  const operator = new OverlapOperator({ ...options, mass: 0 });
  return {
    name: 'overlap_index',
    normalisation,
    measure: u => modeIndex(operator.setLinks(u), modeTolerance),
  };
}

/** |λ| of `count` modes of chirality +, then of −, each ascending; zero modes are exactly 0. */
export function overlapLowModes(options: OverlapOptions, modes: OverlapModeOptions): Observable<GaugeField, number[]> {
  const operator = new OverlapOperator({ ...options, mass: 0 });
  const { count } = modes;
  const numbers = Array.from({ length: count }, (_, k) => k + 1);
  return {
    name: 'overlap_modes',
    normalisation: 'lowest |λ| of the massless overlap operator on chirality +1, then on −1',
    coordinates: { chirality: [...numbers.map(() => 1), ...numbers.map(() => -1)], mode: [...numbers, ...numbers] },
    measure(u) {
      const found = overlapModes(operator.setLinks(u), modes);
      if (found.length < 2 * count) {
        throw new Error(`The ${operator.name} has ${found.length / 2} modes a chirality, but ${count} were asked for.`);
      }
      return found.map(({ size, vector }) => {
        vector.free();
        return size;
      });
    },
  };
}

/** ln det D of one flavour with the mass of these options, for at most 4096 complex rows. */
export function overlapLogDet(options: OverlapOptions & { readonly mass: number }): Observable<GaugeField, number> {
  const kernel = new OverlapKernel(options);
  return {
    name: 'overlap_log_determinant',
    normalisation: 'ln det D of one flavour of overlap quarks, not divided by V',
    measure: u => overlapLogDeterminant(denseOverlap(kernel.setLinks(u)), options.mass),
  };
}
