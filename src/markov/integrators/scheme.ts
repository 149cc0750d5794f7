/**
 * Symplectic integrators as data. A scheme is the list of its steps for unit time, who moves and how much:
 *   drift:  U ← exp(c P) U,    a force group g:  p ← p − c dS_g/dq,
 * the force at U, or at links moved a little against the force (see forceGradient.ts).
 * Composition is algebra on such lists. Each step is reversible and keeps the volume of phase space, so a list that reads
 * the same backwards is a valid proposal of hybrid Monte Carlo, whatever the forces are.
 *
 * References: J. C. Sexton and D. H. Weingarten, Nucl. Phys. B 380, 665 (1992) (several time scales);
 * I. P. Omelyan, I. M. Mryglod, R. Folk, Comput. Phys. Commun. 151, 272 (2003).
 */
import type { Cite } from '../../lattice/index.ts';
import { printSteps } from './print.ts';
import { forceGroups, fused, type Step } from './steps.ts';

export interface Scheme {
  readonly name: string;
  /** Energy is conserved up to O(step^order). */
  readonly order: number;
  /** Neighbouring steps of the same kind are already one step. */
  readonly steps: readonly Step[];
  readonly cites: readonly Cite[];
  /** The name, the order and all steps. */
  toString(): string;
}

/** A scheme with these steps, neighbours fused. */
export function scheme(parts: Omit<Scheme, 'toString'>): Scheme {
  const steps = fused(parts.steps);
  return { ...parts, steps, toString: () => `${parts.name}, order ${parts.order}: ${printSteps(steps)}` };
}

/**
 * n shorter copies one after the other; the last step of a copy and the first of the next become one.
 *
 * @throws if n is not a positive integer
 */
export function repeat(n: number, once: Scheme): Scheme {
  if (!Number.isInteger(n) || n < 1) throw new Error(`A scheme is repeated 1, 2, 3 .. times; found ${n}.`);
  const copy = scaled(once.steps, 1 / n);
  const steps = Array.from({ length: n }, () => copy).flat();
  return scheme({ ...once, name: n === 1 ? once.name : `${n} x ${once.name}`, steps });
}

/**
 * Time scales: every drift of `outer` is itself integrated by `inner`, whose forces are the cheaper or stiffer ones.
 * Nests to any depth.
 *
 * @throws if a force group occurs in both: it would kick twice
 */
export function nest(outer: Scheme, inner: Scheme): Scheme {
  const twice = forceGroups(outer.steps).filter(group => forceGroups(inner.steps).includes(group));
  if (twice.length > 0) {
    throw new Error(
      `The force group ${twice.join(', ')} is in the outer scheme (${outer.name}) and in the inner one (${inner.name}); ` +
        'give each group one level.',
    );
  }
  return scheme({
    name: `(${outer.name} over ${inner.name})`,
    order: Math.min(outer.order, inner.order),
    steps: outer.steps.flatMap(step => (step.who === 'drift' ? scaled(inner.steps, step.coefficient) : [step])),
    cites: [...new Set([...outer.cites, ...inner.cites])],
  });
}

/**
 * The scheme with every kick given by several groups at once, as if their forces were one.
 *
 * @throws if the scheme itself has several groups
 */
export function kickedBy(groups: readonly string[], single: Scheme): Scheme {
  const [only, ...others] = forceGroups(single.steps);
  if (only === undefined || others.length > 0) {
    throw new Error(`The scheme ${single.name} has several force groups already; expected one, to be replaced.`);
  }
  return scheme({
    ...single,
    name: single.name.replace(`(${only})`, `(${groups.join(' + ')})`),
    steps: single.steps.flatMap(step => (step.who === 'drift' ? [step] : groups.map(who => joint(step, who, groups)))),
  });
}

function joint({ coefficient, shift }: Step, who: string, groups: readonly string[]): Step {
  return shift ? { who, coefficient, shift: { ...shift, along: groups } } : { who, coefficient };
}

/** A shorter copy; the shifts of force-gradient kicks are proportional to the square of the time. */
function scaled(steps: readonly Step[], factor: number): Step[] {
  return steps.map(step => ({
    ...step,
    coefficient: factor * step.coefficient,
    ...(step.shift ? { shift: { ...step.shift, share: factor ** 2 * step.shift.share } } : {}),
  }));
}
