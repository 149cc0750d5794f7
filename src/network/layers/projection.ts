/**
 * Layers that end in a projection on the group, P = the unitary part without the phase of its determinant:
 *
 *   projected   V_μ = P[ U_μ + Σ_i w_i C^(i)_μ ]                        C^(i) the staples of loop i
 *   ape         V_μ = P[ (1 − α) U_μ + α / (2(D−1)) Σ_ν (both staples) ]
 *   hyp, nhyp   the same in levels inside the hypercubes attached to the link, an α for each; hex with stout steps
 *
 * They are the general covariant layer N[w₁ U + w₂ G_θ(U)] of arXiv:2103.11965 with N = P. All weights zero: the identity.
 *
 * Reference: APE collaboration, Phys. Lett. B 192, 163 (1987); A. Hasenfratz and F. Knechtli, Phys. Rev. D 64, 034504 (2001);
 * S. Capitani, S. Durr and C. Hoelbling, JHEP 11 (2006) 028.
 */
import { type BlockingStep, recordBlocking, recordJoinedLinks, theories } from '../../gauge/index.ts';
import { type Group, links, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, several, siteKernel } from '../../kernel/index.ts';
import { type Coefficient, type Field, papers, type Tape } from '../../lattice/index.ts';
import type { Layer, Theory } from './layer.ts';
import type { NetworkLoop } from './networkLoops.ts';
import { loopWeights, recordStaples } from './stout.ts';

/** M = U_μ + Σ_i w_i C^(i)_μ, and its projection V. */
const projectedSum = kernelFamily(
  'projectedSum',
  () => theories().map(([group, dimension]) => [group, dimension, 1, 2] as const),
  (group: Group, dimension: number, mu: number, count: number) =>
    siteKernel(
      'projectedSum',
      dimension,
      {
        w: several(count, parameter),
        U: input(links(group, dimension)),
        C: several(count, input(matrices(group, dimension))),
        V: output(links(group, 1)),
      },
      ({ w, U, C, V }) => {
        const M = C.reduce((sum, staples, i) => sum.add(staples(mu).scale(w[i])), U(mu).scale(1));
        V.set(0, group.withoutPhase(group.unitaryPart(M)));
      },
    ),
);

/** P[ U + Σ_i w_i C^(i) ], on the tape. */
export function recordProjectedSum(
  tape: Tape,
  U: Field,
  C: readonly Field[],
  w: readonly Coefficient[],
  { group, extents }: Theory,
): Field {
  const along = extents.map((_, mu) => {
    return tape.record(projectedSum(group, extents.length, mu, C.length), { U, C }, { w }).V;
  });
  return recordJoinedLinks(tape, along, group);
}

/** V = P[ U + Σ w C ], a weight for every loop, zero to begin with. */
export function projectedLayer(name: string, loops: readonly NetworkLoop[] = ['plaquette']): Layer {
  const weights = loopWeights(`${name}.rho`, loops);
  return {
    name,
    weights,
    cites: papers('APE:1987ehd', 'Nagai:2021bhh'),
    forward(tape, U, theory) {
      return recordProjectedSum(tape, U, recordStaples(tape, U, theory, loops), weights, theory);
    },
  };
}

export const blockingKinds = ['ape', 'hyp', 'nhyp', 'hex'] as const;
export type BlockingKind = (typeof blockingKinds)[number];

const steps: Record<BlockingKind, BlockingStep> = { ape: 'polar', hyp: 'polar', nhyp: 'unitary', hex: 'stout' };
const citesOf = {
  ape: papers('APE:1987ehd', 'Nagai:2021bhh'),
  hyp: papers('Hasenfratz:2001hp', 'Nagai:2021bhh'),
  nhyp: papers('Hasenfratz:2001hp', 'Hasenfratz:2007rf', 'Nagai:2021bhh'),
  hex: papers('Morningstar:2003gk', 'Hasenfratz:2001hp', 'Capitani:2006ni', 'Nagai:2021bhh'),
};

/**
 * Blocking with trained shares of the staples, zero to begin with: α of APE, or α₁, α₂, α₃ of the last, the middle and the
 * first level, of which D − 1 are at work in D dimensions, from α₃ on.
 */
export function blockingLayer(name: string, kind: BlockingKind): Layer {
  const nested = kind !== 'ape';
  const names = nested ? ['alpha1', 'alpha2', 'alpha3'] : ['alpha'];
  const weights = names.map(alpha => ({ name: `${name}.${alpha}`, value: 0 }));
  return {
    name,
    weights,
    cites: citesOf[kind],
    forward(tape, U, { group, extents }) {
      const directions = extents.map((_, mu) => mu);
      const levels = directions.slice(1).map((_, k) => (nested ? weights[2 - k] : weights[0]));
      return recordBlocking(tape, U, group, { directions, nested, weights: levels, step: steps[kind] });
    },
  };
}
