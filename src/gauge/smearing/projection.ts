/**
 * Ways back to the group from a sum of links M, one link per site:
 *   special    the unitary part of M without the phase of its determinant: W / (det W)^{1/N}, W = M (M† M)^{−1/2}
 *   unitary    W itself, in U(N)
 *   maxReTr    the V in SU(N) with the largest Re tr V M†; not differentiated
 *   stout      exp(TA(M U†)) U, M the weighted staples of U
 * See group/polar.ts and group/maximalTrace.ts.
 */
import { blends, type Group, links, matrices, traceSweep } from '../../group/index.ts';
import { input, kernelFamily, output, siteKernel, sum, update } from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';
import { theories } from '../kernels.ts';

export type UnitaryKind = 'special' | 'unitary';

/** V = the unitary part of M, without its phase if `kind` is special. */
export const projectedLink = kernelFamily(
  'projectedLink',
  () => theories().flatMap(([group, dimension]) => [[group, dimension, 'special'] as const]),
  (group: Group, dimension: number, kind: UnitaryKind) =>
    siteKernel('projectedLink', dimension, { M: input(blends(group, 1)), V: output(links(group, 1)) }, ({ M, V }) => {
      const unitary = group.unitaryPart(M(0));
      V.set(0, kind === 'special' ? group.withoutPhase(unitary) : unitary);
    }),
);

/** V = exp(TA(M U†)) U */
export const stoutLink = kernelFamily('stoutLink', theories, (group: Group, dimension: number) =>
  siteKernel(
    'stoutLink',
    dimension,
    { M: input(matrices(group, 1)), U: input(links(group, 1)), V: output(links(group, 1)) },
    ({ M, U, V }) => V.set(0, group.exponential(group.project(M(0).mul(U(0).dagger()))).mul(U(0))),
  ),
);

/** One sweep of V towards the largest Re tr V M†; `change` sums the squares of what moved. */
export const maximalTraceSweep = kernelFamily('maximalTraceSweep', theories, (group: Group, dimension: number) =>
  siteKernel(
    'maximalTraceSweep',
    dimension,
    { M: input(blends(group, 1)), V: update(links(group, 1)), change: sum },
    ({ M, V, change }) => {
      const before = V(0);
      const after = traceSweep(group, before, M(0));
      V.set(0, after);
      for (const d of after.sub(before).components) change.add(d.mul(d));
    },
  ),
);

const mostSweeps = 1000;
/** Mean square change per site at which the sweeps have converged to rounding. */
const converged = 1e-30;

/**
 * V ← the V in SU(N) with the largest Re tr V M†, V near it to begin with.
 *
 * @throws if a thousand sweeps are not enough, or M is not finite
 */
export function maximiseTrace(group: Group, M: Field, V: Field): void {
  const { dimension, volume } = M.lattice;
  const sweep = maximalTraceSweep(group, dimension).bind({ M, V });
  let change = Number.POSITIVE_INFINITY;
  for (let n = 0; n < mostSweeps; n++) {
    change = sweep().change;
    if (change <= converged * volume) return;
  }
  throw new Error(
    `The projection MaxReTr did not converge: after ${mostSweeps} sweeps links still change by a mean square of ` +
      `${change / volume}, asked was ${converged}. Smear with smaller weights, or use the projection polar.`,
  );
}
