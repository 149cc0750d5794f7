/**
 * One flavour of domain-wall fermions, |det D̂(m)| / |det D̂(1)|: with M = K† K, K = D̂(m), and N the same with
 * the Pauli-Villars mass,
 *   S = φ† N^{1/4} M^{−1/2} N^{1/4} φ,   φ = N^{−1/4} M^{1/4} ξ,
 * by rational functions. With ψ = N^{1/4} φ = Σ_k c_k X_k + …, ζ = M^{−1/2} ψ and Z_k = (N + b_k)⁻¹ ζ,
 *   dS = ψ† d(M^{−1/2}) ψ − 2 Σ_k c_k Re ⟨Z_k, dN X_k⟩,
 *   Re ⟨Z, dN X⟩ = Re ⟨P Z, dP X⟩ + Re ⟨P X, dP Z⟩,   P = D̂(1).
 *
 * Reference: M. A. Clark and A. D. Kennedy, Phys. Rev. Lett. 98, 051601 (2007); C. Allton et al., Phys. Rev. D 78, 114509
 * (2008), arXiv:0804.0473.
 */
import type { GaugeField } from '../../gauge/index.ts';
import { drawGaussian, type Field, type Functional, type Key, papers } from '../../lattice/index.ts';
import { type DerivativeKind, type DerivativeSum, ofEachKind } from '../derivative.ts';
import { EvenOddDomainWall } from '../domainwall/evenOdd.ts';
import { onSlice, type PerSlice } from '../domainwall/fifthRows.ts';
import { DomainWallOperator, type DomainWallOptions } from '../domainwall/operator.ts';
import { limitsOf } from '../solvers/positiveOperator.ts';
import { domainWallName, requirePlain, requireQuarkMass } from './domainWallRules.ts';
import type { NormalMatrix } from './fermionMatrix.ts';
import type { PartialFractions, Spectrum } from './flavours.ts';
import { type SolverChoice, solverFrom } from './fromMatrix.ts';
import { measuredLowerEnd, rememberedPowers } from './powers.ts';
import type { Pseudofermion, SolverStatistics } from './pseudofermion.ts';
import { ShiftedInverses } from './shiftedInverses.ts';

const flavours = 1;
const power = flavours / 2;

export function domainWallMatrix(evenOdd: EvenOddDomainWall): NormalMatrix {
  const { operator } = evenOdd;
  const image = operator.vector('even');
  return {
    lattice: operator.lattice,
    group: operator.group,
    normal: evenOdd.normal(),
    bindDerivative(X, into) {
      const apply = evenOdd.bindSchur(X, image);
      const add = evenOdd.bindDerivative(image, X, into);
      return weight => {
        apply();
        add(-2 * weight);
      };
    },
  };
}

