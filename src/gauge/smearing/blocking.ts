/**
 * Blocked links by recursion over the directions that staples may reach into. With A a set of directions without μ,
 *   V_{μ; {}} = U_μ,
 *   V_{μ; A} = P[ (1 − α) U_μ + α / (2 |A|) Σ_{ν in A} (staples of Y along X in direction ν) ],
 *   hypercubic:  X = V_{ν; A − ν},  Y = V_{μ; A − ν};      APE:  X = U_ν,  Y = U_μ,
 * α depending on |A|, and V_μ = V_{μ; all others}. In four dimensions these are the three levels of hypercubic
 * blocking; no staple leaves the hypercubes attached to the link. With stout steps, instead of P[…]:
 *   V_{μ; A} = exp(TA(C U_μ†)) U_μ,  C = α / (2 |A|) sum (the same staples).
 *
 * Reference: A. Hasenfratz and F. Knechtli, Phys. Rev. D 64, 034504 (2001), eqs. 1-3 (HYP); S. Capitani, S. Durr and
 * C. Hoelbling, JHEP 11 (2006) 028 (stout steps, HEX).
 */
import type { Group } from '../../group/index.ts';
import { type Coefficient, type Field, linear, quotient, type Tape } from '../../lattice/index.ts';
import { recordDecoration, recordJoinedLinks, recordLinksAlong } from './decoration.ts';
import { maximiseTrace, projectedLink, stoutLink } from './projection.ts';

export type BlockingStep = 'polar' | 'unitary' | 'maxReTr' | 'stout';

export interface Blocking {
  /** Links along these directions are blocked, with staples in these directions. */
  readonly directions: readonly number[];
  /** Staples of blocked links (hypercubic) or of plain ones (APE). */
  readonly nested: boolean;
  /** weights[k] is α for |A| = k + 1; it may be trained. */
  readonly weights: readonly Coefficient[];
  readonly step: BlockingStep;
}

/** One blocking step, on the tape. */
export function recordBlocking(tape: Tape, links: Field, group: Group, blocking: Blocking): Field {
  const { directions, nested, weights, step } = blocking;
  const plain = recordLinksAlong(tape, links, group);
  const known = new Map<string, Field>();
  const blocked = (mu: number, reach: readonly number[]): Field => {
    if (reach.length === 0) return plain[mu];
    const name = `${mu}|${reach}`;
    const before = known.get(name);
    if (before) return before;
    const around = reach.map(nu => {
      const rest = nested ? reach.filter(other => other !== nu) : [];
      return { nu, X: blocked(nu, rest), Y: blocked(mu, rest) };
    });
    const alpha = weights[reach.length - 1];
    const b = quotient(alpha, 2 * reach.length);
    const a = step === 'stout' ? 0 : linear(alpha, -1, 1);
    const M = recordDecoration(tape, group, { mu, U: plain[mu], around }, { a, b });
    const isLast = reach.length === directions.length - 1;
    const made = recordProjection(tape, group, { M, U: plain[mu] }, step, isLast);
    known.set(name, made);
    return made;
  };
  const image = plain.map((link, mu) =>
    directions.includes(mu)
      ? blocked(
          mu,
          directions.filter(nu => nu !== mu),
        )
      : link,
  );
  return recordJoinedLinks(tape, image, group);
}

function recordProjection(
  tape: Tape,
  group: Group,
  { M, U }: { readonly M: Field; readonly U: Field },
  step: BlockingStep,
  isLast: boolean,
): Field {
  const { dimension } = M.lattice;
  if (step === 'stout') return tape.record(stoutLink(group, dimension), { M, U }).V;
  const kind = step === 'unitary' && !isLast ? 'unitary' : 'special';
  const { V } = tape.record(projectedLink(group, dimension, kind), { M });
  if (step === 'maxReTr') maximiseTrace(group, M, V);
  return V;
}
