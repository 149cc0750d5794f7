/** The inner loops of the Hermitian eigenvalue problem, in which its time is spent: here as the reference, in JavaScript. */
import type { Layout } from './layout.ts';

export interface Loops {
  readonly name: string;
  /** In which `Layout` counts. */
  readonly memory: Float64Array;
  /**
   * Makes the change A ← A − v w† − w v† that is due in the columns j > k, at and below the diagonal, and p ← A u with the
   * new A; p is zero before. One pass over the matrix instead of two.
   */
  updateAndMultiply(k: number): void;
  /** Rows i + 1 and i of the vectors ← the rotation number i of both, for i = last, last − 1 … first; real parts only. */
  rotateRows(first: number, last: number): void;
  /** Every vector X ← (1 − τ v v†) X with the reflector v in column k, from k + 1 on. */
  reflectVectors(k: number, tauRe: number, tauIm: number): void;
}

export function plainLoops(layout: Layout): Loops {
  const { size, stride, re, im, u, p, v, w, vectors, cosines, sines } = layout;
  const m = new Float64Array(layout.length);
  return {
    name: 'JavaScript',
    memory: m,
    updateAndMultiply(k) {
      for (let j = k + 1; j < size; j++) {
        const [vjRe, vjIm, wjRe, wjIm] = [m[v.re + j], m[v.im + j], m[w.re + j], m[w.im + j]];
        const [ujRe, ujIm] = [m[u.re + j], m[u.im + j]];
        const column = j * stride;
        m[re + column + j] -= 2 * (vjRe * wjRe + vjIm * wjIm);
        const diagonal = m[re + column + j];
        let [sumRe, sumIm] = [diagonal * ujRe, diagonal * ujIm];
        for (let i = j + 1; i < size; i++) {
          const [viRe, viIm, wiRe, wiIm] = [m[v.re + i], m[v.im + i], m[w.re + i], m[w.im + i]];
          const aRe = m[re + column + i] - viRe * wjRe - viIm * wjIm - wiRe * vjRe - wiIm * vjIm;
          const aIm = m[im + column + i] - viIm * wjRe + viRe * wjIm - wiIm * vjRe + wiRe * vjIm;
          m[re + column + i] = aRe;
          m[im + column + i] = aIm;
          m[p.re + i] += aRe * ujRe - aIm * ujIm;
          m[p.im + i] += aRe * ujIm + aIm * ujRe;
          sumRe += aRe * m[u.re + i] + aIm * m[u.im + i];
          sumIm += aRe * m[u.im + i] - aIm * m[u.re + i];
        }
        m[p.re + j] += sumRe;
        m[p.im + j] += sumIm;
      }
    },
    rotateRows(first, last) {
      for (let i = last; i >= first; i--) {
        const [c, s] = [m[cosines + i], m[sines + i]];
        const [lower, upper] = [vectors.re + i * stride, vectors.re + (i + 1) * stride];
        for (let k = 0; k < size; k++) {
          const f = m[upper + k];
          m[upper + k] = s * m[lower + k] + c * f;
          m[lower + k] = c * m[lower + k] - s * f;
        }
      }
    },
    reflectVectors(k, tauRe, tauIm) {
      const [vRe, vIm] = [re + k * stride, im + k * stride];
      for (let row = 0; row < size; row++) {
        const [xRe, xIm] = [vectors.re + row * stride, vectors.im + row * stride];
        let [sRe, sIm] = [0, 0];
        for (let i = k + 1; i < size; i++) {
          sRe += m[vRe + i] * m[xRe + i] + m[vIm + i] * m[xIm + i];
          sIm += m[vRe + i] * m[xIm + i] - m[vIm + i] * m[xRe + i];
        }
        const [tRe, tIm] = [tauRe * sRe - tauIm * sIm, tauRe * sIm + tauIm * sRe];
        for (let i = k + 1; i < size; i++) {
          m[xRe + i] -= m[vRe + i] * tRe - m[vIm + i] * tIm;
          m[xIm + i] -= m[vRe + i] * tIm + m[vIm + i] * tRe;
        }
      }
    },
  };
}
