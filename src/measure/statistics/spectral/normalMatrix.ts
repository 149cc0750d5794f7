/**
 * Vᵀ w V + diag, and the solution of its equations, in memory that is used again: an interior-point method asks for it some
 * forty times. Rows and columns are scaled to a unit diagonal before the Cholesky factor is taken.
 */

/** A pivot below this is rounding. */
const smallestPivot = 1e-14;

export class NormalMatrix {
  private readonly size: number;
  private readonly length: number;
  private readonly V: Float64Array;
  private readonly weighted: Float64Array;
  private readonly lower: Float64Array;
  private readonly scale: Float64Array;

  constructor(basis: readonly Float64Array[]) {
    this.size = basis.length;
    this.length = basis[0].length;
    this.V = new Float64Array(this.size * this.length);
    basis.forEach((column, l) => {
      this.V.set(column, l * this.length);
    });
    this.weighted = new Float64Array(this.length);
    this.lower = new Float64Array(this.size ** 2);
    this.scale = new Float64Array(this.size);
  }

  /** Σ_j V_lj w_j V_kj + δ_lk diagonal_l as L Lᵀ; false where it is singular up to rounding. */
  factor(w: Float64Array, diagonal: Float64Array): boolean {
    const { length: N, lower, scale, size: L, V, weighted } = this;
    for (let l = 0; l < L; l++) {
      for (let j = 0; j < N; j++) weighted[j] = V[l * N + j] * w[j];
      let k = 0;
      for (; k + 3 <= l; k += 4) {
        let [a, b, c, d] = [0, 0, 0, 0];
        const at = k * N;
        for (let j = 0; j < N; j++) {
          const x = weighted[j];
          a += x * V[at + j];
          b += x * V[at + N + j];
          c += x * V[at + 2 * N + j];
          d += x * V[at + 3 * N + j];
        }
        lower[l * L + k] = a;
        lower[l * L + k + 1] = b;
        lower[l * L + k + 2] = c;
        lower[l * L + k + 3] = d;
      }
      for (; k <= l; k++) {
        let a = 0;
        for (let j = 0; j < N; j++) a += weighted[j] * V[k * N + j];
        lower[l * L + k] = a;
      }
      lower[l * L + l] += diagonal[l];
      scale[l] = 1 / Math.sqrt(lower[l * L + l]);
    }
    for (let l = 0; l < L; l++) {
      for (let k = 0; k <= l; k++) {
        let value = lower[l * L + k] * scale[l] * scale[k];
        for (let i = 0; i < k; i++) value -= lower[l * L + i] * lower[k * L + i];
        if (k < l) lower[l * L + k] = value / lower[k * L + k];
        else if (value > smallestPivot) lower[l * L + l] = Math.sqrt(value);
        else return false;
      }
    }
    return true;
  }

  /** x of (L Lᵀ) x = b. */
  solve(b: ArrayLike<number>): Float64Array {
    const { lower, scale, size: L } = this;
    const x = Float64Array.from(b, (value, l) => value * scale[l]);
    for (let l = 0; l < L; l++) {
      let value = x[l];
      for (let k = 0; k < l; k++) value -= lower[l * L + k] * x[k];
      x[l] = value / lower[l * L + l];
    }
    for (let l = L - 1; l >= 0; l--) {
      const value = x[l] / lower[l * L + l];
      x[l] = value;
      for (let k = 0; k < l; k++) x[k] -= lower[l * L + k] * value;
    }
    return x.map((value, l) => value * scale[l]);
  }
}
