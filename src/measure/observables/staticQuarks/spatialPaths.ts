/**
 * Sums over all shortest paths to a lattice vector d,
 *   S_d(x) = Σ_μ U_{s μ}(x) S_{d − s μ}(x + s μ),   over the μ with d_μ ≠ 0, s = sign of d_μ,
 * with U_{−μ}(x) = U_μ(x − μ)†. There are n_d = (Σ |d_μ|)! / Π |d_μ|! of them, so S_d / n_d is the mean
 * path: it has every symmetry of the cube that d has.
 *
 * Reference: G. S. Bali and K. Schilling, Phys. Rev. D 46, 2636 (1992) (potential off the axes).
 */
import { type GaugeField, theories } from '../../../gauge/index.ts';
import { type Group, links, matrices } from '../../../group/index.ts';
import { input, kernelFamily, type Site, siteKernel, update } from '../../../kernel/index.ts';
import type { Field } from '../../../lattice/index.ts';
import type { Scratch } from '../scratch.ts';

/** S(x) ← S(x) + U_{s μ}(x) A(x + s μ) */
export const addStep = kernelFamily(
  'addStep',
  () => theories().flatMap(([group, dimension]) => [1, -1].map(sign => [group, dimension, 0, sign] as const)),
  (group: Group, dimension: number, mu: number, sign: number) =>
    siteKernel(
      'addStep',
      dimension,
      { U: input(links(group, dimension)), A: input(matrices(group, 1)), S: update(matrices(group, 1)) },
      ({ U, A, S }, x: Site) => {
        const there = x.plus(mu, sign);
        const link = sign > 0 ? U(mu, x) : U(mu, there).dagger();
        S.set(0, S(0).add(link.mul(A(0, there))));
      },
    ),
);

/** S_d as a scratch field; d is not zero. */
export function sumOfPaths(u: GaugeField, d: readonly number[], scratch: Scratch): Field {
  const { group, lattice } = u;
  const known = new Map<string, Field>();
  const unit = scratch.take(group.linkSize);
  unit.fromArray(unitMatrices(group, lattice.volume));
  const sumTo = (rest: readonly number[]): Field => {
    const name = rest.join();
    const before = known.get(name);
    if (before) return before;
    if (rest.every(component => component === 0)) return unit;
    const S = scratch.take(group.linkSize).fill(0);
    rest.forEach((component, mu) => {
      const sign = Math.sign(component);
      if (sign === 0) return;
      const A = sumTo(rest.with(mu, component - sign));
      addStep(group, lattice.dimension, mu, sign).run({ U: u.field, A, S });
    });
    known.set(name, S);
    return S;
  };
  return sumTo(d);
}

/** The unit matrix on `volume` sites, in stored reals. */
function unitMatrices({ linkSize, colours }: Group, volume: number): Float64Array {
  const quaternion = linkSize !== 2 * colours ** 2;
  const diagonal = quaternion ? [0] : Array.from({ length: colours }, (_, i) => 2 * i * (colours + 1));
  const numbers = new Float64Array(volume * linkSize);
  for (let at = 0; at < numbers.length; at += linkSize) for (const component of diagonal) numbers[at + component] = 1;
  return numbers;
}

/** n_d, the number of shortest paths. */
export function numberOfPaths(d: readonly number[]): number {
  let paths = 1;
  let steps = 0;
  for (const component of d) {
    for (let k = 1; k <= Math.abs(component); k++) {
      steps++;
      paths = (paths * steps) / k;
    }
  }
  return Math.round(paths);
}
