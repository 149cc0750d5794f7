/**
 * Linear regression that learns row by row: min_w Σ_n (y_n − Σ_k w_k K_nk)². Rows are rotated into the triangular factor
 * R of K = Q R (Givens), together with Qᵀ y; so the condition of the normal equations, which squares that of K, is never met,
 * and old rows need not be kept.
 *
 * Reference: G. H. Golub and C. F. Van Loan, Matrix Computations, ch. 5.
 */
import { hypotenuse } from '../../kernel/index.ts';
export class LeastSquares {
  readonly size: number;
  /** Rows of (R, Qᵀ y), the upper triangle. */
  private readonly triangle: Float64Array;
  private count = 0;

  constructor(size: number) {
    this.size = size;
    this.triangle = new Float64Array(size * (size + 1));
  }

  /** Rows so far. */
  get rows(): number {
    return this.count;
  }

  /** Adds the row K_n with its y_n. */
  add(row: ArrayLike<number>, y: number): void {
    const { size, triangle } = this;
    const width = size + 1;
    const rest = Float64Array.from({ length: width }, (_, k) => (k < size ? row[k] : y));
    for (let k = 0; k < size; k++) {
      if (rest[k] === 0) continue;
      const diagonal = triangle[k * width + k];
      const length = hypotenuse(diagonal, rest[k]);
      const [c, s] = [diagonal / length, rest[k] / length];
      for (let j = k; j < width; j++) {
        const [above, below] = [triangle[k * width + j], rest[j]];
        triangle[k * width + j] = c * above + s * below;
        rest[j] = c * below - s * above;
      }
    }
    this.count++;
  }

  /** w, or undefined where the rows do not determine it. */
  solution(): Float64Array | undefined {
    const { size, triangle } = this;
    const width = size + 1;
    const w = new Float64Array(size);
    for (let k = size - 1; k >= 0; k--) {
      const column = hypotenuse(...Array.from({ length: k + 1 }, (_, i) => triangle[i * width + k]));
      const diagonal = triangle[k * width + k];
      // A column that depends on those before it leaves rounding on the diagonal.
      if (!(Math.abs(diagonal) > size * Number.EPSILON * column)) return undefined;
      let right = triangle[k * width + size];
      for (let j = k + 1; j < size; j++) right -= triangle[k * width + j] * w[j];
      w[k] = right / diagonal;
    }
    return w;
  }

  /** All that later solutions depend on; a copy. */
  state(): Float64Array {
    return Float64Array.of(this.count, ...this.triangle);
  }

  /** @throws if it is the state of a regression of another size */
  restore(state: Float64Array): void {
    if (state.length !== this.triangle.length + 1) {
      throw new Error(
        `The state of a regression with ${this.size} weights has ${this.triangle.length + 1} numbers; found ${state.length}.`,
      );
    }
    this.count = state[0];
    this.triangle.set(state.subarray(1));
  }
}