/** One flavour of the mass of the options, divided by one of mass `heavy`. */
export function domainWallRational(
  options: DomainWallOptions & { readonly solver?: SolverChoice },
  heavy: number,
): Pseudofermion {
  const { mass } = options;
  const solver = solverFrom(options.solver);
  const { guess, precision } = solver;
  requirePlain(guess, precision);
  const limits = limitsOf(solver);
  const exactly = { tolerance: solver.tolerance, ...limits };
  const roughly = { tolerance: solver.forceTolerance, ...limits };
  const operator = new DomainWallOperator({ ...options, mass: heavy });
  const above = new EvenOddDomainWall(operator);
  const onPhi = new ShiftedInverses(domainWallMatrix(above));
  const onZeta = new ShiftedInverses(domainWallMatrix(above));
  const phi = operator.vector('even');
  const ranges: { light?: Spectrum; heavy?: Spectrum } = {};
  const powers = rememberedPowers();
  const counted: ShiftedInverses[] = [onPhi, onZeta];
  let refreshed = false;

  const lightOf = (m: number) => {
    const inverses = new ShiftedInverses(domainWallMatrix(new EvenOddDomainWall(operator.withMass(m))));
    counted.push(inverses);
    return inverses;
  };

  const actionOf = (m: number, light: ShiftedInverses): Functional<GaugeField> => {
    const heavyDerivative = ofEachKind(kind => bindHeavyDerivative(above, light.sum(kind)));
    /** ψ into the light inverses. */
    const prepare = (u: GaugeField, accuracy: typeof exactly): { below: PartialFractions; above: PartialFractions } => {
      if (!refreshed || !ranges.light || !ranges.heavy) {
        throw new Error('The pseudofermion field has not been drawn yet: call refresh first.');
      }
      operator.setLinks(u);
      const fractions = {
        below: powers(-power, ranges.light, accuracy.tolerance),
        above: powers(power / 2, ranges.heavy, accuracy.tolerance),
      };
      onPhi.source.copyFrom(phi);
      onPhi.apply(fractions.above, 0, accuracy);
      light.source.copyFrom(onPhi.image);
      return fractions;
    };
    const derive = (kind: DerivativeKind, u: GaugeField, out: Field) => {
      const fractions = prepare(u, roughly);
      const sum = light.differentiate(kind, fractions.below, 0, roughly);
      light.apply(fractions.below, 0, roughly);
      onZeta.source.copyFrom(light.image);
      const X = onPhi.solutions(fractions.above, 0, roughly);
      const Z = onZeta.solutions(fractions.above, 0, roughly);
      fractions.above.residues.forEach((residue, k) => {
        heavyDerivative(kind)(k, X[k], Z[k], -2 * residue);
      });
      out.copyFrom(sum);
    };
    return {
      name: domainWallName(options, flavours, m, heavy),
      cites: papers('Shamir:1993zy', 'Clark:2006fx'),
      value: u => light.value(prepare(u, exactly).below, 0, exactly),
      differential: (u, out) => derive('differential', u, out),
      gradient: (u, out) => derive('force', u, out),
    };
  };

  const own = lightOf(mass);
  const measure = ({ conjugateGradient, source }: ShiftedInverses): Spectrum => {
    const strict = { lowest: 0, highest: upperBound(operator) };
    const { lowest, highest } = measuredLowerEnd(conjugateGradient, source, { shift: 0, strict, ...limits });
    return { lower: lowest, upper: highest };
  };
  const draw = (key: Key) => {
    drawGaussian(own.source, key, Math.SQRT1_2);
    ranges.light = measure(own);
    onPhi.source.copyFrom(own.source);
    ranges.heavy = measure(onPhi);
    own.apply(powers(power / 2, ranges.light, solver.tolerance), 0, exactly);
    onPhi.source.copyFrom(own.image);
    onPhi.apply(powers(-power / 2, ranges.heavy, solver.tolerance), 0, exactly);
    phi.copyFrom(onPhi.image);
  };

  return {
    field: phi,
    refresh(u, key) {
      operator.setLinks(u);
      draw(key);
      refreshed = true;
    },
    action: actionOf(mass, own),
    withMass: m => actionOf(requireQuarkMass(m), lightOf(m)),
    iterations: () => counted.map(inverses => inverses.takeStatistics()).reduce(together),
  };
}

/** Adds weight Re ⟨Z, dN X⟩ for pole k, whose fields are bound at the first call. */
function bindHeavyDerivative(above: EvenOddDomainWall, into: DerivativeSum) {
  const image = above.operator.scratch('domain wall heavy derivative: image', 'even');
  const known: ((weight: number) => void)[] = [];
  return (k: number, X: Field, Z: Field, weight: number): void => {
    known[k] ??= (() => {
      const parts = [
        [Z, X],
        [X, Z],
      ].map(([left, right]) => ({
        apply: above.bindSchur(left, image),
        add: above.bindDerivative(image, right, into),
      }));
      return w => {
        for (const { apply, add } of parts) {
          apply();
          add(w);
        }
      };
    })();
    known[k](weight);
  };
}

/** A bound on D̂† D̂, from |H| ≤ 2 d and |S| ≤ 1 for quark masses up to 1. */
function upperBound({ local: [beta, gamma], b, c, lattice, extent5 }: DomainWallOperator): number {
  const onSlices = (of: (s: number) => number) => Array.from({ length: extent5 }, (_, s) => of(s));
  const size = (x: PerSlice, s: number) => Math.abs(onSlice(x, s));
  const least = Math.min(...onSlices(s => size(beta, s))) - Math.max(...onSlices(s => size(gamma, s)));
  const inverse = 1 / Math.max(least, 0.1);
  const outer = Math.max(...onSlices(s => size(b, s) + size(c, s)));
  const local = Math.max(...onSlices(s => size(beta, s) + size(gamma, s)));
  return (local + lattice.dimension ** 2 * outer ** 2 * inverse) ** 2;
}

function together(a: SolverStatistics, b: SolverStatistics): SolverStatistics {
  return {
    solves: a.solves + b.solves,
    iterations: a.iterations + b.iterations,
    residual: Math.max(a.residual, b.residual),
  };
}
