/**
 * One link at a time. The weight of a link U, everything else fixed, is exp(Re tr U A†) with A its staples times their
 * couplings. Multiplied from the left by an element g of a subgroup that is U(1) or an SU(2) in the rows i and j,
 * W = U A† becomes g W, and Re tr g W depends on g through one number alone:
 *   Re tr g W = (a V₀-part of g V) + what g does not change,  a = |w| (U(1)) or 2|w| (SU(2)),  V = w/|w|,
 * where w is W (U(1)) or the part of its 2 × 2 block that is a real multiple of an SU(2) matrix. So x = g V has the
 * weight exp(a x₀), x₀ its real part (U(1)) or half its trace; all pairs (i, j) in turn reach all of SU(N).
 *
 * Reference: N. Cabibbo and E. Marinari, Phys. Lett. B 119, 387 (1982).
 */
import { Complex, ComplexMatrix, type Group, type Matrix, Quaternion } from '../../group/index.ts';
import type { Real } from '../../kernel/index.ts';

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
  const length = components.reduce((sum, c) => sum.add(c.mul(c)), w0(w).graph.constant(0)).sqrt();
  const none = length.lessThan(negligible);
  const unit = components.map((c, k) => none.select(k === 0 ? 1 : 0, c.div(length)));
  return { weight: length.mul(scale), unit: element(unit) };
}

/** x₀ */
export function w0(w: Element): Real {
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

/** `yes` where the truth value holds, else `no`. */
export function choose(condition: Real, yes: Element, no: Element): Element {
  const other = reals(no);
  return element(reals(yes).map((c, k) => condition.select(c, other[k])));
}
