/**
 * The subgroups through which a group element is moved: U(1) itself, SU(2) itself, or for SU(N ≥ 3) the SU(2)s that mix two
 * rows i < j, all pairs in turn, which together reach all of SU(N).
 *
 * Multiplied from the left by an element g of the subgroup, a matrix W becomes g W, and Re tr g W depends on g through
 *   Re tr g W = s (g w)₀ + what g does not change,   s = 1 (U(1)) or 2 (SU(2)),
 * where w is W (U(1)) or the part of its 2 × 2 block that is a real multiple of an SU(2) matrix, and (…)₀ the real part
 * (U(1)) or half the trace (SU(2)). With a = s|w| and V = w/|w| it is a (g V)₀.
 *
 * Reference: N. Cabibbo and E. Marinari, Phys. Lett. B 119, 387 (1982).
 */
import type { Real, Truth } from '../kernel/index.ts';
import { Complex } from './complex.ts';
import type { Group } from './group.ts';
import { ComplexMatrix, type Matrix, Quaternion } from './matrix.ts';

/** An element of U(1) or SU(2). */
export type Element = Complex | Quaternion;

/** The real multiple of a subgroup element that W is, as seen by the subgroup. */
export interface Part {
  /** a: the weight of x is exp(a x₀). */
  readonly weight: Real;
  /** V */
  readonly unit: Element;
}

export interface Subgroup {
  /** w of a matrix, not normalised: Re tr(g W) = `scale` (g w)₀ + constant. */
  part(W: Matrix): Element;
  readonly scale: number;
  /** g M */
  act(g: Element, M: Matrix): Matrix;
}

/** The subgroups through which a link is updated, in order. */
export function subgroupsOf({ colours, linkSize }: Group): Subgroup[] {
  if (colours === 1) {
    return [
      { scale: 1, part: W => W.entry(0, 0), act: (g, M) => new ComplexMatrix([(g as Complex).mul(M.entry(0, 0))]) },
    ];
  }
  if (linkSize === 4) {
    return [{ scale: 2, part: W => W as Quaternion, act: (g, M) => (g as Quaternion).mul(M as Quaternion) }];
  }
  const pairs: Subgroup[] = [];
  for (let i = 0; i < colours; i++) for (let j = i + 1; j < colours; j++) pairs.push(rows(i, j));
  return pairs;
}

/** The SU(2) that mixes rows i and j. */
function rows(i: number, j: number): Subgroup {
  return {
    scale: 2,
    part(W) {
      const [p, q, r, s] = [W.entry(i, i), W.entry(i, j), W.entry(j, i), W.entry(j, j)];
      const half = (x: Real) => x.mul(0.5);
      return new Quaternion(half(p.re.add(s.re)), half(q.im.add(r.im)), half(q.re.sub(r.re)), half(p.im.sub(s.im)));
    },
    act(g, M) {
      const { size } = M as ComplexMatrix;
      const element = (k: number, l: number) => (g as Quaternion).entry(k === i ? 0 : 1, l === i ? 0 : 1);
      return ComplexMatrix.from(size, (k, l) => {
        if (k !== i && k !== j) return M.entry(k, l);
        return element(k, i)
          .mul(M.entry(i, l))
          .add(element(k, j).mul(M.entry(j, l)));
      });
    },
  };
}

/** Below this the staples say nothing about the link, and V may be anything. */
const negligible = 1e-150;

/** a and V. */
export function normalised(w: Element, scale: number): Part {
  const components = reals(w);
  const length = components.reduce((sum, c) => sum.add(c.mul(c)), realPart(w).graph.constant(0)).sqrt();
  const none = length.lessThan(negligible);
  const unit = components.map((c, k) => none.select(k === 0 ? 1 : 0, c.div(length)));
  return { weight: length.mul(scale), unit: element(unit) };
}

/** x₀ */
export function realPart(w: Element): Real {
  return reals(w)[0];
}

export function reals(w: Element): readonly Real[] {
  return w instanceof Quaternion ? w.components : [w.re, w.im];
}

export function element(c: readonly Real[]): Element {
  return c.length === 2 ? new Complex(c[0], c[1]) : new Quaternion(c[0], c[1], c[2], c[3]);
}

/** x† */
export function inverse(x: Element): Element {
  return x instanceof Quaternion ? x.dagger() : x.conjugate();
}

/** x y */
export function product(x: Element, y: Element): Element {
  return x instanceof Quaternion ? x.mul(y as Quaternion) : x.mul(y as Complex);
}

/** (1 + ω (x − 1)) over its length: x^ω to first order, for ω = 1 x itself. */
export function power(x: Element, omega: Real): Element {
  const rest = omega.graph.constant(1).sub(omega);
  const [first, ...others] = reals(x).map(c => c.mul(omega));
  return normalised(element([first.add(rest), ...others]), 1).unit;
}

/** `yes` where the truth value holds, else `no`. */
export function choose(condition: Truth, yes: Element, no: Element): Element {
  const other = reals(no);
  return element(reals(yes).map((c, k) => condition.select(c, other[k])));
}
