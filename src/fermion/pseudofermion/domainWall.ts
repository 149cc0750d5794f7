/**
 * Domain-wall pseudofermions with their Pauli-Villars fields, even/odd preconditioned (domainwall/evenOdd.ts). With
 * K = D̂(m) and P = D̂(1), or P = D̂(m') for a heavier m' where the determinant is split by masses,
 *   two flavours  det (K† K) / det (P† P):  S = φ† P (K† K)⁻¹ P† φ,  φ = P (P† P)⁻¹ K† ξ;
 * an odd flavour is in domainWallRational.ts. The determinants of the eliminated sites do not depend on the links.
 *
 *   dS = 2 Re ⟨φ, dP X⟩ − 2 Re ⟨K X, dK X⟩,   X = (K† K)⁻¹ P† φ.
 *
 * Reference: V. Furman and Y. Shamir, Nucl. Phys. B 439, 54 (1995), hep-lat/9405004; P. Vranas, Phys. Rev. D 57, 1415
 * (1998), hep-lat/9705023; D. J. Antonio et al., Phys. Rev. D 77, 014509 (2008), hep-lat/0612005.
 */
import type { GaugeField } from '../../gauge/index.ts';
import { type Cite, dot, drawGaussian, type Field, type Functional, papers } from '../../lattice/index.ts';
import { type DerivativeKind, derivativeSums, ofEachKind } from '../derivative.ts';
import { EvenOddDomainWall } from '../domainwall/evenOdd.ts';
import { DomainWallOperator, type DomainWallOptions } from '../domainwall/operator.ts';
import { ConjugateGradient } from '../solvers/cg.ts';
import { limitsOf, type SolverOptions } from '../solvers/positiveOperator.ts';
import { domainWallRational } from './domainWallRational.ts';
import { domainWallName, pauliVillars, requirePlain, requireQuarkMass } from './domainWallRules.ts';
import { type SolverChoice, solverFrom } from './fromMatrix.ts';
import { requireDescending } from './hasenbusch.ts';
import type { Pseudofermion, SolverStatistics } from './pseudofermion.ts';

export interface DomainWallPseudofermionOptions extends DomainWallOptions {
  readonly flavours: number;
  readonly solver?: SolverChoice;
}

/**
 * One pseudofermion for one or two flavours. `withMass` of the answer takes the quark mass m.
 *
 * @throws if the number of flavours is not 1 or 2 (see `domainWallPseudofermions`), the mass is not between 0 and 1, or
 *   the operator refuses a number
 */
export function domainWallPseudofermion(options: DomainWallPseudofermionOptions): Pseudofermion {
  const { flavours } = options;
  if (flavours !== 1 && flavours !== 2) {
    throw new Error(
      `One domain-wall pseudofermion is for 1 or 2 flavours; found ${flavours}. domainWallPseudofermions makes a list for ` +
        'more.',
    );
  }
  requireQuarkMass(options.mass);
  return flavours === 1 ? domainWallRational(options, pauliVillars) : pairOf(options, options.mass, pauliVillars);
}

/**
 * Pseudofermions for any number of flavours: the sum of their actions is that of the determinant.
 *
 * @param masses 1 > m₁ > m₂ > … > m split the determinant of every pair of flavours. Default none.
 * @throws if the number of flavours is no positive integer, or masses do not descend or come with an odd number of flavours
 */
export function domainWallPseudofermions(
  options: DomainWallPseudofermionOptions & { readonly masses?: readonly number[] },
): Pseudofermion[] {
  const { flavours, mass, masses = [] } = options;
  if (!(Number.isInteger(flavours) && flavours >= 1)) {
    throw new Error(`Domain-wall fermions come in a whole number of flavours, 1, 2, 3 ..; found ${flavours}.`);
  }
  requireQuarkMass(mass);
  const levels = [pauliVillars, ...masses];
  requireDescending('masses', levels, mass);
  if (masses.length > 0 && flavours % 2 === 1) {
    throw new Error(
      `Masses [${masses}] split pairs of flavours; found N_f = ${flavours}. Use an even number of flavours, or no masses.`,
    );
  }
  const pair = () => levels.map((heavy, k) => pairOf(options, levels[k + 1] ?? mass, heavy));
  const pairs = Array.from({ length: Math.floor(flavours / 2) }, pair).flat();
  return flavours % 2 === 1 ? [...pairs, domainWallRational(options, pauliVillars)] : pairs;
}

