/**
 * Stout links: the same C_μ = Σ ρ_loop (staples of the loop) and exp. Plaquettes and rectangles have the same staples;
 * what is called chair there are 24 of the 48 chairs, and a Polyakov loop counts as often as it is long.
 */
import { InputError } from '../input/problem.ts';
import { otherTheory } from './theory.ts';

export interface LatticeQcdStout {
  readonly kind: string;
  readonly layers: number;
  readonly coefficients: readonly number[];
  readonly loops: readonly string[];
}

/**
 * A smearing table, or nothing for plain links.
 *
 * @throws InputError for another kind, or for staples that Cask does not have
 */
export function stoutOf(
  fileName: string,
  { kind, layers, coefficients, loops }: LatticeQcdStout,
): Record<string, unknown> | undefined {
  if (kind === 'nothing' || kind === 'none') return;
  if (kind !== 'stout') throw otherTheory(fileName, `quarks on links with ${kind} smearing`);
  if (loops.length !== coefficients.length || loops.length === 0) {
    throw new InputError([
      `${fileName} has ${coefficients.length} weights for ${loops.length} stout loops; expected one for each.`,
    ]);
  }
  const weights = new Map<string, number>();
  for (const [k, loop] of loops.entries()) weights.set(loop, (weights.get(loop) ?? 0) + coefficients[k]);
  const strange = loops.find(loop => loop !== 'plaquette' && loop !== 'rectangular');
  if (strange !== undefined) throw otherTheory(fileName, `quarks on stout links with staples of ${strange} loops`);
  const rectangle = weights.get('rectangular');
  return {
    kind: 'stout',
    rho: weights.get('plaquette') ?? 0,
    ...(rectangle === undefined ? {} : { loops: { rectangle } }),
    steps: layers,
  };
}
