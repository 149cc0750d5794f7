/**
 * Forces against finite differences of their actions, and the derivative with respect to the weights of a network.
 *
 * With step h = 1e-3 the fourth-order difference errs by some 1e-11 of the force plus 1e-13 |S| / h by the solver, for
 * rational functions by their accuracy; 1e-7 of the norm of the force leaves room for all of it.
 */
import type { GaugeField } from '../../gauge/index.ts';
import { type Functional, key, type Trainable, uniforms } from '../../lattice/index.ts';
import { type Finding, finding } from './finding.ts';
import { forceOf, inner, length, moved, randomDirection, slope } from './numbers.ts';
import type { Subject } from './subject.ts';

const step = 1e-3;
const allowed = 1e-7;

export function checkForces({ u, gauge, quarks, terms, surrogate }: Subject): Finding[] {
  const found = [forceLaw('gauge action', gauge, u)];
  if (quarks) found.push(forceLaw('quark action', quarks.action, u));
  const plain = quarks && terms[0].pseudofermions[0].action;
  for (const action of terms.flatMap(term => term.actions)) {
    if (action !== plain) found.push(forceLaw(action.name, action, u));
  }
  if (surrogate) found.push(forceLaw('effective action', surrogate, u));
  if (surrogate && 'weightGradient' in surrogate) found.push(weightLaw(surrogate, u));
  return found;
}

function forceLaw(what: string, action: Functional<GaugeField>, u: GaugeField): Finding {
  const direction = randomDirection(u, 31);
  const force = forceOf(action, u);
  const exact = inner(direction, force);
  const difference = slope(t => action.value(moved(u, direction, t)), step);
  const scale = Math.max(length(force), Number.MIN_VALUE);
  return finding(`force of the ${what} is its derivative`, Math.abs(exact - difference) / scale, allowed);
}

/** Along a random direction in the space of all weights. */
function weightLaw(surrogate: Trainable<GaugeField>, u: GaugeField): Finding {
  const { derivatives } = surrogate.weightGradient(u);
  const { weights } = surrogate;
  const before = weights.map(({ value }) => value);
  const direction = weights.map((_, i) => 2 * uniforms(key(32, 0, 'weights'), i, 0)[0] - 1);
  const exact = direction.reduce((sum, d, i) => sum + d * derivatives[i], 0);
  const moveBy = (t: number) =>
    weights.forEach((weight, i) => {
      weight.value = before[i] + t * direction[i];
    });
  const difference = slope(t => {
    moveBy(t);
    return surrogate.value(u);
  }, step / 2);
  moveBy(0);
  const scale = Math.max(Math.hypot(...derivatives), Number.MIN_VALUE);
  return finding('weight gradient is the derivative', Math.abs(exact - difference) / scale, allowed);
}
