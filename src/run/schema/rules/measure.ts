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

/** What the quarks of an observable are, from the options it has. */
function valenceKind(shape: Readonly<Record<string, unknown>>): 'Wilson' | 'domain-wall' | 'staggered' | undefined {
  if ('kappa' in shape) return 'Wilson';
  if ('extent5' in shape) return 'domain-wall';
  return 'mass' in shape ? 'staggered' : undefined;
}

const seaKinds = {
  Wilson: ['wilson', 'clover'],
  'domain-wall': ['domainWall', 'moebius'],
  staggered: ['staggered'],
} as const;

/** Valence quarks have the mass of the sea unless they are given one. */
const valenceQuarksHaveMass: Rule = ({ measure, action }) => {
  const [sea] = quarksOf(action);
  for (const [name, asked] of Object.entries(measure)) {
    const kind = valenceKind(observableCatalogue[name]?.options.shape ?? {});
    if (asked === undefined || kind === undefined) continue;
    const isGiven = ['kappa', 'mass'].some(key => Reflect.get(asked, key) !== undefined);
    if (isGiven || seaKinds[kind].some(word => word === sea?.kind)) continue;
    return broken(['measure', name], `a quark mass in it, there is no ${kind} fermion in [action] to take it from`);
  }
};

const smearedLinksAreDescribed: Rule = ({ measure, smearing }) => {
  const asking = Object.entries(measure).find(([, asked]) => asked?.links === 'smeared');
  if (asking && !smearing) return broken(['measure', asking[0], 'links'], '"thin", or a section [smearing]');
};

export const measureRules: readonly Rule[] = [observablesExist, valenceQuarksHaveMass, smearedLinksAreDescribed];
