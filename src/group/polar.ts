/**
 * The unitary part of a matrix, X = V P with V unitary and P = (X† X)^{1/2}:
 *   V = X H^{−1/2},   H = X† X,
 * the unitary matrix nearest to X. H^{−1/2} is a polynomial in H (Cayley-Hamilton) whose coefficients are smooth functions
 * of the invariants of H: nothing here divides by differences of eigenvalues, so values and derivatives hold where
 * eigenvalues coincide.
 *
 * N = 3: with s_i the singular values and u, v, w their elementary symmetric functions,
 *   H^{−1/2} = f₀ + f₁ H + f₂ H²,                 f₂ = u / (w (u v − w)),
 *   f₀ = (u v² − w (u² + v)) / (w (u v − w)),      f₁ = (2 u v − w − u³) / (w (u v − w)).
 * w = |det X|, v = (u² − tr H)/2, and u is the largest root of (u² − tr H)² − 4 e₂(H) − 8 w u = 0, found by Newton's
 * iteration from above, where it is monotonic.
 * Other N: Newton-Schulz iteration y ← y (3 − H y²)/2 for y = H^{−1/2}, in polynomials of 1 − H.
 * Either result is polished by one step V ← V (3 − V† V)/2.
 *
 * Against the largest singular value, one may be as small as 1e-5 and two as small as 3e-3 for N = 3; for other N 0.03 and
 * 0.1. Errors grow like rounding over the smallest. Where the result before the polish is not unitary to 1e-7 the answer is
 * NaN rather than something wrong.
 *
 * Reference: C. Morningstar and M. Peardon, Phys. Rev. D 69, 054501 (2004) (Cayley-Hamilton); A. Hasenfratz, R. Hoffmann
 * and S. Schaefer, JHEP 05 (2007) 029, hep-lat/0702028, appendix (f_i); N. J. Higham, Functions of Matrices, SIAM (2008),
 * ch. 8 (Newton-Schulz).
 */
import type { Real } from '../kernel/index.ts';
import { Complex } from './complex.ts';
import { ComplexMatrix } from './matrix.ts';

/** Newton's steps for u; the last ones halve the error if two singular values vanish. */
const rootSteps = 16;
/** Newton-Schulz steps: a small eigenvalue grows by 9/4 in each. */
const schulzSteps = 14;
/** Bound on |1 − V† V|² before the polish, which squares the deviation. */
const largestDefect = 1e-14;

/** V. Its determinant is a phase. */
export function unitaryPart(x: ComplexMatrix): ComplexMatrix {
  const H = x.dagger().mul(x);
  const V = x.mul(x.size === 3 ? inverseRoot3(x, H) : inverseRootByIteration(H));
  const overlap = V.dagger().mul(V);
  const { graph } = x.entry(0, 0).re;
  const correction = ComplexMatrix.from(x.size, (i, j) => {
    const z = overlap.entry(i, j).scale(-0.5);
    return i === j ? z.add(real(graph.constant(1.5))) : z;
  });
  const defects = correction.entries.map((z, k) =>
    (k % (x.size + 1) === 0 ? z.sub(real(graph.constant(1))) : z).squared().mul(4),
  );
  const fine = sumOf(defects).lessOrEqual(largestDefect);
  const polished = V.mul(correction);
  const [first, ...rest] = polished.entries;
  return new ComplexMatrix([new Complex(fine.select(first.re, Number.NaN), first.im), ...rest]);
}

/** det X by expansion along the first row. */
export function determinant(rows: readonly (readonly Complex[])[]): Complex {
  if (rows.length === 1) return rows[0][0];
  return rows[0]
    .map((z, j) => {
      const minor = rows.slice(1).map(row => row.filter((_, k) => k !== j));
      const term = z.mul(determinant(minor));
      return j % 2 === 0 ? term : term.neg();
    })
    .reduce((sum, term) => sum.add(term));
}

/** V / (det V)^{1/N}, the root with the smallest angle; V unitary. */
export function withoutPhase(v: ComplexMatrix): ComplexMatrix {
  const rows = Array.from({ length: v.size }, (_, i) => v.entries.slice(i * v.size, (i + 1) * v.size));
  const det = determinant(rows);
  const angle = det.im.atan2(det.re).mul(-1 / v.size);
  const phase = new Complex(angle.cos(), angle.sin());
  return new ComplexMatrix(v.entries.map(z => z.mul(phase)));
}

