/**
 * The overlap operator on small lattices, as matrices: all eigenvectors of h = γ₅ D_κ, hence ε = Σ_i sgn(μ_i) v_i v_i†
 * without any approximation. On a chirality ±, D₀†D₀ = 2ρ² (1 ± P± ε P±), so that the spectrum follows from the eigenvalues
 * a of ± P± ε P±, those of cos φ in
 *   λ = ρ (1 + e^{iφ}):  −1 < a < 1 pairs λ, λ* seen by both chiralities; a = −1 zero modes; a = 1 modes at 2ρ, both chiral.
 *   index = Tr γ₅ (1 − D₀/2ρ) = n₊ − n₋ = −½ Tr ε
 *   ln det D = ½ Σ ln[(1 − m²/4ρ²) 2ρ² (1 + a) + m²]  over both chiralities.
 *
 * Reference: P. Hasenfratz, V. Laliena and F. Niedermayer, Phys. Lett. B 427, 125 (1998), hep-lat/9801021 (index).
 */
import { hermitianSolver } from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';
import { denseHermitian } from '../eigen/denseHermitian.ts';
import type { Chirality } from './chirality.ts';
import type { OverlapKernel } from './kernel.ts';

/** Largest number of complex components of a spinor field: matrices of 256 MiB. */
export const largestDenseOverlap = 4096;

/** Eigenvalues a this close to ±1 belong to chiral modes; rounding moves them by some 1e-14. */
const chiralMargin = 1e-11;
/** Eigenvalues of h below this fraction of its norm have no sign in double precision. */
const smallestValue = 1e-12;

