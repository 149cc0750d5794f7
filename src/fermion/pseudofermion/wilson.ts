/**
 * Wilson pseudofermions, with or without the clover term, even/odd preconditioned (wilson/evenOdd.ts):
 *   |det D|^{N_f} = (det A_oo)^{N_f} (det M)^{N_f/2},   M = D̂† D̂ on even sites,
 *   S = φ† M^{−N_f/2} φ − N_f ln det A_oo.
 * Two flavours need the inverse; one flavour is M^{−1/2} by a rational function. More flavours are several of these, as
 * equal as possible. A determinant may be split further (M. Hasenbusch) with twists μ₁ > μ₂ > …:
 *   det M = det (M + μ₁²) det [ (M + μ₂²) / (M + μ₁²) ] … det [ M / (M + μ_n²) ],
 * each factor with a pseudofermion of its own, and a smaller force than the whole.
 *
 * An odd number of flavours has |det D| where det D would be right; they agree while det D is positive, as it is for quarks
 * that are not too light.
 *
 * Reference: D. H. Weingarten and D. N. Petcher, Phys. Lett. B 99, 333 (1981); M. Hasenbusch, Phys. Lett. B 519, 177 (2001),
 * hep-lat/0107019; M. A. Clark and A. D. Kennedy, Phys. Rev. Lett. 98, 051601 (2007).
 */
import type { Group } from '../../group/index.ts';
import { type Cite, type Lattice, papers } from '../../lattice/index.ts';
import type { SpinorBoundary } from '../wilson/boundary.ts';
import { EvenOddWilson } from '../wilson/evenOdd.ts';
import { kappaOfMass, massOfKappa, WilsonOperator } from '../wilson/operator.ts';
import { type ActionForm, pseudofermionFrom, type SolverChoice } from './fromMatrix.ts';
import { requireDescending } from './hasenbusch.ts';
import type { Pseudofermion } from './pseudofermion.ts';
import type { SpectralRange } from './spectralRange.ts';
import { wilsonMatrix } from './wilsonMatrix.ts';

export interface WilsonPseudofermionOptions {
  readonly lattice: Lattice;
  readonly group: Group;
  /** 1 / (2 m₀ + 2 d) */
  readonly kappa: number;
  /** Default 0: no clover term. */
  readonly cSw?: number;
  readonly flavours: number;
  /** Default: antiperiodic in time. */
  readonly boundary?: SpinorBoundary;
  readonly solver?: SolverChoice;
  /**
   * For an odd number of flavours: a range that holds the eigenvalues of M. Default: the lower end is measured at every
   * refresh (spectralRange.ts) and divided by 16, the upper one is a bound. Every solve checks the range.
   */
  readonly spectrum?: SpectralRange;
}

/** One factor of the determinant. */
interface Factor {
  readonly flavours: 1 | 2;
  /** Default 0. */
  readonly twist?: number;
  /** Divided by this one. */
  readonly heavy?: number;
}

/**
 * One pseudofermion for one or two flavours. `withMass` of the answer takes the bare mass m₀.
 *
 * @throws if the number of flavours is not 1 or 2 (see `wilsonPseudofermions`), or kappa, c_SW or the boundary is refused
 *   by the operator
 */
export function wilsonPseudofermion(options: WilsonPseudofermionOptions): Pseudofermion {
  const { flavours } = options;
  if (flavours !== 1 && flavours !== 2) {
    throw new Error(
      `One Wilson pseudofermion is for 1 or 2 flavours; found ${flavours}. wilsonPseudofermions makes a list for more.`,
    );
  }
  return factorOf(options, new WilsonOperator(options), { flavours });
}

/**
 * Pseudofermions for any number of flavours, and any number of twists for each pair of flavours: the sum of their actions
 * is that of the determinant.
 *
 * @param twists μ₁ > μ₂ > … > 0, for even numbers of flavours; each adds a pseudofermion per pair. Default none.
 * @throws if the number of flavours is no positive integer, or twists do not descend or come with an odd number of flavours
 */
