/**
 * The inner loops in WebAssembly, two reals at a time: real and imaginary parts lie apart, so that no pair is ever taken apart.
 *
 * A column of the lower triangle begins anywhere, pairs begin at even rows. The first pair of column j holds the diagonal, and
 * before it, if j is odd, a row that does not count, so it is masked: the diagonal counts in p_i ← A u and must not count once
 * more in the products with row j.
 */
import type { ValueType, WasmFunction } from '../wasm/encoder.ts';
import { Assembly, type Expression } from './assembly.ts';
import { instantiated, pagesFor, realBytes, withBest } from './instance.ts';
import type { Layout, Planes } from './layout.ts';
import { type Loops, plainLoops } from './loops.ts';

const pairBytes = 2 * realBytes;

/** Real and imaginary part. */
type Pair = readonly [number, number];

function emitUpdateAndMultiply(
  { size, stride, re, im, u, p, v, w, masks }: Layout,
  contraction: boolean,
): WasmFunction {
  const a = new Assembly(['i32'], contraction);
  const locals = (type: ValueType): Pair => [a.local(type), a.local(type)];
  const [j, row, column, end, jBytes, mask] = Array.from({ length: 6 }, () => a.local('i32'));
  const [vj, wj, uj, A, sumReal, sumImaginary, counted] = Array.from({ length: 7 }, () => locals('v128'));
  const k = a.get(0);
  const at = (planes: Planes, part: 0 | 1) => a.load(a.get(row), part === 0 ? planes.re : planes.im);
  const get = (pair: Pair) => [a.get(pair[0]), a.get(pair[1])] as const;

  const splat = (pair: Pair, planes: Planes) => {
    a.set(pair[0], a.splat(a.get(jBytes), planes.re));
    a.set(pair[1], a.splat(a.get(jBytes), planes.im));
  };
  const [vjRe, vjIm] = get(vj);
  const [wjRe, wjIm] = get(wj);
  const [ujRe, ujIm] = get(uj);
  const [aRe, aIm] = get(A);
  const [countedRe, countedIm] = get(counted);

  /** A −= v w_j* + w v_j* */
  const update = () => {
    const chain = (start: Expression, terms: readonly [boolean, Expression, Expression][]) =>
      terms.reduce((sum, [minus, x, y]) => (minus ? a.nmadd(sum, x, y) : a.madd(sum, x, y)), start);
    const cell = a.sum(a.get(column), a.get(row));
    a.set(
      A[0],
      chain(a.load(cell, re), [
        [true, at(v, 0), wjRe],
        [true, at(v, 1), wjIm],
        [true, at(w, 0), vjRe],
        [true, at(w, 1), vjIm],
      ]),
    );
    a.set(
      A[1],
      chain(a.load(cell, im), [
        [true, at(v, 1), wjRe],
        [false, at(v, 0), wjIm],
        [true, at(w, 1), vjRe],
        [false, at(w, 0), vjIm],
      ]),
    );
    a.store(cell, re, aRe);
    a.store(cell, im, aIm);
  };
  /** p_i += A_ij u_j, of the numbers `re`, `im`. */
  const multiply = (xRe: Expression, xIm: Expression) => {
    a.store(a.get(row), p.re, a.nmadd(a.madd(at(p, 0), xRe, ujRe), xIm, ujIm));
    a.store(a.get(row), p.im, a.madd(a.madd(at(p, 1), xRe, ujIm), xIm, ujRe));
  };
  /** Four sums, so that none waits for another: Σ A_ij* u_i. */
  const dot = (xRe: Expression, xIm: Expression) => {
    a.set(sumReal[0], a.madd(a.get(sumReal[0]), xRe, at(u, 0)));
    a.set(sumReal[1], a.madd(a.get(sumReal[1]), xIm, at(u, 1)));
    a.set(sumImaginary[0], a.madd(a.get(sumImaginary[0]), xRe, at(u, 1)));
    a.set(sumImaginary[1], a.madd(a.get(sumImaginary[1]), xIm, at(u, 0)));
  };

  a.set(j, a.sum(k, a.integer(1)));
  a.set(end, a.integer(stride * realBytes));
  a.whileBelow(j, a.integer(size), () => {
    a.set(jBytes, a.product(a.get(j), a.integer(realBytes)));
    a.set(column, a.product(a.get(j), a.integer(stride * realBytes)));
    splat(vj, v);
    splat(wj, w);
    splat(uj, u);
    a.set(row, a.product(a.and(a.get(j), a.integer(-2)), a.integer(realBytes)));
    a.set(mask, a.product(a.and(a.get(j), a.integer(1)), a.integer(2 * pairBytes)));
    update();
    const masked = (place: number) => {
      a.set(counted[0], a.masked(aRe, a.load(a.get(mask), masks + place)));
      a.set(counted[1], a.masked(aIm, a.load(a.get(mask), masks + place)));
    };
    masked(0);
    multiply(countedRe, countedIm);
    masked(2);
    a.set(sumReal[0], a.mul(countedRe, at(u, 0)));
    a.set(sumReal[1], a.mul(countedIm, at(u, 1)));
    a.set(sumImaginary[0], a.mul(countedRe, at(u, 1)));
    a.set(sumImaginary[1], a.mul(countedIm, at(u, 0)));
    const next = () => a.set(row, a.sum(a.get(row), a.integer(pairBytes)));
    next();
    a.whileBelow(row, a.get(end), () => {
      update();
      multiply(aRe, aIm);
      dot(aRe, aIm);
      next();
    });
    a.set(sumReal[0], a.add(...get(sumReal)));
    a.set(sumImaginary[0], a.sub(...get(sumImaginary)));
    a.storeFirst(a.get(jBytes), p.re, a.add(a.splat(a.get(jBytes), p.re), a.folded(sumReal[0])));
    a.storeFirst(a.get(jBytes), p.im, a.add(a.splat(a.get(jBytes), p.im), a.folded(sumImaginary[0])));
    a.set(j, a.sum(a.get(j), a.integer(1)));
  });
  return a.function('updateAndMultiply');
}

