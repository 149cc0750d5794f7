/**
 * Forces against finite differences of their actions, and the derivative with respect to the weights of a network.
 *
 * With step h = 1e-3 the fourth-order difference errs by some 1e-11 of the force plus 1e-13 |S| / h by the solver, for
 * rational functions by their accuracy; 1e-7 of the norm of the force leaves room for all of it.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Functional } from '../../lattice/index.ts';
import type { Finding } from '../finding.ts';
import { derivativeLaw, weightLaw } from '../force.ts';
import type { Subject } from './subject.ts';

const step = 1e-3;
const tolerance = 1e-7;

export function checkForces({ u, gauge, quarks, terms, surrogate }: Subject): Finding[] {
  const found = [forceLaw('gauge action', gauge, u)];
  if (quarks) found.push(forceLaw('quark action', quarks.action, u));
  const plain = quarks && terms[0].pseudofermions[0].action;
  for (const action of terms.flatMap(term => term.actions)) {
    if (action !== plain) found.push(forceLaw(action.name, action, u));
  }
  if (surrogate) found.push(forceLaw('effective action', surrogate, u));
  if (surrogate && 'weightGradient' in surrogate) {
    found.push(weightLaw(surrogate, u, { tolerance, step: step / 2, seed: 32 }));
  }
  return found;
}

function forceLaw(what: string, action: Functional<GaugeField>, u: GaugeField): Finding {
  return derivativeLaw(action, u, { name: `the ${what}`, tolerance, step, seed: 31 });
}
