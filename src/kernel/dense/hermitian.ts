/**
 * All eigenvalues of a complex Hermitian matrix, and the eigenvectors if wanted: reflectors make it tridiagonal and real,
 * A = Q T Q†, QL steps make that diagonal.
 *
 * Step k takes the reflector H = 1 − τ v v† that maps column k below the diagonal to its first element, and
 *   A ← H† A H = A − v w† − w v†,   w = p − ½ τ (p†v) v,   p = τ A v.
 * The change waits until the next reflector is known and is made in the same pass as its product with A.
 *
 * Reference: G. H. Golub and C. F. Van Loan, Matrix Computations, 8.3.1; the order of the loops is ours.
 */
import { type Layout, layoutOf } from './layout.ts';
import type { Loops } from './loops.ts';
import { bestLoops } from './simdLoops.ts';
import { tridiagonalValues, tridiagonalVectors } from './tridiagonal.ts';

export interface HermitianSolver {
  readonly name: string;
  readonly size: number;
  /** Reals from one column of the matrix, or from one eigenvector, to the next. */
  readonly stride: number;
  /**
   * The matrix, column after column, real and imaginary parts apart: element (i, j) is `re[j stride + i]` + i `im[j stride + i]`.
   * It has to be filled in before every call; elements above the diagonal are not read.
   */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** The eigenvalues, ascending. Uses up the matrix. */
  values(out: Float64Array): void;
  /** The eigenvalues in any order; eigenvector k of unit length is row k of `vectors`. Uses up the matrix. */
  eigen(out: Float64Array): void;
  readonly vectors: { readonly re: Float64Array; readonly im: Float64Array };
}

/** @param loops where the time is spent: `bestLoops`, or another choice. @throws if the size is not a whole number above 0 */
export function hermitianSolver(size: number, loops: (layout: Layout) => Loops = bestLoops): HermitianSolver {
  if (!Number.isInteger(size) || size < 1) throw new Error(`A matrix has 1 row or more; found ${size}.`);
  const layout = layoutOf(size);
  const { stride } = layout;
  const work = loops(layout);
  const { memory } = work;
  const view = (begin: number, length: number) => memory.subarray(begin, begin + length);
  const [re, im] = [view(layout.re, size * stride), view(layout.im, size * stride)];
  const [uRe, uIm] = [view(layout.u.re, stride), view(layout.u.im, stride)];
  const [pRe, pIm] = [view(layout.p.re, stride), view(layout.p.im, stride)];
  const [vRe, vIm] = [view(layout.v.re, stride), view(layout.v.im, stride)];
  const [wRe, wIm] = [view(layout.w.re, stride), view(layout.w.im, stride)];
  const vectors = { re: view(layout.vectors.re, size * stride), im: view(layout.vectors.im, size * stride) };
  const [cosines, sines] = [view(layout.cosines, stride), view(layout.sines, stride)];
  const [tauRe, tauIm] = [new Float64Array(size), new Float64Array(size)];
  const e = new Float64Array(size);

  /** The change that is due, in column k alone, at and below the diagonal. */
  const updateColumn = (k: number) => {
    const column = k * stride;
    re[column + k] -= 2 * (vRe[k] * wRe[k] + vIm[k] * wIm[k]);
    for (let i = k + 1; i < size; i++) {
      re[column + i] -= vRe[i] * wRe[k] + vIm[i] * wIm[k] + wRe[i] * vRe[k] + wIm[i] * vIm[k];
      im[column + i] -= vIm[i] * wRe[k] - vRe[i] * wIm[k] + wIm[i] * vRe[k] - wRe[i] * vIm[k];
    }
  };

  /** Leaves the reflector in u and in column k, where it is zero above; returns what is left of the column, real. */
  const reflector = (k: number): number => {
    const column = k * stride;
    const [alphaRe, alphaIm] = [re[column + k + 1], im[column + k + 1]];
    let rest = 0;
    for (let i = k + 2; i < size; i++) rest += re[column + i] ** 2 + im[column + i] ** 2;
    const norm = Math.sqrt(alphaRe ** 2 + alphaIm ** 2 + rest);
    const trivial = rest === 0 && alphaIm === 0;
    const beta = trivial ? alphaRe : alphaRe > 0 ? -norm : norm;
    tauRe[k] = trivial ? 0 : (beta - alphaRe) / beta;
    tauIm[k] = trivial ? 0 : -alphaIm / beta;
    // Divided by α − β.
    const scale = trivial ? 0 : 1 / ((alphaRe - beta) ** 2 + alphaIm ** 2);
    const [cRe, cIm] = [(alphaRe - beta) * scale, -alphaIm * scale];
    for (const part of [uRe, uIm]) part.fill(0, 0, k + 1);
    uRe[k + 1] = 1;
    uIm[k + 1] = 0;
    for (let i = k + 2; i < size; i++) {
      const [xRe, xIm] = [re[column + i], im[column + i]];
      uRe[i] = xRe * cRe - xIm * cIm;
      uIm[i] = xRe * cIm + xIm * cRe;
    }
    re.set(uRe, column);
    im.set(uIm, column);
    return beta;
  };

  /** v ← u; w from p = A u. */
  const nextChange = (k: number) => {
    const [tRe, tIm] = [tauRe[k], tauIm[k]];
    let [dotRe, dotIm] = [0, 0];
    for (let i = k + 1; i < size; i++) {
      const [xRe, xIm] = [tRe * pRe[i] - tIm * pIm[i], tRe * pIm[i] + tIm * pRe[i]];
      wRe[i] = xRe;
      wIm[i] = xIm;
      dotRe += xRe * uRe[i] + xIm * uIm[i];
      dotIm += xRe * uIm[i] - xIm * uRe[i];
    }
    const [aRe, aIm] = [-0.5 * (tRe * dotRe - tIm * dotIm), -0.5 * (tRe * dotIm + tIm * dotRe)];
    for (let i = k + 1; i < size; i++) {
      wRe[i] += aRe * uRe[i] - aIm * uIm[i];
      wIm[i] += aRe * uIm[i] + aIm * uRe[i];
      vRe[i] = uRe[i];
      vIm[i] = uIm[i];
    }
  };

  const tridiagonalise = (d: Float64Array) => {
    for (const part of [vRe, vIm, wRe, wIm]) part.fill(0);
    for (let k = 0; k < size; k++) {
      updateColumn(k);
      d[k] = re[k * stride + k];
      if (k === size - 1) return;
      e[k] = reflector(k);
      pRe.fill(0);
      pIm.fill(0);
      work.updateAndMultiply(k);
      nextChange(k);
    }
  };

  const requireRoom = (out: Float64Array) => {
    if (out.length !== size) throw new Error(`There are ${size} eigenvalues; found room for ${out.length}.`);
  };

  return {
    name: work.name,
    size,
    stride,
    re,
    im,
    vectors,
    values(out) {
      requireRoom(out);
      tridiagonalise(out);
      tridiagonalValues(out, e);
    },
    eigen(out) {
      requireRoom(out);
      tridiagonalise(out);
      vectors.re.fill(0);
      vectors.im.fill(0);
      for (let k = 0; k < size; k++) vectors.re[k * stride + k] = 1;
      tridiagonalVectors(out, e, { cosines, sines, apply: work.rotateRows });
      for (let k = size - 2; k >= 0; k--) work.reflectVectors(k, tauRe[k], tauIm[k]);
    },
  };
}
