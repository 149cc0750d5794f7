/**
 * The other projection of a matrix M on SU(N): the V that maximises Re tr V M† ("MaxReTr").
 *
 * V is improved by elements of the SU(2) subgroups (i, j), one after the other: with A = V M†, Re tr g A is largest
 * for the g that is the dagger of the quaternion part of the block (i, j) of A. Sweeps converge linearly. For N = 2 one
 * step is exact and gives the unitary part; for N ≥ 3 the maximum is not the unitary part with its phase removed.
 *
 * Reference: N. Cabibbo and E. Marinari, Phys. Lett. B 119, 387 (1982) (the subgroups); M. Albanese et al. (APE),
 * Phys. Lett. B 192, 163 (1987) (the projection).
 */
import type { Real } from '../kernel/index.ts';
import { Complex } from './complex.ts';
import type { Group } from './group.ts';
import type { Matrix } from './matrix.ts';

/** One sweep over all SU(2) subgroups, from the group element V towards the maximum. */
export function traceSweep(group: Group, v: Matrix, m: Matrix): Matrix {
  if (group.colours <= 2) return group.unitaryPart(m);
  let better = v;
  for (let j = 1; j < group.colours; j++) {
    for (let i = 0; i < j; i++) better = improved(group, better, m, i, j);
  }
  return better;
}

/** g V, g in the subgroup of rows i and j. */
function improved(group: Group, v: Matrix, m: Matrix, i: number, j: number): Matrix {
  const size = group.colours;
  const rows = Array.from({ length: size }, (_, r) => Array.from({ length: size }, (__, c) => v.entry(r, c)));
  const block = (r: number, c: number) =>
    rows[r].map((z, k) => z.mul(m.entry(c, k).conjugate())).reduce((sum, z) => sum.add(z));
  const [a, b, c, d] = [block(i, i), block(i, j), block(j, i), block(j, j)];
  // The block of A is q plus an orthogonal rest, q = [[p, r], [−r*, p*]]; g = q† / |q|.
  const p = a.add(d.conjugate());
  const r = b.sub(c.conjugate());
  const norm = p.squared().add(r.squared()).sqrt();
  const [p1, r1] = [divided(p, norm), divided(r, norm)];
  const first = rows[i].map((z, k) => p1.conjugate().mul(z).sub(r1.mul(rows[j][k])));
  const second = rows[i].map((z, k) => r1.conjugate().mul(z).add(p1.mul(rows[j][k])));
  rows[i] = first;
  rows[j] = second;
  return group.matrix(rows.flat().flatMap(({ re, im }) => [re, im]));
}

function divided(z: Complex, norm: Real): Complex {
  return new Complex(z.re.div(norm), z.im.div(norm));
}
