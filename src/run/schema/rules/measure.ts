/** Rules about what is measured. */
import { observableCatalogue } from '../../../measure/observables/index.ts';
import { quarksOf } from '../action.ts';
import { broken, type Rule } from './rule.ts';

const observablesExist: Rule = ({ measure, lattice }) => {
  const dimension = lattice.extent.length;
  for (const [name, asked] of Object.entries(measure)) {
    const dimensions = observableCatalogue[name]?.dimensions;
    if (asked !== undefined && dimensions && !dimensions.includes(dimension))
      return broken(['measure', name], `a lattice of ${dimensions.join(' or ')} dimensions for it`);
  }
};

/** Valence quarks have the mass of the sea unless they are given one. */
const valenceQuarksHaveMass: Rule = ({ measure, action }) => {
  const [sea] = quarksOf(action);
  for (const [name, asked] of Object.entries(measure)) {
    const shape = observableCatalogue[name]?.options.shape;
    if (asked === undefined || !shape || !('mass' in shape)) continue;
    const isWilson = 'kappa' in shape;
    const given = isWilson ? ['kappa', 'mass'] : ['mass'];
    if (given.some(key => Reflect.get(asked, key) !== undefined)) continue;
    if (isWilson ? sea !== undefined && 'kappa' in sea : sea?.kind === 'staggered') continue;
    const kind = isWilson ? 'Wilson' : 'staggered';
    return broken(
      ['measure', name],
      `${given.join(' or ')} in it, or a ${kind} fermion in [action], there are no quarks to measure`,
    );
  }
};

export const measureRules: readonly Rule[] = [observablesExist, valenceQuarksHaveMass];
