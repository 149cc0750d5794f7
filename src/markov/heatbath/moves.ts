/**
 * What is done to one link, given its staples. Each move goes through the subgroups of the group in turn, U → g U; with
 * V and a as in group/subgroups.ts, W = U A† and A the staples times their couplings:
 *
 *  - heatbath: x = g V is drawn from exp(a x₀), whatever it was before. Sites are computed in parallel, so the number of
 *    tries is fixed; where all of them fail, the link is reflected as in overrelaxation. That is exact: whether the tries
 *    fail depends on a and on fresh random numbers, not on x, and both the draw and the reflection leave the distribution
 *    of x as it is; so does one or the other, chosen without looking at x.
 *  - overrelaxation: x → x† of x = V, so x₀ and the action stay as they are.
 *  - metropolis: g near 1, as likely as g†, accepted with probability min(1, exp(−ΔS)); several hits.
 *
 * References: M. Creutz, Phys. Rev. D 21, 2308 (1980); M. Creutz, Phys. Rev. D 36, 515 (1987) and F. R. Brown and
 * T. J. Woch, Phys. Rev. Lett. 58, 2394 (1987) (overrelaxation); N. Metropolis et al., J. Chem. Phys. 21, 1087 (1953).
 */
import {
  Complex,
  choose,
  type Element,
  type Group,
  inverse,
  type Matrix,
  normalised,
  product,
  Quaternion,
  realPart,
  subgroupsOf,
} from '../../group/index.ts';
import type { Real } from '../../kernel/index.ts';
import { su2Trial, su2Uniforms } from './su2Distribution.ts';
import { vonMisesTrial, vonMisesUniforms } from './vonMises.ts';

export type Move = 'heatbath' | 'overrelaxation' | 'metropolis';

/** What a move sees of the rest of the lattice. */
export interface Surroundings {
  /** A: the weight of the link is exp(Re tr U A†) … */
  readonly staple: Matrix;
  /** … times exp(γ Σ_i |tr U C_i†|²). Only metropolis can deal with these. */
  readonly squared?: { readonly coupling: Real; readonly staples: readonly Matrix[] };
}

export interface MoveOptions {
  readonly group: Group;
  /** Tries of the heatbath, hits of metropolis; nothing to overrelaxation. */
  readonly count: number;
  /** Metropolis: largest coordinate of the proposed g (SU(2): its vector part; U(1): its angle in units of π). */
  readonly step?: Real;
  readonly uniform: readonly Real[];
}

/** The new link, and per link: heatbath how many subgroups failed all tries, metropolis how many proposals were accepted. */
export interface Moved {
  readonly link: Matrix;
  readonly tally: Real;
}

/** Uniform numbers that a move takes per link, an even number. */
export function uniformsFor(move: Move, group: Group, count: number): number {
  const phase = group.colours === 1;
  const subgroups = subgroupsOf(group).length;
  if (move === 'overrelaxation') return 0;
  if (move === 'heatbath') return subgroups * (phase ? vonMisesUniforms(count) : su2Uniforms(count));
  return subgroups * count * (phase ? 2 : 4);
}

export function moved(move: Move, link: Matrix, around: Surroundings, options: MoveOptions): Moved {
  return move === 'metropolis' ? metropolis(link, around, options) : drawn(move, link, around, options);
}

/** Heatbath and overrelaxation: x is new, g = x V†. */
function drawn(move: Move, link: Matrix, { staple }: Surroundings, { group, count, uniform }: MoveOptions): Moved {
  let [U, W] = [link, link.mul(staple.dagger())];
  let tally = W.reTrace().graph.constant(0);
  const subgroups = subgroupsOf(group);
  const share = uniform.length / subgroups.length;
  subgroups.forEach((subgroup, k) => {
    const { weight, unit } = normalised(subgroup.part(W), subgroup.scale);
    let x: Element = inverse(unit);
    if (move === 'heatbath') {
      const numbers = uniform.slice(k * share, (k + 1) * share);
      const trial =
        unit instanceof Quaternion ? su2Trial(weight, count, numbers) : vonMisesTrial(weight, count, numbers);
      const success = tally.graph.constant(0).lessThan(trial.found);
      x = choose(success, trial.x, x);
      tally = tally.add(1).sub(trial.found);
    }
    const g = product(x, inverse(unit));
    U = subgroup.act(g, U);
    W = subgroup.act(g, W);
  });
  return { link: U, tally };
}

function metropolis(link: Matrix, around: Surroundings, { group, count, step, uniform }: MoveOptions): Moved {
  const { staple, squared } = around;
  let [U, W] = [link, link.mul(staple.dagger())];
  let others = (squared?.staples ?? []).map(C => link.mul(C.dagger()));
  const { graph } = W.reTrace();
  let tally = graph.constant(0);
  const subgroups = subgroupsOf(group);
  const share = uniform.length / (count * subgroups.length);
  for (let hit = 0; hit < count; hit++) {
    subgroups.forEach((subgroup, k) => {
      const first = (hit * subgroups.length + k) * share;
      const [accept, ...numbers] = uniform.slice(first, first + share);
      const g = proposal(step ?? graph.constant(1), numbers);
      const w = subgroup.part(W);
      let gain = realPart(product(g, w)).sub(realPart(w)).mul(subgroup.scale);
      const proposed = others.map(M => subgroup.act(g, M));
      if (squared) {
        const change = proposed.map((M, i) => M.trace().squared().sub(others[i].trace().squared()));
        gain = gain.add(change.reduce((a, b) => a.add(b)).mul(squared.coupling));
      }
      const accepted = accept.lessThan(gain.exp());
      const chosen = choose(accepted, g, identityLike(g));
      U = subgroup.act(chosen, U);
      W = subgroup.act(chosen, W);
      others = others.map(M => subgroup.act(chosen, M));
      tally = tally.add(accepted.select(1, 0));
    });
  }
  return { link: U, tally };
}

function identityLike(g: Element): Element {
  const { graph } = realPart(g);
  const [one, zero] = [graph.constant(1), graph.constant(0)];
  return g instanceof Quaternion ? new Quaternion(one, zero, zero, zero) : new Complex(one, zero);
}

/** As likely as its inverse: a phase, or a quaternion whose vector part is uniform in a cube. */
function proposal(step: Real, numbers: readonly Real[]): Element {
  const r = numbers.map(u => u.mul(2).sub(1).mul(step));
  if (r.length === 1) {
    const angle = r[0].mul(Math.PI);
    return new Complex(angle.cos(), angle.sin());
  }
  const square = r.reduce((sum, c) => sum.add(c.mul(c)), step.graph.constant(0));
  return new Quaternion(step.graph.constant(1).sub(square).max(0).sqrt(), r[0], r[1], r[2]);
}

/** The largest step of metropolis for which every proposal is a group element. */
export function largestStep(group: Group): number {
  return group.colours === 1 ? 1 : 1 / Math.sqrt(3);
}
