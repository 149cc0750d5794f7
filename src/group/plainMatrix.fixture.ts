/** Complex matrices of plain numbers, slow and obvious: what tests of groups compare with. */

export interface Plain {
  readonly re: number;
  readonly im: number;
}
export type PlainMatrix = readonly (readonly Plain[])[];

export const complex = (re: number, im = 0): Plain => ({ re, im });
const plus = (a: Plain, b: Plain): Plain => complex(a.re + b.re, a.im + b.im);
const times = (a: Plain, b: Plain): Plain => complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
const map = (a: PlainMatrix, f: (z: Plain, i: number, j: number) => Plain): PlainMatrix =>
  a.map((row, i) => row.map((z, j) => f(z, i, j)));

export const identity = (size: number): PlainMatrix =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => complex(i === j ? 1 : 0)));
export const sum = (a: PlainMatrix, b: PlainMatrix): PlainMatrix => map(a, (z, i, j) => plus(z, b[i][j]));
export const scaled = (a: PlainMatrix, s: Plain): PlainMatrix => map(a, z => times(z, s));
export const dagger = (a: PlainMatrix): PlainMatrix => map(a, (_, i, j) => complex(a[j][i].re, -a[j][i].im));
export const product = (a: PlainMatrix, b: PlainMatrix): PlainMatrix =>
  map(a, (_, i, j) => a[i].map((z, k) => times(z, b[k][j])).reduce(plus));
export const trace = (a: PlainMatrix): Plain => a.map((row, i) => row[i]).reduce(plus);

export function determinant(a: PlainMatrix): Plain {
  if (a.length === 1) return a[0][0];
  return a[0]
    .map((z, j) => {
      const minor = a.slice(1).map(row => row.filter((_, k) => k !== j));
      return times(complex(j % 2 === 0 ? 1 : -1), times(z, determinant(minor)));
    })
    .reduce(plus);
}

/** The largest |a_ij − b_ij|, infinite if one is not a number. */
export function distance(a: PlainMatrix, b: PlainMatrix): number {
  const entries = a.flatMap((row, i) => row.map((z, j) => Math.hypot(z.re - b[i][j].re, z.im - b[i][j].im)));
  return entries.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...entries);
}

/** exp X by Taylor's series of X / 2^s with norm below one, squared s times: errs by about 2^s ε. */
export function exponential(x: PlainMatrix): PlainMatrix {
  const norm = Math.sqrt(Math.abs(trace(product(x, dagger(x))).re));
  const squarings = Math.max(0, Math.ceil(Math.log2(norm || 1)));
  const small = scaled(x, complex(0.5 ** squarings));
  let result = identity(x.length);
  for (let n = 25; n >= 1; n--) result = sum(identity(x.length), scaled(product(small, result), complex(1 / n)));
  for (let s = 0; s < squarings; s++) result = product(result, result);
  return result;
}
