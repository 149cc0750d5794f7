/**
 * Quark propagators of domain-wall fermions. A source η in four dimensions enters at the walls where the antiquarks live,
 *   χ₀ = P₊ η,  χ_{L₅−1} = P₋ η,   D ψ = (1 − c D_W) χ,
 * and the quark is read at the other chiralities, q = P₋ ψ₀ + P₊ ψ_{L₅−1}. Free quarks at zero momentum have
 *   q = η / (m + m_res),  m_res = [(1 − b M₅) / (1 + c M₅)]^{L₅}.
 *
 * Half-way between the walls is J = P₋ ψ_{L₅/2} + P₊ ψ_{L₅/2-1}; the ratio of the pseudoscalar correlators of J and q
 * with the same source, Σ_x |J|² / Σ_x |q|², is the residual mass.
 *
 * Reference: V. Furman and Y. Shamir, Nucl. Phys. B 439, 54 (1995), hep-lat/9405004; T. Blum et al., Phys. Rev. D 69,
 * 074502 (2004), hep-lat/0007038 (residual mass).
 */

import { type Group, groupNamed } from '../../group/index.ts';
import { input, kernelFamily, output, type Parity, parameterBlock, siteKernel } from '../../kernel/index.ts';
import { axpy, type Field, norm2 } from '../../lattice/index.ts';
import { bothEnds } from '../bothEnds.ts';
import { ConjugateGradient, residualOf } from '../solvers/cg.ts';
import type { SolverOptions, SolverReport } from '../solvers/positiveOperator.ts';
import { combine, slices, spinors } from '../spinor/spinors.ts';
import { type PreconditionedSystem, solveByCorrections } from '../wilson/corrections.ts';
import { wilsonHops } from '../wilson/dslash.ts';
import type { QuarkSolver } from '../wilson/solve.ts';
import { EvenOddDomainWall } from './evenOdd.ts';
import { onSlice } from './fifthRows.ts';
import type { DomainWallOperator } from './operator.ts';

const examples = () => [[groupNamed('SU(2)'), 4, 4] as const, [groupNamed('U(1)'), 2, 3] as const];

/**
 * χ₀ = (1 − c₀ D_W) P₊ η, χ_{L₅−1} = (1 − c D_W) P₋ η with the last c; `diagonal` is 1 − c (d − M₅), `hop` c / 2, of both slices.
 */
const wallSource = kernelFamily('wallSource', examples, (group: Group, dimension: number, extent5: number) =>
  siteKernel(
    'wallSource',
    dimension,
    {
      diagonal: parameterBlock(2),
      hop: parameterBlock(2),
      V: input(bothEnds(group, dimension)),
      eta: input(spinors(group, dimension)),
      chi: output(slices(group, dimension, extent5)),
    },
    ({ diagonal, hop, V, eta, chi }, x) => {
      const zero = diagonal(0).graph.constant(0);
      const part = (upper: boolean, end: 0 | 1) => {
        const project = (at?: typeof x) =>
          eta(at).map((vector, s, all) => (s < all.length / 2 === upper ? vector : vector.map(z => z.scale(zero))));
        const hops = wilsonHops(dimension, 1, V, project, x);
        return combine(hops, project(x), (h, z) => h.scale(hop(end)).add(z.scale(diagonal(end))));
      };
      const nothing = eta().map(vector => vector.map(z => z.scale(zero)));
      for (let s = 0; s < extent5; s++) {
        const first = s === 0 ? part(false, 0) : undefined;
        const last = s === extent5 - 1 ? part(true, 1) : undefined;
        chi.set(s, first ?? last ?? nothing);
      }
    },
  ),
);

/** q = P₋ ψ_lower + P₊ ψ_upper for two slices. */
export const chiralSlices = kernelFamily(
  'chiralSlices',
  () => examples().map(([group, dimension, extent5]) => [group, dimension, extent5, 0, extent5 - 1] as const),
  (group: Group, dimension: number, extent5: number, minus: number, plus: number) =>
    siteKernel(
      'chiralSlices',
      dimension,
      { psi: input(slices(group, dimension, extent5)), q: output(spinors(group, dimension)) },
      ({ psi, q }) => {
        const other = psi(plus);
        q.set(psi(minus).map((vector, s, all) => (s < all.length / 2 ? vector : other[s])));
      },
    ),
);

export class DomainWallSolver implements QuarkSolver {
  readonly operator: DomainWallOperator;
  /** q of the last solve. */
  readonly solution: Field;
  /** ψ of the last solve, on all slices. */
  readonly fiveDimensional: Field;
  private readonly residual: Field;
  private readonly source: Field;
  private readonly eta: Field;
  private midpointField: Field | undefined;
  private readonly enter: () => void;
  private readonly read: () => void;
  private readonly sourceNorm: () => number;
  private readonly system: PreconditionedSystem;