function inverseRoot3(x: ComplexMatrix, H: ComplexMatrix): ComplexMatrix {
  const { graph } = x.entry(0, 0).re;
  const rows = [0, 1, 2].map(i => x.entries.slice(3 * i, 3 * i + 3));
  // All invariants of H / c with c the mean eigenvalue.
  const scale = graph.constant(3).div(H.reTrace());
  const w = determinant(rows).squared().sqrt().mul(scale).mul(scale.sqrt());
  const square = H.mul(H);
  const e2 = graph.constant(9).sub(square.reTrace().mul(scale).mul(scale)).mul(0.5);
  const w8 = w.mul(8);
  const last = graph.constant(9).sub(e2.mul(4));
  let u = graph.constant(3);
  for (let step = 0; step < rootSteps; step++) {
    const uu = u.mul(u);
    const value = uu.sub(6).mul(uu).sub(w8.mul(u)).add(last);
    const slope = uu.sub(3).mul(u).mul(4).sub(w8);
    u = u.sub(value.div(slope));
  }
  const uu = u.mul(u);
  const v = uu.sub(3).mul(0.5);
  const common = scale.sqrt().div(w.mul(u.mul(v).sub(w)));
  const f0 = u
    .mul(v)
    .mul(v)
    .sub(w.mul(uu.add(v)))
    .mul(common);
  const f1 = u.mul(v).mul(2).sub(w).sub(uu.mul(u)).mul(common).mul(scale);
  const f2 = u.mul(common).mul(scale).mul(scale);
  return ComplexMatrix.from(3, (i, j) => {
    const z = H.entry(i, j).scale(f1).add(square.entry(i, j).scale(f2));
    return i === j ? z.add(real(f0)) : z;
  });
}

/** H^{−1/2} for hermitian, positive H of any size up to 8. */
export function inverseRootByIteration(H: ComplexMatrix): ComplexMatrix {
  const { size } = H;
  const { graph } = H.entry(0, 0).re;
  const one = graph.constant(1);
  // The root of the mean square: eigenvalues of H / c are below √N, where the iteration converges from y = 1.
  const scale = one.div(
    sumOf(H.entries.map(z => z.squared()))
      .mul(1 / size)
      .sqrt(),
  );
  const B = ComplexMatrix.from(size, (i, j) => {
    const z = H.entry(i, j).scale(scale).neg();
    return i === j ? z.add(real(one)) : z;
  });
  const powers = [B];
  while (powers.length < size - 1) powers.push(powers[powers.length - 1].mul(B));
  const c = characteristicOf(powers, B);
  let y: Real[] = c.map((_, k) => graph.constant(k === 0 ? 1 : 0));
  for (let step = 0; step < schulzSteps; step++) {
    const square = reduced(convolved(y, y), c);
    const shifted = reduced([graph.constant(0), ...square], c);
    const bracket = square.map((z, k) => (k === 0 ? graph.constant(3) : graph.constant(0)).sub(z).add(shifted[k]));
    y = reduced(convolved(y, bracket), c).map(z => z.mul(0.5));
  }
  const root = scale.sqrt();
  const q = y.map(z => z.mul(root));
  return ComplexMatrix.from(size, (i, j) => {
    const terms = powers.map((power, k) => power.entry(i, j).scale(q[k + 1]));
    const z = terms.reduce((sum, term) => sum.add(term));
    return i === j ? z.add(real(q[0])) : z;
  });
}

/** c_k of B^N = c₀ + c₁ B + … + c_{N−1} B^{N−1} for hermitian B, by Newton's identities; given B … B^{N−1}. */
function characteristicOf(powers: readonly ComplexMatrix[], B: ComplexMatrix): Real[] {
  const { size } = B;
  const highest = powers[powers.length - 1];
  const traces = powers.map(power => power.reTrace());
  // tr B^N = tr (B^{N−1})† B, without the matrix product.
  traces.push(sumOf(highest.entries.map((z, k) => z.conjugate().mul(B.entries[k]).re)));
  const elementary = [B.entry(0, 0).re.graph.constant(1)];
  for (let k = 1; k <= size; k++) {
    let sum = elementary[k - 1].mul(traces[0]);
    for (let i = 2; i <= k; i++) {
      const term = elementary[k - i].mul(traces[i - 1]);
      sum = i % 2 === 1 ? sum.add(term) : sum.sub(term);
    }
    elementary.push(sum.mul(1 / k));
  }
  return Array.from({ length: size }, (_, k) => {
    const e = elementary[size - k];
    return (size - k) % 2 === 1 ? e : e.neg();
  });
}

function convolved(a: readonly Real[], b: readonly Real[]): Real[] {
  return Array.from({ length: a.length + b.length - 1 }, (_, degree) => {
    const terms: Real[] = [];
    for (let i = Math.max(0, degree - b.length + 1); i <= Math.min(degree, a.length - 1); i++) {
      terms.push(a[i].mul(b[degree - i]));
    }
    return sumOf(terms);
  });
}

/** The polynomial modulo B^N − Σ_k c_k B^k, from the highest power down. */
function reduced(raw: readonly Real[], c: readonly Real[]): Real[] {
  const q = [...raw];
  for (let degree = q.length - 1; degree >= c.length; degree--) {
    c.forEach((coefficient, k) => {
      const lower = degree - c.length + k;
      q[lower] = q[lower].add(q[degree].mul(coefficient));
    });
  }
  return q.slice(0, c.length);
}

function sumOf(terms: readonly Real[]): Real {
  return terms.reduce((sum, term) => sum.add(term));
}

function real(re: Real): Complex {
  return new Complex(re, re.graph.constant(0));
}