/** Columns that keep the row between two rotations in registers. */
const columnsTogether = [8, 2];

function emitRotateRows({ stride, vectors, cosines, sines }: Layout, contraction: boolean): WasmFunction {
  const a = new Assembly(['i32', 'i32'], contraction);
  const [first, last] = [a.get(0), a.get(1)];
  const [column, index, address, left] = Array.from({ length: 4 }, () => a.local('i32'));
  const [c, s, y] = [a.local('v128'), a.local('v128'), a.local('v128')];
  const carried = Array.from({ length: columnsTogether[0] / 2 }, () => a.local('v128'));
  const rowBytes = stride * realBytes;
  const addressOf = (i: Expression) => a.sum(a.product(i, a.integer(rowBytes)), a.get(column));
  a.set(column, a.integer(0));
  for (const columns of columnsTogether) {
    const held = carried.slice(0, columns / 2);
    a.whileBelow(column, a.integer((stride - (stride % columns)) * realBytes), () => {
      a.set(address, addressOf(a.sum(last, a.integer(1))));
      held.forEach((x, n) => {
        a.set(x, a.load(a.get(address), vectors.re + 2 * n));
      });
      a.set(index, a.product(last, a.integer(realBytes)));
      // Rotations still to do, counted upwards to 0.
      a.set(left, a.sum(first, a.product(a.sum(last, a.integer(1)), a.integer(-1))));
      a.whileBelow(left, a.integer(0), () => {
        a.set(c, a.splat(a.get(index), cosines));
        a.set(s, a.splat(a.get(index), sines));
        const below = a.sum(a.get(address), a.integer(-rowBytes));
        held.forEach((x, n) => {
          a.set(y, a.load(below, vectors.re + 2 * n));
          a.store(a.get(address), vectors.re + 2 * n, a.madd(a.mul(a.get(c), a.get(x)), a.get(s), a.get(y)));
          a.set(x, a.nmadd(a.mul(a.get(c), a.get(y)), a.get(s), a.get(x)));
        });
        a.set(address, below);
        a.set(index, a.sum(a.get(index), a.integer(-realBytes)));
        a.set(left, a.sum(a.get(left), a.integer(1)));
      });
      held.forEach((x, n) => {
        a.store(a.get(address), vectors.re + 2 * n, a.get(x));
      });
      a.set(column, a.sum(a.get(column), a.integer(columns * realBytes)));
    });
  }
  return a.function('rotateRows');
}

/** Vectors that share the loads of a reflector. */
const vectorsTogether = [3, 1];

