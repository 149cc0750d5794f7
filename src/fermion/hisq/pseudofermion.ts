/**
 * HISQ pseudofermions for 1 to 8 flavours: those of staggered quarks with the hops of HISQ,
 *   S(u) = φ† M(u)^{−p} φ,   M = m² − D₀ D₀.
 * For the force, outer products of the solutions are the derivative with respect to fat and long links, which is pulled back
 * through both levels of smearing and the projection between them, once for all poles.
 *
 * Reference: E. Follana et al. (HPQCD), Phys. Rev. D 75, 054502 (2007); A. Bazavov et al. (MILC), Phys. Rev. D 82, 074501
 * (2010), section III (the force).
 */

import type { GaugeField } from '../../gauge/index.ts';
import type { Parity } from '../../kernel/index.ts';
import { type Differentiable, papers, pulledBack, type Trainable } from '../../lattice/index.ts';
import type { FermionMatrix } from '../pseudofermion/fermionMatrix.ts';
import { determinantPower } from '../pseudofermion/flavours.ts';
import { pseudofermionFrom, type SolverChoice } from '../pseudofermion/fromMatrix.ts';
import type { Pseudofermion } from '../pseudofermion/pseudofermion.ts';
import { requirePositiveMass } from '../pseudofermion/staggered.ts';
import { opposite } from '../staggered/hops.ts';
import { singlePrecisionNormal } from '../staggered/singlePrecision.ts';
import { hisqHopping, hisqShifted } from './hops.ts';
import { type HisqImage, type HisqOperator, type HisqOptions, sharedHisqOperator } from './operator.ts';

export interface HisqPseudofermionOptions extends HisqOptions {
  readonly mass: number;
  /** N_f, from 1 to 8. */
  readonly flavours: number;
  readonly solver?: SolverChoice;
  /** Default: the one that all quarks of this lattice with the same ε share; links are smeared once for all of them. */
  readonly operator?: HisqOperator;
  /** As for staggered quarks. Default bound. */
  readonly spectrum?: 'bound' | 'measured';
  /** The upper end of the strict bound on −D₀ D₀. Default: what holds for all links, `HisqOperator.spectralBound`. */
  readonly spectralBound?: number;
}

/** @throws as `staggeredPseudofermion`; and if the lattice does not suit HISQ */
export function hisqPseudofermion(options: HisqPseudofermionOptions): Pseudofermion {
  const { mass, flavours, solver, spectrum = 'bound' } = options;
  const { parity, power } = determinantPower(flavours);
  const operator = givenOperator(options) ?? sharedHisqOperator(options);
  const highest = options.spectralBound ?? operator.spectralBound;
  const rational = power === 1 ? [] : papers('Clark:2006fx');
  const onImage = pseudofermionFrom<HisqImage>({
    matrix: hisqMatrix(operator, parity),
    mass,
    // The image is in the operator already.
    setLinks: () => {},
    shiftMass: requirePositiveMass,
    anyMass: true,
    form: power === 1 ? { kind: 'inverse' } : { kind: 'power', power },
    name: m => `HISQ pseudofermions, N_f = ${flavours}, m = ${m}`,
    cites: [...papers('Kogut:1974ag', 'Follana:2006rc', 'Weingarten:1980hx'), ...rational],
    solver,
    range: { strict: { lowest: 0, highest }, choice: spectrum },
  });
  const { smearing } = operator;
  const ofLinks = (action: Differentiable<HisqImage>): Trainable<GaugeField> => {
    const { name, cites } = action;
    return { ...pulledBack(action, smearing), name, cites };
  };
  return {
    ...onImage,
    refresh: (u, key) => onImage.refresh(smearing.apply(u).image, key),
    action: ofLinks(onImage.action),
    withMass: m => ofLinks(onImage.withMass(m)),
    sumOfMasses: terms => ofLinks(onImage.sumOfMasses!(terms)),
  };
}

/** @throws if the operator given was made for other quarks */
function givenOperator({ operator, lattice, group, naikEpsilon = 0, boundary }: HisqPseudofermionOptions) {
  if (!operator) return undefined;
  const sameBoundary = !boundary || boundary.join() === operator.boundary.join();
  if (
    operator.lattice === lattice &&
    operator.group === group &&
    operator.naikEpsilon === naikEpsilon &&
    sameBoundary
  ) {
    return operator;
  }
  throw new Error(
    `The HISQ operator given is for ${operator.group.name} on ${operator.lattice.name} with epsilon = ` +
      `${operator.naikEpsilon} and boundary [${operator.boundary}], these quarks are for ${group.name} on ${lattice.name} ` +
      `with epsilon = ${naikEpsilon} and boundary [${boundary ?? operator.boundary}]. Give each kind its own operator.`,
  );
}

/** HISQ fermions as a matrix for pseudofermions: K = D₀, M = −D₀ D₀, L(m) = m − D₀. */
export function hisqMatrix(operator: HisqOperator, parity: Parity): FermionMatrix {
  const hopped = operator.vector(opposite(parity));
  return {
    lattice: operator.lattice,
    group: operator.group,
    normal: operator.normal(parity),
    singlePrecision: () => singlePrecisionNormal(operator, parity, { hopping: hisqHopping, shifted: hisqShifted }),
    takeApplications: () => operator.takeApplications(),
    noise: () => operator.vector(),
    bindRoot: (xi, phi) => operator.bindDirac(xi, phi, -1),
    linkReals: operator.links.components,
    bindDerivative(X, { kind, field }) {
      if (kind === 'force')
        throw new Error('The links that HISQ quarks hop along do not move; pull their differential back.');
      const hop = operator.bindHopping(X, hopped);
      const addBilinear = operator.bindBilinear(X, hopped, field);
      return weight => {
        hop();
        addBilinear(weight);
      };
    },
  };
}
