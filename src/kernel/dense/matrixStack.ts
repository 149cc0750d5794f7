/**
 * Many complex matrices of one size that change together by two columns and two rows,
 *   G ← G + G[:, i…i+1] M G[i…i+1, :],
 * each by its own 2 × 2 matrix M: what inverses do when a 2 × 2 block on the diagonal of their matrices changes.
 */
import type { WasmFunction } from '../wasm/encoder.ts';
import { Assembly, type Expression } from './assembly.ts';
import { instantiated, pagesFor, realBytes, withBest } from './instance.ts';

export interface MatrixStack {
  readonly size: number;
  readonly count: number;
  /** Reals from one row to the next. */
  readonly stride: number;
  /** Matrix k, row after row. */
  readonly matrices: readonly { readonly re: Float64Array; readonly im: Float64Array }[];
  /** Element (a, b) of M of matrix k: its real part is `M[8 k + 4 a + 2 b]`, the imaginary part follows. */
  update(i: number, M: Float64Array): void;
}

interface StackLayout {
  readonly size: number;
  readonly stride: number;
  readonly count: number;
  /** Matrix k begins at k `matrix`: real parts, then imaginary ones `plane` further. */
  readonly matrix: number;
  readonly plane: number;
  /** The rows i and i + 1 before the change: real and imaginary parts of the first, of the second. */
  readonly rows: number;
  /** M of the matrix that is changed. */
  readonly factors: number;
  readonly length: number;
}

/** Changes the matrix that begins at this byte, with rows and factors in place; `column` is the byte of column i in a row. */
type Change = (matrixByte: number, columnByte: number) => void;

function layoutOf(size: number, count: number): StackLayout {
  const stride = size + (size % 2);
  const plane = size * stride;
  const rows = 2 * plane * count;
  const factors = rows + 4 * stride;
  return { size, stride, count, matrix: 2 * plane, plane, rows, factors, length: factors + 8 };
}

/** @throws if the size is not even */
export function matrixStack(size: number, count: number): MatrixStack {
  if (size % 2 !== 0) throw new Error(`Matrices that change by pairs of rows have an even size; found ${size}.`);
  const layout = layoutOf(size, count);
  const { stride, plane, matrix, rows, factors } = layout;
  const { memory, change } = withBest(
    contraction => simd(layout, contraction),
    () => plain(layout),
  );
  const view = (begin: number, length: number) => memory.subarray(begin, begin + length);
  const matrices = Array.from({ length: count }, (_, k) => ({
    re: view(k * matrix, plane),
    im: view(k * matrix + plane, plane),
  }));
  return {
    size,
    count,
    stride,
    matrices,
    update(i, M) {
      for (let k = 0; k < count; k++) {
        const { re, im } = matrices[k];
        for (const [n, row] of [i, i + 1].entries()) {
          memory.set(re.subarray(row * stride, (row + 1) * stride), rows + 2 * n * stride);
          memory.set(im.subarray(row * stride, (row + 1) * stride), rows + (2 * n + 1) * stride);
        }
        memory.set(M.subarray(8 * k, 8 * k + 8), factors);
        change(k * matrix * realBytes, i * realBytes);
      }
    },
  };
}

function plain({ size, stride, plane, rows, factors, length }: StackLayout): { memory: Float64Array; change: Change } {
  const m = new Float64Array(length);
  return {
    memory: m,
    change(matrixByte, columnByte) {
      const [begin, column] = [matrixByte / realBytes, columnByte / realBytes];
      for (let row = 0; row < size; row++) {
        const at = begin + row * stride;
        const t = [0, 1].map(b => {
          let [re, im] = [0, 0];
          for (const a of [0, 1]) {
            const [cRe, cIm] = [m[at + column + a], m[at + plane + column + a]];
            const [mRe, mIm] = [m[factors + 4 * a + 2 * b], m[factors + 4 * a + 2 * b + 1]];
            re += cRe * mRe - cIm * mIm;
            im += cRe * mIm + cIm * mRe;
          }
          return [re, im];
        });
        for (let j = 0; j < size; j++) {
          for (const b of [0, 1]) {
            const [rRe, rIm] = [m[rows + 2 * b * stride + j], m[rows + (2 * b + 1) * stride + j]];
            m[at + j] += t[b][0] * rRe - t[b][1] * rIm;
            m[at + plane + j] += t[b][0] * rIm + t[b][1] * rRe;
          }
        }
      }
    },
  };
}

function simd(layout: StackLayout, contraction: boolean): { memory: Float64Array; change: Change } {
  const pages = pagesFor(layout.length);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const change = instantiated(memory, [emitChange(layout, contraction)], run => run(0, 0))[0];
  return { memory: new Float64Array(memory.buffer, 0, layout.length), change };
}

function emitChange({ size, stride, plane, rows, factors }: StackLayout, contraction: boolean): WasmFunction {
  const a = new Assembly(['i32', 'i32'], contraction);
  const [row, end, at, j] = Array.from({ length: 4 }, () => a.local('i32'));
  const [re, im, t1Re, t1Im, t2Re, t2Im] = Array.from({ length: 6 }, () => a.local('v128'));
  const g = (local: number) => a.get(local);
  const none = a.integer(0);
  const bytes = (reals: number) => a.integer(reals * realBytes);
  const column = a.sum(g(row), g(1));
  /** Σ_a c_a M_ab, c the elements of this row in the columns i and i + 1. */
  const factor = (b: 0 | 1, real: number, imaginary: number) => {
    const M = (to: 0 | 1, part: 0 | 1) => a.splat(none, factors + 4 * to + 2 * b + part);
    const c = (to: 0 | 1, part: 0 | 1) => a.splat(column, to + part * plane);
    const sum = (start: Expression, minus: boolean, x: Expression, y: Expression) =>
      minus ? a.nmadd(start, x, y) : a.madd(start, x, y);
    a.set(
      real,
      sum(a.madd(a.nmadd(a.mul(c(0, 0), M(0, 0)), c(0, 1), M(0, 1)), c(1, 0), M(1, 0)), true, c(1, 1), M(1, 1)),
    );
    a.set(
      imaginary,
      sum(a.madd(a.madd(a.mul(c(0, 0), M(0, 1)), c(0, 1), M(0, 0)), c(1, 0), M(1, 1)), false, c(1, 1), M(1, 0)),
    );
  };
  a.set(row, g(0));
  a.set(end, a.sum(g(0), bytes(size * stride)));
  a.whileBelow(row, g(end), () => {
    factor(0, t1Re, t1Im);
    factor(1, t2Re, t2Im);
    a.set(at, g(row));
    a.set(j, none);
    a.whileBelow(j, bytes(stride), () => {
      const r = (n: number) => a.load(g(j), rows + n * stride);
      a.set(re, a.nmadd(a.madd(a.load(g(at)), g(t1Re), r(0)), g(t1Im), r(1)));
      a.set(im, a.madd(a.madd(a.load(g(at), plane), g(t1Re), r(1)), g(t1Im), r(0)));
      a.store(g(at), 0, a.nmadd(a.madd(g(re), g(t2Re), r(2)), g(t2Im), r(3)));
      a.store(g(at), plane, a.madd(a.madd(g(im), g(t2Re), r(3)), g(t2Im), r(2)));
      a.set(at, a.sum(g(at), bytes(2)));
      a.set(j, a.sum(g(j), bytes(2)));
    });
    a.set(row, a.sum(g(row), bytes(stride)));
  });
  return a.function('change');
}

export const stackLoops = { plain, simd, layoutOf };