function emitReflectVectors({ size, stride, re, im, vectors }: Layout, contraction: boolean): WasmFunction {
  const a = new Assembly(['i32', 'f64', 'f64'], contraction);
  const [column, begin, row, at, vector] = Array.from({ length: 5 }, () => a.local('i32'));
  const [tauRe, tauIm, vRe, vIm, xRe, xIm] = Array.from({ length: 6 }, () => a.local('v128'));
  const sums = Array.from({ length: vectorsTogether[0] }, (): Pair => [a.local('v128'), a.local('v128')]);
  const g = (local: number) => a.get(local);
  const rowBytes = stride * realBytes;
  a.set(tauRe, a.twice(g(1)));
  a.set(tauIm, a.twice(g(2)));
  a.set(column, a.product(g(0), a.integer(rowBytes)));
  // Above k + 1 the reflector is zero, so that a pair may begin there.
  a.set(begin, a.product(a.and(a.sum(g(0), a.integer(1)), a.integer(-2)), a.integer(realBytes)));
  a.set(vector, a.integer(0));
  for (const together of vectorsTogether) {
    const some = sums.slice(0, together);
    const limit = (size - (size % together)) * rowBytes;
    const overRows = (body: () => void) => {
      a.set(row, g(begin));
      a.set(at, a.sum(g(vector), g(begin)));
      a.whileBelow(row, a.integer(rowBytes), () => {
        a.set(vRe, a.load(a.sum(g(column), g(row)), re));
        a.set(vIm, a.load(a.sum(g(column), g(row)), im));
        body();
        a.set(row, a.sum(g(row), a.integer(pairBytes)));
        a.set(at, a.sum(g(at), a.integer(pairBytes)));
      });
    };
    const loadVector = (n: number) => {
      a.set(xRe, a.load(g(at), vectors.re + n * stride));
      a.set(xIm, a.load(g(at), vectors.im + n * stride));
    };
    a.whileBelow(vector, a.integer(limit), () => {
      for (const [sRe, sIm] of some) for (const s of [sRe, sIm]) a.set(s, a.sub(g(tauRe), g(tauRe)));
      overRows(() => {
        some.forEach(([sRe, sIm], n) => {
          loadVector(n);
          a.set(sRe, a.madd(a.madd(g(sRe), g(vRe), g(xRe)), g(vIm), g(xIm)));
          a.set(sIm, a.nmadd(a.madd(g(sIm), g(vRe), g(xIm)), g(vIm), g(xRe)));
        });
      });
      for (const [sRe, sIm] of some) {
        a.set(sRe, a.folded(sRe));
        a.set(sIm, a.folded(sIm));
        // τ s
        a.set(xRe, a.nmadd(a.mul(g(tauRe), g(sRe)), g(tauIm), g(sIm)));
        a.set(sIm, a.madd(a.mul(g(tauRe), g(sIm)), g(tauIm), g(sRe)));
        a.set(sRe, g(xRe));
      }
      overRows(() => {
        some.forEach(([tRe, tIm], n) => {
          loadVector(n);
          a.store(g(at), vectors.re + n * stride, a.madd(a.nmadd(g(xRe), g(vRe), g(tRe)), g(vIm), g(tIm)));
          a.store(g(at), vectors.im + n * stride, a.nmadd(a.nmadd(g(xIm), g(vRe), g(tIm)), g(vIm), g(tRe)));
        });
      });
      a.set(vector, a.sum(g(vector), a.integer(together * rowBytes)));
    });
  }
  return a.function('reflectVectors');
}

/** @param contraction multiply-adds that round once: relaxed SIMD. @throws if the engine has no such instructions */
export function simdLoops(layout: Layout, contraction: boolean): Loops {
  const pages = pagesFor(layout.length);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const reals = new Float64Array(memory.buffer, 0, layout.length);
  const words = new BigInt64Array(memory.buffer, layout.masks * realBytes, 8);
  words.set([-1n, -1n, 0n, -1n, 0n, -1n, 0n, 0n]);
  const { size } = layout;
  const nothing = [[size], [0, -1], [size - 1, 0, 0]];
  const functions = [emitUpdateAndMultiply, emitRotateRows, emitReflectVectors].map(emit => emit(layout, contraction));
  const [updateAndMultiply, rotateRows, reflectVectors] = instantiated(memory, functions, (run, k) =>
    run(...nothing[k]),
  );
  const name = `WebAssembly${contraction ? ', fused multiply-add' : ''}`;
  return { name, memory: reals, updateAndMultiply, rotateRows, reflectVectors };
}

/** The fastest that this engine can run. */
export const bestLoops = (layout: Layout): Loops =>
  withBest(
    contraction => simdLoops(layout, contraction),
    () => plainLoops(layout),
  );
