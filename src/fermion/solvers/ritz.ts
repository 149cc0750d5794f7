/**
 * The extreme Ritz values of a run of conjugate gradients: the eigenvalues of the Lanczos matrix T that its coefficients
 * make,
 *   T_kk = 1/α_k + β_{k−1}/α_{k−1},   T_{k,k+1} = √(β_k)/α_k.
 * They never leave the spectrum of the operator, and converge to its ends from inside.
 *
 * Reference: G. H. Golub and C. F. Van Loan, Matrix Computations, 10.2.5 (Lanczos and conjugate gradients), 8.4
 * (bisection with Sturm sequences).
 */

const bisections = 45;

/** The largest Ritz value after these steps; 0 if there were none. */
export function largestRitzValue(alphas: readonly number[], betas: readonly number[]): number {
  const matrix = lanczosMatrix(alphas, betas);
  if (alphas.length === 0) return 0;
  return bisected(matrix, Math.max(...matrix.diagonal), gershgorin(matrix), (pivot: number) => pivot > 0);
}

/** The smallest Ritz value after these steps; 0 if there were none. It never lies below the smallest eigenvalue. */
export function smallestRitzValue(alphas: readonly number[], betas: readonly number[]): number {
  const matrix = lanczosMatrix(alphas, betas);
  if (alphas.length === 0) return 0;
  return bisected(matrix, Math.min(...matrix.diagonal), 0, (pivot: number) => pivot < 0);
}

interface Tridiagonal {
  readonly diagonal: readonly number[];
  /** Squares of the elements beside the diagonal. */
  readonly square: readonly number[];
}

function lanczosMatrix(alphas: readonly number[], betas: readonly number[]): Tridiagonal {
  return {
    diagonal: alphas.map((alpha, k) => 1 / alpha + (k > 0 ? betas[k - 1] / alphas[k - 1] : 0)),
    square: alphas.slice(0, -1).map((alpha, k) => betas[k] / alpha ** 2),
  };
}

/** An upper bound on the eigenvalues. */
function gershgorin({ diagonal, square }: Tridiagonal): number {
  return Math.max(...diagonal.map((d, k) => d + Math.sqrt(square[k - 1] ?? 0) + Math.sqrt(square[k] ?? 0)));
}

/**
 * The extreme eigenvalue between `inside`, where the triangular factorisation of T − x has a pivot of this sign, and
 * `outside`, where it has none: by Sylvester's law there is an eigenvalue beyond x as long as it has.
 */
function bisected(matrix: Tridiagonal, inside: number, outside: number, sign: (pivot: number) => boolean): number {
  let [near, far] = [inside, outside];
  for (let step = 0; step < bisections && near !== far; step++) {
    const middle = (near + far) / 2;
    if (hasPivot(matrix, middle, sign)) near = middle;
    else far = middle;
  }
  return near;
}

function hasPivot({ diagonal, square }: Tridiagonal, x: number, sign: (pivot: number) => boolean): boolean {
  let pivot = -Infinity;
  return diagonal.some((d, k) => {
    pivot = d - x - (k > 0 ? square[k - 1] / pivot : 0);
    return sign(pivot);
  });
}
