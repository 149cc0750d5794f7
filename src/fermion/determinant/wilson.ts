/**
 * The determinant of Wilson quarks itself, |det D_κ|^{N_f} = Π |μ_k|^{N_f} over the eigenvalues μ_k of γ₅ D_κ, for small
 * lattices; d ln |det D| = Σ_k v_k† d(γ₅ D) v_k / μ_k, and with D = 1 − κ H
 *   d ln |det D| / dκ = (rows − Tr D⁻¹) / κ,   Tr D⁻¹ = Σ_k v_k† γ₅ v_k / μ_k.
 *
 * Reference: D. H. Weingarten and D. N. Petcher, Phys. Lett. B 99, 333 (1981).
 */
import type { GaugeField } from '../../gauge/index.ts';
import { papers, presentValue, type Trainable, type Weight } from '../../lattice/index.ts';
import { spinorSize } from '../spinor/spinors.ts';
import { WilsonOperator, type WilsonOptions } from '../wilson/operator.ts';
import { type Eigensystem, hermitianDeterminant, rowsOf } from './hermitianDeterminant.ts';

export interface WilsonDeterminantOptions extends Omit<WilsonOptions, 'kappa'> {
  readonly kappa: number | Weight;
  /** N_f. Any number. */
  readonly flavours: number;
}

/** @throws if there is a clover term, or the matrix has more than 1024 rows */
export function wilsonDeterminant({ kappa, flavours, ...options }: WilsonDeterminantOptions): Trainable<GaugeField> {
  if (options.cSw)
    throw new Error(`The dense determinant is that of Wilson quarks without c_SW; found ${options.cSw}.`);
  const wilson = new WilsonOperator({ ...options, kappa: presentValue(kappa) });
  const perSite = spinorSize(options.group, options.lattice.dimension) / 2;
  const isTrained = typeof kappa !== 'number';
  const logDeterminant = ({ values }: Eigensystem) => values.reduce((sum, mu) => sum + Math.log(Math.abs(mu)), 0);
  return hermitianDeterminant(wilson, flavours, {
    name: `determinant of Wilson quarks, kappa = ${presentValue(kappa)}`,
    cites: papers('Weingarten:1980hx'),
    weights: isTrained ? [kappa] : [],
    kappa: () => presentValue(kappa),
    logDeterminant,
    derivative(h) {
      const { size } = h;
      const y = rowsOf(size);
      for (let k = 0; k < size ** 2; k++) {
        const mu = h.values[Math.floor(k / size)];
        y.re[k] = h.re[k] / mu;
        y.im[k] = h.im[k] / mu;
      }
      return y;
    },
    weightGradient(h) {
      const { size, values, re, im } = h;
      let trace = 0;
      for (let k = 0; k < size ** 2; k++) {
        const sign = k % perSite < perSite / 2 ? -1 : 1;
        trace += (sign * (re[k] ** 2 + im[k] ** 2)) / values[Math.floor(k / size)];
      }
      return { value: logDeterminant(h), derivatives: isTrained ? [(size - trace) / presentValue(kappa)] : [] };
    },
  });
}
