/**
 * The actions that generate gradient flows: sums of loops at unit coupling,
 *   S = (N / n_T) Σ_i c_i Σ_W [1 − (1/N) Re tr W],    tr T_a T_b = n_T δ_ab,
 * constants dropped. With c_plaquette + 8 c_rectangle = 1 its classical limit is (¼) ∫ F^a F^a for every group, so
 * the flow time t has the same meaning for all of them.
 *
 * Reference: M. Lüscher, JHEP 08 (2010) 071, arXiv:1006.4518, eqs. 1.3-1.4 (the Wilson flow); M. Lüscher and P. Weisz,
 * Commun. Math. Phys. 97, 59 (1985) (the improved action, whose flow is called Symanzik or Luscher-Weisz flow).
 */
import type { Group } from '../../group/index.ts';
import { type Functional, papers } from '../../lattice/index.ts';
import { type Loops, plaquettes, rectangles } from '../../loops/index.ts';
import { type LoopAction, loopAction } from '../actions.ts';
import type { GaugeField } from '../configuration.ts';

/** One kind of loop and its coefficient in the flow equation. */
export interface FlowTerm {
  /** Words, or a function that gives them in any dimension: `plaquettes`. */
  readonly words: Loops;
  readonly coefficient: number;
}

/** The action of these loops, in the normalisation of flows; group and dimension are those of the field. */
export function flowAction(name: string, terms: readonly FlowTerm[]): Functional<GaugeField> {
  const known = new Map<Group, LoopAction>();
  const actionFor = (group: Group): LoopAction => {
    const unit = group.colours / group.generatorNorm;
    const made =
      known.get(group) ??
      loopAction(
        name,
        terms.map(({ words, coefficient }) => ({ words, beta: unit * coefficient })),
      );
    known.set(group, made);
    return made;
  };
  return {
    name,
    cites: papers('Luscher:2010iy'),
    value: u => actionFor(u.group).value(u),
    differential: (u, out) => actionFor(u.group).differential(u, out),
    gradient: (u, out) => actionFor(u.group).gradient(u, out),
  };
}

/** The action of the Wilson flow: plaquettes with coefficient 1. */
export function wilsonFlowAction(): Functional<GaugeField> {
  return flowAction('Wilson flow', [{ words: plaquettes, coefficient: 1 }]);
}

/**
 * The action of the Symanzik flow, tree-level improved (Luscher and Weisz): plaquettes with coefficient 5/3 and rectangles
 * with −1/12. A free wave decays at the rate k̂² + k̂⁴ / 12 = k² + O(k⁶).
 */
export function symanzikFlowAction(): Functional<GaugeField> {
  return flowAction('Symanzik flow', [
    { words: plaquettes, coefficient: 5 / 3 },
    { words: rectangles, coefficient: -1 / 12 },
  ]);
}

const named = { wilson: wilsonFlowAction, symanzik: symanzikFlowAction };

export type FlowName = keyof typeof named;

/** The action of the flow called `wilson` or `symanzik`. @throws if there is no such flow */
export function flowActionNamed(name: FlowName): Functional<GaugeField> {
  if (!Object.hasOwn(named, name)) {
    throw new Error(`There is no flow called "${name}"; known are ${Object.keys(named).join(', ')}.`);
  }
  return named[name]();
}