export function wilsonPseudofermions(
  options: WilsonPseudofermionOptions & { readonly twists?: readonly number[] },
): Pseudofermion[] {
  const { flavours, twists = [] } = options;
  if (!(Number.isInteger(flavours) && flavours >= 1)) {
    throw new Error(`Wilson fermions come in a whole number of flavours, 1, 2, 3 ..; found ${flavours}.`);
  }
  requireDescending('twists', twists, 0);
  if (twists.length > 0 && flavours % 2 === 1) {
    throw new Error(
      `Twists [${twists}] split pairs of flavours; found N_f = ${flavours}. Use an even number of flavours, or no twists.`,
    );
  }
  const pair: Factor[] = [...twists, 0].map((twist, k) =>
    k === 0 ? { flavours: 2, twist } : { flavours: 2, twist, heavy: twists[k - 1] },
  );
  const pairs = Array.from({ length: Math.floor(flavours / 2) }, () => pair).flat();
  const factors: Factor[] = flavours % 2 === 1 ? [...pairs, { flavours: 1 }] : pairs;
  // Every factor reads in the links before it does anything else.
  const operator = new WilsonOperator(options);
  return factors.map(factor => factorOf(options, operator, factor));
}

function factorOf(
  options: WilsonPseudofermionOptions,
  operator: WilsonOperator,
  { flavours, twist = 0, heavy }: Factor,
): Pseudofermion {
  const { kappa, cSw = 0, solver, spectrum } = options;
  const { dimension } = operator.lattice;
  const form: ActionForm =
    flavours === 1
      ? { kind: 'power', power: 1 / 2 }
      : heavy === undefined
        ? { kind: 'inverse' }
        : { kind: 'ratio', heavy };
  // The heaviest factor carries the determinant of the odd sites.
  const { clover } = operator;
  const determinant =
    clover && heavy === undefined
      ? { value: () => -flavours * clover.logDeterminant, addDerivative: () => clover.addLogDeterminant(-flavours) }
      : undefined;
  return pseudofermionFrom({
    matrix: wilsonMatrix(new EvenOddWilson(operator)),
    mass: massOfKappa(kappa, dimension),
    setLinks: (u, mass) =>
      void operator.setLinks(u, mass === massOfKappa(kappa, dimension) ? kappa : kappaOfMass(mass, dimension)),
    shiftMass: () => twist,
    form,
    name: mass => nameOf({ kappa: kappaOfMass(mass, dimension), cSw, flavours, twist, heavy }),
    cites: citesOf(form, cSw),
    solver,
    range: {
      strict: spectrum ?? { lowest: 0, highest: upperBound(kappa, cSw, dimension) },
      choice: spectrum ? 'bound' : 'lower end measured',
    },
    ...(determinant && { determinant }),
  });
}

/**
 * |H| ≤ 2 d, because each direction contributes 2 (P₋ V T + P₊ T† V†), twice a unitary matrix. With the clover
 * term no bound holds for all links, so there is room, and solves check.
 */
function upperBound(kappa: number, cSw: number, dimension: number): number {
  const largest = 1 + (2 * dimension * kappa) ** 2;
  return (cSw === 0 ? 1 + 1e-6 : 4) * largest ** 2;
}

function nameOf(parts: {
  kappa: number;
  cSw: number;
  flavours: number;
  twist: number;
  heavy: number | undefined;
}): string {
  const { kappa, cSw, flavours, twist, heavy } = parts;
  const clover = cSw === 0 ? '' : `, c_SW = ${cSw}`;
  const twisted = twist === 0 ? '' : `, mu = ${twist}`;
  const divided = heavy === undefined ? '' : `, divided by mu = ${heavy}`;
  return `Wilson pseudofermions, N_f = ${flavours}, kappa = ${kappa}${clover}${twisted}${divided}`;
}

function citesOf(form: ActionForm, cSw: number): Cite[] {
  const more =
    form.kind === 'power' ? papers('Clark:2006fx') : form.kind === 'ratio' ? papers('Hasenbusch:2001ne') : [];
  return [
    ...papers('Wilson:1974sk'),
    ...(cSw === 0 ? [] : papers('Sheikholeslami:1985ij')),
    ...papers('Weingarten:1980hx'),
    ...more,
  ];
}
