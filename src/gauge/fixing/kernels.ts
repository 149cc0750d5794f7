/**
 * Kernels of gauge fixing. The transformation g is kept apart from the links, U^g_μ(x) = g(x) U_μ(x) g(x+μ)†, and
 *   W(x) = Σ_μ [U^g_μ(x) + U^g_μ(x−μ)†]
 * over the directions of the gauge condition. Then Σ_x Re tr W = 2 Σ_{x,μ} Re tr U^g_μ(x), and TA(W) is the divergence
 * Σ_μ [A_μ(x) − A_μ(x−μ)] of A_μ = TA(U^g_μ).
 */
import {
  type Group,
  inverse,
  links,
  type Matrix,
  type MatrixReader,
  normalised,
  power,
  subgroupsOf,
} from '../../group/index.ts';
import { inPlace, input, kernelFamily, parameter, type Site, siteKernel, sum, update } from '../../kernel/index.ts';
import { theories } from '../kernels.ts';

const examples = () => theories().map(([group, dimension]) => [group, dimension, dimension] as const);

/** W(x) without its first factor g(x). */
function surroundings(U: MatrixReader, g: MatrixReader, x: Site, directions: number): Matrix {
  const terms = Array.from({ length: directions }, (_, mu) => {
    const [ahead, behind] = [x.plus(mu), x.minus(mu)];
    return U(mu, x)
      .mul(g(0, ahead).dagger())
      .add(U(mu, behind).dagger().mul(g(0, behind).dagger()));
  });
  return terms.reduce((a, b) => a.add(b));
}

/**
 * g ← h g with the h of each subgroup in turn that maximises Re tr W, overrelaxed: h^ω to first order, normalised. The
 * first `directions` directions enter the gauge condition.
 */
export const fixingStep = kernelFamily('fixingStep', examples, (group: Group, dimension: number, directions: number) =>
  siteKernel(
    'fixingStep',
    dimension,
    { omega: parameter, U: input(links(group, dimension)), g: inPlace(links(group, 1)) },
    ({ omega, U, g }, x) => {
      const M = surroundings(U, g, x, directions);
      let [element, W] = [g(0), g(0).mul(M)];
      for (const subgroup of subgroupsOf(group)) {
        const { unit } = normalised(subgroup.part(W), subgroup.scale);
        const h = power(inverse(unit), omega);
        element = subgroup.act(h, element);
        W = subgroup.act(h, W);
      }
      g.set(0, element);
    },
  ),
);

/** Few directions for SU(3): in its adjoint, which nobody needs, every link meets all its neighbours. */
const statusExamples = () =>
  theories().map(([group, dimension]) => {
    const directions = group.colours > 2 ? 2 : dimension;
    return [group, directions, directions] as const;
  });

/** `functional` = Σ Re tr W, `divergence` = Σ_x Σ_a (q^a)² with TA(W) = i q^a T_a. */
export const fixingStatus = kernelFamily(
  'fixingStatus',
  statusExamples,
  (group: Group, dimension: number, directions: number) =>
    siteKernel(
      'fixingStatus',
      dimension,
      { U: input(links(group, dimension)), g: input(links(group, 1)), functional: sum, divergence: sum },
      ({ U, g, functional, divergence }, x) => {
        const W = g(0, x).mul(surroundings(U, g, x, directions));
        functional.add(W.reTrace());
        for (const q of group.project(W)) divergence.add(q.mul(q));
      },
    ),
);

/** g back on the group. */
export const unitariseTransformation = kernelFamily(
  'unitariseTransformation',
  theories,
  (group: Group, dimension: number) =>
    siteKernel('unitariseTransformation', dimension, { g: update(links(group, 1)) }, ({ g }) =>
      g.set(0, group.unitarise(g(0))),
    ),
);