/** Two flavours of mass `light`, divided by two of mass `heavy`. */
function pairOf(options: DomainWallPseudofermionOptions, light: number, heavy: number): Pseudofermion {
  const solver = solverFrom(options.solver);
  const { guess, precision } = solver;
  requirePlain(guess, precision);
  const limits = limitsOf(solver);
  const above = new EvenOddDomainWall(new DomainWallOperator({ ...options, mass: heavy }));
  const { operator } = above;
  const scratch = (name: string) => operator.scratch(`domain wall pair: ${name}`, 'even');
  const [phi, right, image] = [operator.vector('even'), scratch('right'), scratch('image')];
  const { components, lattice } = operator;
  const sums = derivativeSums(lattice, operator.group);
  const divide = above.bindSchur(phi, right, -1);
  let statistics: SolverStatistics = { solves: 0, iterations: 0, residual: 0 };
  let refreshed = false;

  const solved = (cg: ConjugateGradient, tolerance: number): void => {
    const asked: SolverOptions = { tolerance, ...limits };
    const { iterations, residual } = cg.solve(right, asked);
    statistics = {
      solves: statistics.solves + 1,
      iterations: statistics.iterations + iterations,
      residual: Math.max(statistics.residual, residual),
    };
  };

  const actionOf = (mass: number): Functional<GaugeField> => {
    requireQuarkMass(mass);
    const below = new EvenOddDomainWall(operator.withMass(mass));
    const cg = new ConjugateGradient(below.normal());
    const overlap = dot(components, lattice.dimension).bind({ x: right, y: cg.solution }, { sites: 'even' });
    const apply = below.bindSchur(cg.solution, image);
    const derivatives = ofEachKind(kind => ({
      own: below.bindDerivative(image, cg.solution, sums(kind)),
      divided: above.bindDerivative(phi, cg.solution, sums(kind)),
    }));
    const solve = (u: GaugeField, tolerance: number) => {
      if (!refreshed) throw new Error('The pseudofermion field has not been drawn yet: call refresh first.');
      operator.setLinks(u);
      divide();
      solved(cg, tolerance);
    };
    const derive = (kind: DerivativeKind, u: GaugeField, out: Field) => {
      const { own, divided } = derivatives(kind);
      const { field } = sums(kind);
      solve(u, solver.forceTolerance);
      apply();
      field.fill(0);
      own(-2);
      divided(2);
      out.copyFrom(field);
    };
    return {
      name: domainWallName(options, 2, mass, heavy),
      cites: citesOf(options, heavy),
      value(u) {
        solve(u, solver.tolerance);
        return overlap().total;
      },
      differential: (u, out) => derive('differential', u, out),
      gradient: (u, out) => derive('force', u, out),
    };
  };

  const xi = scratch('noise');
  const heavyCg = new ConjugateGradient(above.normal());
  const fromNoise = new EvenOddDomainWall(operator.withMass(light)).bindSchur(xi, right, -1);
  const raise = above.bindSchur(heavyCg.solution, phi);
  return {
    field: phi,
    refresh(u, key) {
      operator.setLinks(u);
      drawGaussian(xi, key, Math.SQRT1_2);
      fromNoise();
      solved(heavyCg, solver.tolerance);
      raise();
      refreshed = true;
    },
    action: actionOf(light),
    withMass: actionOf,
    iterations() {
      const taken = statistics;
      statistics = { solves: 0, iterations: 0, residual: 0 };
      return taken;
    },
  };
}

function citesOf({ b = 1, c = 0 }: DomainWallOptions, heavy: number): Cite[] {
  const form = b === 1 && c === 0 ? [] : papers('Brower:2012vk');
  return [
    ...papers('Shamir:1993zy'),
    ...form,
    ...papers('Weingarten:1980hx'),
    ...(heavy === pauliVillars ? [] : papers('Hasenbusch:2001ne')),
  ];
}
