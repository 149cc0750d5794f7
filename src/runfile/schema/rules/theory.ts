/** Rules about the lattice, the start, the action and the files of configurations. */
import { quarksOf } from '../action.ts';
import type { Quark } from '../fermion.ts';
import type { GaugeRun } from '../index.ts';
import { fieldBytes, memoryLimit, readableBytes } from '../memory.ts';
import type { SmearingTable } from '../smearing.ts';
import { broken, type Inconsistency, type Rule } from './rule.ts';

const fitsInMemory: Rule = ({ lattice, group, action }) => {
  const fermions = quarksOf(action).length > 0;
  const bytes = fieldBytes({ extent: lattice.extent, group: group.name, fermions });
  if (bytes <= memoryLimit) return;
  return broken(
    ['lattice', 'extent'],
    `fields of at most ${readableBytes(memoryLimit)} of memory, these need at least ${readableBytes(bytes)}`,
  );
};

const solutionsNeedFourDirections: Rule = ({ lattice, group, start }) => {
  if (!['instanton', 'antiinstanton', 'flux'].includes(start.from)) return;
  if (lattice.extent.length === 4 && group.name !== 'U(1)') return;
  return broken(['start', 'from'], '"cold", "hot" or a file: that solution exists for SU(N) in four dimensions');
};

const radiusNeedsInstanton: Rule = ({ start }) => {
  if (start.radius !== undefined && !/^(anti)?instanton$/.test(start.from))
    return broken(['start', 'radius'], 'no radius unless start.from is "instanton" or "antiinstanton"');
};

const fewestDirections = { plaquette: 2, rectangle: 2, chair: 3, parallelogram: 3 } as const;

const loopsExist: Rule = ({ lattice, action: { gauge } }) => {
  if (gauge.kind !== 'loops') return;
  const term = gauge.terms.findIndex(({ loop }) => fewestDirections[loop] > lattice.extent.length);
  if (term < 0) return;
  const { loop } = gauge.terms[term];
  return broken(
    ['action', 'gauge', 'terms', term, 'loop'],
    `at least ${fewestDirections[loop]} directions for a ${loop} loop`,
  );
};

const wordsAreClosed: Rule = ({ lattice, action: { gauge } }) => {
  if (gauge.kind !== 'words') return;
  const dimension = lattice.extent.length;
  for (const [term, { word }] of gauge.terms.entries()) {
    const path = ['action', 'gauge', 'terms', term, 'word'];
    const wrong = word.find(step => step === 0 || Math.abs(step) > dimension);
    if (wrong !== undefined) return broken(path, `steps ±1 to ±${dimension}, not ${wrong}`);
    if (!lattice.extent.every((_, mu) => netSteps(word, mu + 1) === 0))
      return broken(path, 'a word that comes back to where it began');
  }
};

const netSteps = (word: readonly number[], direction: number) =>
  word.reduce((sum, step) => sum + (Math.abs(step) === direction ? Math.sign(step) : 0), 0);

const oneWayToNameQuarks: Rule = ({ action }) => {
  if (action.fermion.kind !== 'none' && action.fermions !== undefined)
    return broken(['action', 'fermions'], 'either [action.fermion] or [[action.fermions]], not both');
};

const dimensionsOf: Readonly<Record<Quark['kind'], readonly number[]>> = {
  staggered: [2, 3, 4],
  hisq: [4],
  wilson: [2, 4],
  clover: [4],
  domainWall: [2, 4],
  moebius: [2, 4],
};

/** The first kind of quark that something is wrong with. */
function aboutQuarks(
  { action }: GaugeRun,
  complaint: (quark: Quark) => { key: string; expected: string } | undefined,
): Inconsistency | undefined {
  for (const [k, quark] of quarksOf(action).entries()) {
    const found = complaint(quark);
    const place = action.fermion.kind === 'none' ? ['action', 'fermions', k] : ['action', 'fermion'];
    if (found) return broken([...place, found.key], found.expected);
  }
}

const quarksHaveSpinors: Rule = run =>
  aboutQuarks(run, ({ kind }) => {
    const dimensions = dimensionsOf[kind];
    if (dimensions.includes(run.lattice.extent.length)) return;
    return { key: 'kind', expected: `"staggered", or a lattice of ${dimensions.join(' or ')} dimensions` };
  });

const threeHopsFit: Rule = run =>
  aboutQuarks(run, ({ kind }) =>
    kind === 'hisq' && run.lattice.extent.some(length => length < 4)
      ? { key: 'kind', expected: 'at least 4 sites in every direction for hisq, its Naik term hops three' }
      : undefined,
  );

/** Solvers of quarks eliminate the odd sites, and staggered phases alternate. */
const quarksNeedEvenExtents: Rule = ({ lattice, action }) => {
  const [quark] = quarksOf(action);
  const odd = lattice.extent.findIndex(length => length % 2 !== 0);
  if (quark && odd >= 0)
    return broken(['lattice', 'extent', odd], `an even number, ${quark.kind} quarks hop between even and odd sites`);
};

const splittingNeedsPlainHmc: Rule = run =>
  aboutQuarks(run, quark => {
    if (!('hasenbusch' in quark) || quark.hasenbusch === undefined) return;
    const unit = quark.kind === 'staggered' ? 4 : 2;
    if (quark.flavours % unit !== 0)
      return { key: 'hasenbusch', expected: `a multiple of ${unit} flavours with it, the ratios are without roots` };
    const floor = 'mass' in quark ? quark.mass : 0;
    const ceiling = 'extent5' in quark ? 1 : Number.POSITIVE_INFINITY;
    const ordered = [ceiling, ...quark.hasenbusch, floor].every((mass, i, all) => i === 0 || mass < all[i - 1]);
    if (!ordered) return { key: 'hasenbusch', expected: `numbers that fall from below ${ceiling} to above ${floor}` };
  });

/** All smearing tables of a run, with their places. */
function smearings({ action, smearing }: GaugeRun): [Inconsistency['path'], SmearingTable][] {
  const quarks = quarksOf(action).map((quark, k): [Inconsistency['path'], SmearingTable | undefined] => [
    [...(action.fermion.kind === 'none' ? ['action', 'fermions', k] : ['action', 'fermion']), 'smearing'],
    'smearing' in quark ? quark.smearing : undefined,
  ]);
  const all: typeof quarks = [
    [['action', 'gauge', 'smearing'], action.gauge.smearing],
    [['smearing'], smearing],
    ...quarks,
  ];
  return all.flatMap(([path, table]) => (table ? [[path, table] as [Inconsistency['path'], SmearingTable]] : []));
}

const smearingHasStaples: Rule = run => {
  const [path, table] = smearings(run).find(([, { directions }]) => directions === 'space') ?? [];
  if (path && table && run.lattice.extent.length < 3)
    return broken([...path, 'directions'], '"all", a plane in space needs three directions');
};

const filesHoldDirections: Rule = ({ output, lattice }) => {
  const { configurations } = output;
  if (configurations !== undefined && configurations.format !== 'bridge' && lattice.extent.length !== 4)
    return broken(
      ['output', 'configurations', 'format'],
      '"bridge", to be written beside `every`: the other formats are for four directions',
    );
};

export const theoryRules: readonly Rule[] = [
  fitsInMemory,
  solutionsNeedFourDirections,
  radiusNeedsInstanton,
  loopsExist,
  wordsAreClosed,
  oneWayToNameQuarks,
  quarksHaveSpinors,
  threeHopsFit,
  quarksNeedEvenExtents,
  splittingNeedsPlainHmc,
  smearingHasStaples,
  filesHoldDirections,
];
