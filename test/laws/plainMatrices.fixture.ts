/** N × N complex matrices as plain numbers: row by row, re and im alternating. Written for clarity, not for speed. */
export type PlainMatrix = Float64Array;

const sizeOf = (a: PlainMatrix) => Math.sqrt(a.length / 2);

export function identity(size: number): PlainMatrix {
  const one = new Float64Array(2 * size ** 2);
  for (let i = 0; i < size; i++) one[2 * i * (size + 1)] = 1;
  return one;
}

export function product(...factors: readonly PlainMatrix[]): PlainMatrix {
  return factors.reduce(twoFactors);
}

function twoFactors(a: PlainMatrix, b: PlainMatrix): PlainMatrix {
  const n = sizeOf(a);
  const c = new Float64Array(a.length);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) {
        const [p, q] = [2 * (i * n + k), 2 * (k * n + j)];
        c[2 * (i * n + j)] += a[p] * b[q] - a[p + 1] * b[q + 1];
        c[2 * (i * n + j) + 1] += a[p] * b[q + 1] + a[p + 1] * b[q];
      }
    }
  }
  return c;
}

export function dagger(a: PlainMatrix): PlainMatrix {
  const n = sizeOf(a);
  return a.map((_, at) => {
    const [i, j] = [Math.floor(at / 2 / n), Math.floor(at / 2) % n];
    const value = a[2 * (j * n + i) + (at % 2)];
    return at % 2 === 0 ? value : -value;
  });
}

export function sum(...terms: readonly PlainMatrix[]): PlainMatrix {
  return terms.reduce((a, b) => a.map((x, k) => x + b[k]));
}

export function times(factor: number, a: PlainMatrix): PlainMatrix {
  return a.map(x => factor * x);
}

export const difference = (a: PlainMatrix, b: PlainMatrix) => sum(a, times(-1, b));

/** [re, im] */
export function trace(a: PlainMatrix): [number, number] {
  const n = sizeOf(a);
  const at = (part: number) => Array.from({ length: n }, (_, i) => a[2 * i * (n + 1) + part]);
  return [0, 1].map(part => at(part).reduce((x, y) => x + y)) as [number, number];
}

/** [re, im], by expansion along the first row. */
export function determinant(a: PlainMatrix): [number, number] {
  const n = sizeOf(a);
  if (n === 1) return [a[0], a[1]];
  let total: [number, number] = [0, 0];
  for (let j = 0; j < n; j++) {
    const minor = a.filter((_, at) => at >= 2 * n && Math.floor(at / 2) % n !== j);
    const [re, im] = determinant(minor);
    const [x, y] = [a[2 * j], a[2 * j + 1]];
    const sign = j % 2 === 0 ? 1 : -1;
    total = [total[0] + sign * (x * re - y * im), total[1] + sign * (x * im + y * re)];
  }
  return total;
}

/** TA(X) = (X − X†)/2 − trace part; for one colour i Im X. */
export function antihermitianTraceless(x: PlainMatrix): PlainMatrix {
  const n = sizeOf(x);
  const half = times(0.5, difference(x, dagger(x)));
  if (n === 1) return half;
  const [, im] = trace(half);
  return half.map((value, at) => (at % (2 * (n + 1)) === 1 ? value - im / n : value));
}

/** exp(X) by its power series: for |X| of a few. */
export function exponential(x: PlainMatrix): PlainMatrix {
  let term = identity(sizeOf(x));
  let total = term;
  for (let k = 1; k <= 60; k++) {
    term = times(1 / k, product(term, x));
    total = sum(total, term);
  }
  return total;
}

/** The integral over s from 0 to 1 of exp((1−s) X) Y exp(s X) = exp(X) Σ_k (−ad_X)^k Y / (k+1)!. */
export function exponentialAdjoint(x: PlainMatrix, y: PlainMatrix): PlainMatrix {
  let term = y;
  let total = y;
  for (let k = 1; k <= 60; k++) {
    term = times(1 / (k + 1), difference(product(term, x), product(x, term)));
    total = sum(total, term);
  }
  return product(exponential(x), total);
}

export const largest = (a: Iterable<number>) => {
  let most = 0;
  for (const x of a) most = Number.isNaN(x) ? Number.POSITIVE_INFINITY : Math.max(most, Math.abs(x));
  return most;
};
