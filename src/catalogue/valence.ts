/** Valence quarks of the catalogue: what options leave open comes from sea quarks of the same family, and from the run. */
import { z } from 'zod';
import {
  kappaOfMass,
  moebiusCoefficients,
  type SolverOptions,
  usualHeight,
  type WilsonOptions,
} from '../fermion/index.ts';
import { sharedOn } from '../lattice/index.ts';
import {
  type DomainWallQuark,
  domainWallQuark,
  type ValenceQuark,
  wilsonQuark,
} from '../measure/observables/hadrons/quark.ts';
import type { StaggeredKind, StaggeredQuark } from '../measure/observables/staggered/quark.ts';
import type { MeasuredTheory, QuarkKind } from './entry.ts';
import { oneOf, positive, solving, wholeNumber } from './options.ts';

/** The kinds of sea quark that valence quarks of each family take their parameters from. */
export const families = {
  staggered: ['staggered', 'hisq'],
  wilson: ['wilson', 'clover'],
  domainWall: ['domainWall', 'moebius'],
} as const satisfies Record<string, readonly QuarkKind[]>;

/** The sea quarks, if they are of one of these kinds or do not say what they are. */
export function seaOf(kinds: readonly QuarkKind[], { quarks }: MeasuredTheory): NonNullable<MeasuredTheory['quarks']> {
  return quarks && (quarks.kind === undefined || kinds.includes(quarks.kind)) ? quarks : {};
}

const usualTolerance = 1e-10;
const finite = () => z.number({ error: 'a finite number' });
const mass = {
  mass: positive().optional().describe('valence mass; left out, that of the sea quarks').meta({ unit: '1/a' }),
};

export const staggeredKindOptions = {
  improvement: oneOf(['none', 'hisq'])
    .optional()
    .describe('"hisq" for highly improved staggered quarks; left out, as the sea quarks'),
  naikEpsilon: finite().optional().describe('correction of the Naik term of HISQ; left out, that of the sea, or 0'),
};

export const staggeredOptions = { ...mass, ...staggeredKindOptions, ...solving };

export const wilsonOptions = {
  kappa: positive().optional().describe('valence hopping parameter; left out, that of the sea quarks'),
  mass: finite().optional().describe('bare valence mass m_0 in place of kappa = 1/(2 m_0 + 2 D)'),
  cSw: finite().optional().describe('coefficient of the clover term; left out, that of the sea quarks, or 0'),
  ...solving,
};

export const domainWallOptions = {
  ...mass,
  height: positive().optional().describe(`M_5 between 0 and 2; left out, that of the sea quarks, or ${usualHeight}`),
  extent5: wholeNumber(2).optional().describe('L_5; left out, that of the sea quarks, or 8'),
  b: finite().optional().describe('Möbius b; left out, that of the sea quarks, or 1'),
  c: finite().optional().describe('Möbius c; left out, that of the sea quarks, or 0'),
  optimalRange: z
    .array(positive(), { error: 'two numbers' })
    .length(2, { error: 'two numbers' })
    .optional()
    .describe(
      'where |γ5 D_W / (2 + (b − c) D_W)| lies: coefficients of every slice are optimal there; left out, as b and c',
    ),
  ...solving,
};

/** What `z` makes of these options, all of them optional. */
type Given<Shape extends z.core.$ZodLooseShape> = Partial<z.output<z.ZodObject<Shape>>>;

export function solverOf({ tolerance }: Given<typeof solving>, { solver }: MeasuredTheory): SolverOptions {
  return { ...solver, tolerance: tolerance ?? solver?.tolerance ?? usualTolerance };
}

function fieldsOf({ lattice, group, boundary }: MeasuredTheory) {
  return { lattice, group, ...(boundary ? { boundary } : {}) };
}

function missing(name: string, what: string, how: string): Error {
  return new Error(`${name} depends on ${what}, and there are no sea quarks to take it from: give ${how}.`);
}

export function staggeredKind(options: Given<typeof staggeredKindOptions>, theory: MeasuredTheory): StaggeredKind {
  const sea = seaOf(families.staggered, theory);
  const improved = (options.improvement ?? (sea.kind === 'hisq' ? 'hisq' : 'none')) === 'hisq';
  const naikEpsilon = options.naikEpsilon ?? sea.naikEpsilon ?? 0;
  return { ...fieldsOf(theory), ...(improved ? { hisq: { naikEpsilon } } : {}) };
}

/** @throws if there is no mass */
export function staggeredValence(
  name: string,
  options: Given<typeof staggeredOptions>,
  theory: MeasuredTheory,
): StaggeredQuark {
  const own = options.mass ?? seaOf(families.staggered, theory).mass;
  if (own === undefined) throw missing(name, 'the quark mass', 'the mass');
  return { ...staggeredKind(options, theory), mass: own, solver: solverOf(options, theory) };
}

/** @throws if there is neither kappa nor a mass, or both are given */
export function wilsonParameters(
  name: string,
  options: Given<typeof wilsonOptions>,
  theory: MeasuredTheory,
): WilsonOptions {
  if (options.kappa !== undefined && options.mass !== undefined) {
    throw new Error(`${name} has kappa = ${options.kappa} and mass = ${options.mass}: give one of them.`);
  }
  const sea = seaOf(families.wilson, theory);
  const ofMass = (m0: number | undefined) => (m0 === undefined ? undefined : kappaOfMass(m0, theory.lattice.dimension));
  const kappa = options.kappa ?? ofMass(options.mass) ?? sea.kappa ?? ofMass(sea.mass);
  if (kappa === undefined) throw missing(name, 'kappa', 'kappa or the mass');
  return { ...fieldsOf(theory), kappa, cSw: options.cSw ?? sea.cSw ?? 0 };
}

/** Errors as `wilsonParameters`. */
export function wilsonValence(
  name: string,
  options: Given<typeof wilsonOptions>,
  theory: MeasuredTheory,
): ValenceQuark {
  return shared(theory, wilsonQuark, wilsonParameters(name, options, theory), solverOf(options, theory));
}

/** @throws if there is no mass */
export function domainWallValence(
  name: string,
  options: Given<typeof domainWallOptions>,
  theory: MeasuredTheory,
): DomainWallQuark {
  const sea = seaOf(families.domainWall, theory);
  const own = options.mass ?? sea.mass;
  if (own === undefined) throw missing(name, 'the quark mass', 'the mass');
  const extent5 = options.extent5 ?? sea.extent5 ?? 8;
  const isOwn = options.b !== undefined || options.c !== undefined;
  const form = moebiusCoefficients({
    extent5,
    b: options.b ?? sea.b ?? 1,
    c: options.c ?? sea.c ?? 0,
    optimalRange: options.optimalRange ?? (isOwn ? undefined : sea.optimalRange),
  });
  const walls = { height: options.height ?? sea.height ?? usualHeight, extent5, ...form };
  return shared(theory, domainWallQuark, { ...fieldsOf(theory), mass: own, ...walls }, solverOf(options, theory));
}

/** One quark for all observables that ask for the same one: each of them reads in its links first. */
function shared<Options extends object, Solving extends object, Quark>(
  { lattice, group }: MeasuredTheory,
  make: (options: Options, solving: Solving) => Quark,
  options: Options,
  solving: Solving,
): Quark {
  const { lattice: _lattice, group: _group, ...numbers } = options as Record<string, unknown>;
  return sharedOn(lattice, `${make.name} of ${group.name} ${JSON.stringify([numbers, solving])}`, () =>
    make(options, solving),
  );
}
