/**
 * Ways back to the group in plain matrices: the unitary part by Newton's iteration W ← ½ (W + W^{−†}), its phase removed
 * by (det W)^{1/N}, the traceless antihermitian part TA, and exp by its series.
 *
 * Reference: N. J. Higham, Functions of Matrices, SIAM (2008), ch. 8 (Newton) and 10 (scaling and squaring).
 */
import { plainInverse } from './inverse.ts';
import {
  imaginaryTrace,
  type PlainMatrix,
  plainDagger,
  plainIdentity,
  plainProduct,
  plainScaled,
  plainSum,
} from './matrix.ts';

const newtonSteps = 40;
const squarings = 6;
const seriesTerms = 14;

/** W = M (M†M)^{−1/2} */
export function plainUnitaryPart(m: PlainMatrix): PlainMatrix {
  let w = m;
  for (let step = 0; step < newtonSteps; step++) {
    const next = plainScaled(plainSum(w, plainDagger(plainInverse(w).inverse)), 0.5);
    const change = next.numbers.reduce((most, x, i) => Math.max(most, Math.abs(x - w.numbers[i])), 0);
    w = next;
    if (change < 1e-14) break;
  }
  return w;
}

/** W / (det W)^{1/N}, the root of smallest angle. */
export function plainWithoutPhase(w: PlainMatrix): PlainMatrix {
  const { phase } = plainInverse(w);
  const angle = Math.atan2(Math.sin(phase), Math.cos(phase)) / w.size;
  return plainScaled(w, Math.cos(angle), -Math.sin(angle));
}

/** TA(X) = ½ (X − X†) − (1/2N) tr(X − X†); for U(1) the trace is kept. */
export function plainAntihermitian(x: PlainMatrix): PlainMatrix {
  const half = plainScaled(plainSum(x, plainDagger(x), -1), 0.5);
  if (x.size === 1) return half;
  return plainSum(half, plainScaled(plainIdentity(x.size), 0, imaginaryTrace(x) / x.size), -1);
}

export function plainExponential(x: PlainMatrix): PlainMatrix {
  const small = plainScaled(x, 2 ** -squarings);
  let term = plainIdentity(x.size);
  let total = term;
  for (let k = 1; k <= seriesTerms; k++) {
    term = plainScaled(plainProduct(term, small), 1 / k);
    total = plainSum(total, term);
  }
  for (let k = 0; k < squarings; k++) total = plainProduct(total, total);
  return total;
}
