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

/** Valence quarks have the mass of sea quarks of their family unless they are given one. */
const valenceQuarksHaveMass: Rule = ({ measure, action }) => {
  for (const [name, asked] of Object.entries(measure)) {
    const valence = observableCatalogue[name]?.valence;
    if (asked === undefined || valence === undefined) continue;
    const isGiven = ['kappa', 'mass'].some(key => Reflect.get(asked, key) !== undefined);
    if (isGiven || quarksOf(action).some(({ kind }) => valence.includes(kind))) continue;
    return broken(
      ['measure', name],
      `a quark mass in it, there is no ${valence[0]} fermion in [action] to take it from`,
    );
  }
};

const smearedLinksAreDescribed: Rule = ({ measure, smearing }) => {
  const asking = Object.entries(measure).find(([, asked]) => asked?.links === 'smeared');
  if (asking && !smearing) return broken(['measure', asking[0], 'links'], '"thin", or a section [smearing]');
};

export const measureRules: readonly Rule[] = [observablesExist, valenceQuarksHaveMass, smearedLinksAreDescribed];
