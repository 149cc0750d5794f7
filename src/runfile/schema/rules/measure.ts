/** Rules about what is measured. */
import { observableCatalogue } from '../../../catalogue/index.ts';
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

/** Solvers of quarks and gauge fixing visit even and odd sites in turn. */
const evenExtentsWhereNeeded: Rule = ({ measure, lattice }) => {
  if (lattice.extent.every(length => length % 2 === 0)) return;
  for (const [name, asked] of Object.entries(measure)) {
    if (asked === undefined) continue;
    if ((Reflect.get(asked, 'gauge') ?? 'none') !== 'none')
      return broken(
        ['measure', name, 'gauge'],
        '"none", or even extents: a gauge is fixed on even and odd sites in turn',
      );
    if (observableCatalogue[name]?.valence !== undefined)
      return broken(['measure', name], 'even extents for it, quarks hop between even and odd sites');
  }
};

const baryonsHaveThreeColours: Rule = ({ measure, group }) => {
  if (measure.nucleon !== undefined && group.name !== 'SU(3)')
    return broken(['measure', 'nucleon'], 'group.name = "SU(3)" for it, a nucleon has three colours');
};

const separationsAreSpatial: Rule = ({ measure, lattice }) => {
  const separations = measure.offAxisLoops?.separations;
  const space = lattice.extent.length - 1;
  if (!Array.isArray(separations)) return;
  const wrong = separations.findIndex(
    (vector: readonly number[]) => vector.length !== space || !vector.some(x => x !== 0),
  );
  if (wrong >= 0)
    return broken(['measure', 'offAxisLoops', 'separations', wrong], `${space} whole numbers, not all of them zero`);
};

/** Low modes are looked for among all of one parity. */
const modesExist: Rule = ({ measure, lattice, group }) => {
  const sites = lattice.extent.reduce((product, length) => product * length, 1);
  const most = Math.floor((sites * (Number(/\d+/.exec(group.name)?.[0]) || 1)) / 4);
  for (const [name, asked] of Object.entries(measure)) {
    const count = asked?.count;
    if (typeof count === 'number' && count > most)
      return broken(['measure', name], `a count of at most ${most} modes on this lattice`);
  }
};

const smearedLinksAreDescribed: Rule = ({ measure, smearing }) => {
  const asking = Object.entries(measure).find(([, asked]) => asked?.links === 'smeared');
  if (asking && !smearing) return broken(['measure', asking[0], 'links'], '"thin", or a section [smearing]');
};

export const measureRules: readonly Rule[] = [
  observablesExist,
  valenceQuarksHaveMass,
  evenExtentsWhereNeeded,
  baryonsHaveThreeColours,
  separationsAreSpatial,
  modesExist,
  smearedLinksAreDescribed,
];