/** Complex numbers row by row, in the order of `Field.toArray`. */
export interface DenseMatrix {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** −½ Tr sign H_W, an integer, from the signs of all eigenvalues of the kernel. Errors as `denseOverlap`. */
export function traceIndex(kernel: OverlapKernel): number {
  const solver = solverOf(kernel);
  const values = new Float64Array(solver.size);
  solver.values(values);
  return indexOf(kernel, values);
}

export interface DenseOverlap {
  readonly rho: number;
  /** Of H_W, ascending. */
  readonly kernelValues: Float64Array;
  /** −½ Tr ε */
  readonly index: number;
  /** ε */
  readonly sign: DenseMatrix;
  /** Ascending eigenvalues a of ± P± ε P±. */
  readonly cosines: Readonly<Record<'plus' | 'minus', Float64Array>>;
}

/** @throws if there are more than 4096 complex components, or the kernel has a zero mode */
export function denseOverlap(kernel: OverlapKernel): DenseOverlap {
  const solver = solverOf(kernel);
  const { size, stride, vectors } = solver;
  const values = new Float64Array(size);
  solver.eigen(values);
  const index = indexOf(kernel, values);
  const sign: DenseMatrix = { size, re: new Float64Array(size ** 2), im: new Float64Array(size ** 2) };
  // 1 − 2 Σ v v† over the rarer sign is the cheaper sum.
  const rare = index > 0 ? 1 : -1;
  for (let i = 0; i < size; i++) sign.re[i * size + i] = -rare;
  for (let k = 0; k < size; k++) {
    if (Math.sign(values[k]) !== rare) continue;
    const [re, im] = [vectors.re, vectors.im].map(part => part.subarray(k * stride, k * stride + size));
    addProjector(sign, re, im, 2 * rare);
  }
  const cosinesOf = (chirality: Chirality) => blockValues(sign, kernel, chirality);
  return {
    rho: kernel.rho,
    kernelValues: values.map(value => value * kernel.unit).sort(),
    index,
    sign,
    cosines: { plus: cosinesOf(1), minus: cosinesOf(-1) },
  };
}

/** n₊ and n₋: exact zero modes by chirality. */
export function zeroModes({ cosines }: DenseOverlap): { readonly plus: number; readonly minus: number } {
  const count = (values: Float64Array) => values.filter(a => a < -1 + chiralMargin).length;
  return { plus: count(cosines.plus), minus: count(cosines.minus) };
}

/** All eigenvalues of D₀ as [re, im]; pairs λ, λ* after each other. */
export function overlapSpectrum({ rho, cosines }: DenseOverlap): [number, number][] {
  const chiral = [...cosines.plus, ...cosines.minus].filter(a => Math.abs(a) > 1 - chiralMargin);
  const pairs = [...cosines.plus].filter(a => Math.abs(a) <= 1 - chiralMargin);
  return [
    ...chiral.map((a): [number, number] => [a < 0 ? 0 : 2 * rho, 0]),
    ...pairs.flatMap((a): [number, number][] => {
      const [re, im] = [rho * (1 + a), rho * Math.sqrt((1 - a) * (1 + a))];
      return [
        [re, im],
        [re, -im],
      ];
    }),
  ];
}

/**
 * ln det D of one flavour; the determinant is positive.
 *
 * @throws if the mass is 0 and there are zero modes, or it is not from 0 to below 2ρ
 */
export function overlapLogDeterminant(dense: DenseOverlap, mass: number): number {
  const { rho, cosines } = dense;
  if (!(mass >= 0 && mass < 2 * rho)) {
    throw new Error(`The mass of overlap quarks lies from 0 to below 2 rho = ${2 * rho}; found ${mass}.`);
  }
  const { plus, minus } = zeroModes(dense);
  if (mass === 0 && plus + minus > 0) {
    throw new Error(`Massless overlap quarks have the determinant 0 here: ${plus + minus} zero modes. Give a mass.`);
  }
  const slope = (1 - mass ** 2 / (4 * rho ** 2)) * 2 * rho ** 2;
  const total = (values: Float64Array, zeros: number) =>
    [...values].reduce((sum, a, k) => sum + Math.log((k < zeros ? 0 : slope * (1 + a)) + mass ** 2), 0);
  return (total(cosines.plus, plus) + total(cosines.minus, minus)) / 2;
}

function indexOf(kernel: OverlapKernel, values: Float64Array): number {
  const closest = values.reduce((least, value) => Math.min(least, Math.abs(value)), Infinity);
  if (closest < smallestValue * kernel.bound) {
    throw new Error(
      `The overlap kernel with rho = ${kernel.rho} has an eigenvalue of size ${(closest * kernel.unit).toExponential(2)}: its ` +
        'sign is not defined there. Change rho a little, or take another configuration.',
    );
  }
  return values.reduce((sum, value) => sum - Math.sign(value), 0) / 2;
}

/** h as a matrix. */
function solverOf(kernel: OverlapKernel) {
  const { wilson } = kernel;
  const [unit, image]: [Field, Field] = [wilson.scratch('dense overlap: unit'), wilson.scratch('dense overlap: image')];
  const size = (unit.sites.length * unit.components) / 2;
  if (size > largestDenseOverlap) {
    throw new Error(
      `The overlap kernel on ${wilson.lattice.name} is a matrix of ${size} complex rows; at most ${largestDenseOverlap} are ` +
        'written out. Use a smaller lattice, or low modes.',
    );
  }
  return denseHermitian({ from: unit, to: image, apply: kernel.bind(unit, image) });
}

/** matrix += factor v v† */
function addProjector({ size, re, im }: DenseMatrix, vRe: Float64Array, vIm: Float64Array, factor: number): void {
  for (let i = 0; i < size; i++) {
    const [a, b] = [factor * vRe[i], factor * vIm[i]];
    const row = i * size;
    for (let j = 0; j < size; j++) {
      re[row + j] += a * vRe[j] + b * vIm[j];
      im[row + j] += b * vRe[j] - a * vIm[j];
    }
  }
}

/** Eigenvalues of ± P± ε P± on the components of this chirality. */
function blockValues(sign: DenseMatrix, kernel: OverlapKernel, chirality: Chirality): Float64Array {
  const perSite = kernel.squared.components / 2;
  const rows = Array.from({ length: sign.size }, (_, i) => i).filter(
    i => i % perSite < perSite / 2 === (chirality === -1),
  );
  const solver = hermitianSolver(rows.length);
  rows.forEach((row, i) => {
    rows.forEach((column, j) => {
      const at = row * sign.size + column;
      solver.re[j * solver.stride + i] = chirality * sign.re[at];
      solver.im[j * solver.stride + i] = chirality * sign.im[at];
    });
  });
  const values = new Float64Array(rows.length);
  solver.values(values);
  return values;
}