  constructor(operator: DomainWallOperator) {
    const { lattice, group, extent5, height, wilson, c, components } = operator;
    const { dimension } = lattice;
    this.operator = operator;
    this.solution = wilson.vector();
    this.eta = wilson.scratch('domain wall solver: eta');
    this.fiveDimensional = operator.vector();
    this.source = operator.scratch('domain wall solver: source');
    this.residual = operator.scratch('domain wall solver: residual');
    const { eta, source, fiveDimensional: psi, residual: r } = this;
    const ends = Float64Array.of(onSlice(c, 0), onSlice(c, extent5 - 1));
    const [diagonal, hop] = [ends.map(x => 1 - x * (dimension - height)), ends.map(x => x / 2)];
    const enter = wallSource(group, dimension, extent5).bind({ diagonal, hop, V: wilson.hops, eta, chi: source });
    this.enter = () => void enter();
    const read = chiralSlices(group, dimension, extent5, 0, extent5 - 1).bind({ psi, q: this.solution });
    this.read = () => void read();
    const norm = norm2(components, dimension).bind({ x: source });
    this.sourceNorm = () => norm().total;
    this.system = systemOf(operator, { source, psi, r });
  }

  /** Solves for q with this source in four dimensions; the residual is that of the five-dimensional system. */
  solve(source: Field, options: SolverOptions): SolverReport {
    this.eta.copyFrom(source);
    this.enter();
    return this.solveEntered(options);
  }

  /** Solves D ψ = χ for a source on all slices; `solution` is what ψ is on the walls. */
  solveOnSlices(chi: Field, options: SolverOptions): SolverReport {
    this.source.copyFrom(chi);
    return this.solveEntered(options);
  }

  private solveEntered(options: SolverOptions): SolverReport {
    this.fiveDimensional.fill(0);
    this.residual.copyFrom(this.source);
    const report = solveByCorrections(this.system, this.sourceNorm(), options);
    this.read();
    return report;
  }

  /**
   * The fields half-way between the walls, of the last solve.
   *
   * @throws if L_5 is odd: there is no middle
   */
  midpoint(): Field {
    const { lattice, group, extent5 } = this.operator;
    if (extent5 % 2 === 1) throw new Error(`The middle of the fifth dimension needs an even L_5; found ${extent5}.`);
    this.midpointField ??= this.solution.like();
    const kernel = chiralSlices(group, lattice.dimension, extent5, extent5 / 2, extent5 / 2 - 1);
    kernel.run({ psi: this.fiveDimensional, q: this.midpointField });
    return this.midpointField;
  }
}

function systemOf(
  operator: DomainWallOperator,
  { source, psi, r }: { source: Field; psi: Field; r: Field },
): PreconditionedSystem {
  const { b, c, components, lattice } = operator;
  const { dimension } = lattice;
  const evenOdd = new EvenOddDomainWall(operator);
  const cg = new ConjugateGradient(evenOdd.normal());
  const scratch = (name: string, parity: Parity) => operator.scratch(`domain wall system: ${name}`, parity);
  const [odd, hoppedOdd] = [scratch('odd', 'odd'), scratch('hopped', 'odd')];
  const [even, hoppedEven, mixed] = [scratch('even', 'even'), scratch('hopped', 'even'), scratch('mixed', 'even')];
  const right = scratch('right', 'even');
  const add = axpy(components, dimension);

  // b_e + ½ H (C/B) b_o
  const copyEven = operator.bindMix(r, even, [1, 0]);
  const divide = operator.bindQuotient(r, odd, [b, c]);
  const hopToEven = operator.bindHopping(odd, hoppedEven);
  const addHopped = add.bind({ x: hoppedEven, y: even }, { sites: 'even' });
  const dagger = evenOdd.bindSchur(even, right, -1);

  // x_o = B⁻¹ (b_o + ½ H C x_e)
  const mix = operator.bindMix(cg.solution, mixed, [b, c]);
  const hopToOdd = operator.bindHopping(mixed, hoppedOdd);
  const scaleOdd = operator.bindMix(r, odd, [1, 0]);
  const addToOdd = add.bind({ x: hoppedOdd, y: odd }, { sites: 'odd' });
  const divideOdd = operator.bindQuotient(odd, hoppedOdd, [1, 0]);
  const addEven = add.bind({ x: cg.solution, y: psi }, { sites: 'even' });
  const addOdd = add.bind({ x: hoppedOdd, y: psi }, { sites: 'odd' });

  const image = scratch('image', 'all');
  const apply = operator.bindDirac(psi, image);
  const subtract = residualOf(components, dimension).bind({ b: source, q: image, r });
  return {
    name: operator.name,
    cg,
    right,
    prepare() {
      copyEven();
      divide();
      hopToEven();
      addHopped({ a: 1 / 2 });
      dagger();
    },
    finish() {
      mix();
      hopToOdd();
      scaleOdd();
      addToOdd({ a: 1 / 2 });
      divideOdd();
      addEven({ a: 1 });
      addOdd({ a: 1 });
    },
    measure() {
      apply();
      return subtract().norm;
    },
  };
}
