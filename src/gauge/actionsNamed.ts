/**
 * Gauge actions by name. With the plaquettes and the 1 × 2 rectangles of both orientations,
 *   S = −(β/N) Σ_n [ c₀ Σ_{plaquettes} Re tr W + c₁ Σ_{rectangles} Re tr W ],   c₀ = 1 − 8 c₁,
 *
 *   wilson     c₁ = 0           K. G. Wilson, Phys. Rev. D 10, 2445 (1974)
 *   symanzik   c₁ = −1/12       P. Weisz, Nucl. Phys. B 212, 1 (1983) (tree level)
 *   iwasaki    c₁ = −0.331      Y. Iwasaki, Nucl. Phys. B 258, 141 (1985)
 *   dbw2       c₁ = −1.4088     T. Takaishi, Phys. Rev. D 54, 1050 (1996); P. de Forcrand et al., Nucl. Phys. B 577, 263 (2000)
 *   adjoint    plaquettes in both representations: −(β/N) Σ Re tr W − (β_A/N²) Σ |tr W|²
 *              G. Bhanot and M. Creutz, Phys. Rev. D 24, 3212 (1981)
 */
import { papers } from '../lattice/index.ts';
import { plaquettes, rectangles } from '../loops/index.ts';
import { type LoopAction, loopAction, wilsonAction } from './actions.ts';

/** c₁ of the improved actions. */
export const rectangleCoefficients = { symanzik: -1 / 12, iwasaki: -0.331, dbw2: -1.4088 } as const;

export const gaugeActionNames = ['wilson', 'plaquette', 'symanzik', 'iwasaki', 'dbw2', 'adjoint'] as const;
export type GaugeActionName = (typeof gaugeActionNames)[number];

export interface NamedActionOptions {
  /** Coupling of |tr W|²/N², for "adjoint". Default 0. */
  readonly betaAdjoint?: number;
}

/**
 * The gauge action called `name` at the coupling β.
 *
 * @throws if there is no such name, or `betaAdjoint` is given to an action that has none
 */
export function namedGaugeAction(name: string, beta: number, options: NamedActionOptions = {}): LoopAction {
  const { betaAdjoint } = options;
  if (betaAdjoint !== undefined && name !== 'adjoint') {
    throw new Error(`The gauge action "${name}" has no coupling betaAdjoint; leave it out, or take "adjoint".`);
  }
  switch (name) {
    case 'wilson':
    case 'plaquette':
      return wilsonAction(beta);
    case 'symanzik':
    case 'iwasaki':
    case 'dbw2':
      return improved(name, beta);
    case 'adjoint':
      return adjoint(beta, betaAdjoint ?? 0);
    default:
      throw new Error(`There is no gauge action "${name}". Did you mean one of ${gaugeActionNames.join(', ')}?`);
  }
}

function improved(name: keyof typeof rectangleCoefficients, beta: number): LoopAction {
  const c1 = rectangleCoefficients[name];
  const terms = [
    { words: plaquettes, beta: beta * (1 - 8 * c1) },
    { words: rectangles, beta: beta * c1 },
  ];
  return loopAction(`${spelled[name]} gauge action, beta = ${beta}`, terms, papers(paperOf[name]));
}

function adjoint(beta: number, betaAdjoint: number): LoopAction {
  const words = plaquettes;
  return loopAction(
    `plaquette gauge action, beta = ${beta}, adjoint ${betaAdjoint}`,
    [
      { words, beta },
      { words, beta: betaAdjoint, representation: 'adjoint' },
    ],
    papers('Bhanot:1981eb'),
  );
}

const spelled = { symanzik: 'tree-level Symanzik', iwasaki: 'Iwasaki', dbw2: 'DBW2' } as const;

const paperOf = { symanzik: 'Weisz:1982zw', iwasaki: 'Iwasaki:1985we', dbw2: 'Takaishi:1996xj' } as const;
