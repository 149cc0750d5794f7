/**
 * Traces of powers of the staggered D⁻¹ from the even sites alone. With D = m + D₀ and M = m² − D₀² = D† D,
 *   Re Tr D⁻¹ = 2 m Tr M_ee⁻¹,   Re Tr D⁻² = 2 ( 2 m² Tr M_ee⁻² − Tr M_ee⁻¹ ), …
 * because D⁻¹ = (m − D₀) M⁻¹, D₀ connects even with odd sites only, and M has the same spectrum on both. In general the
 * part E_n of D⁻ⁿ that keeps parity is a polynomial in y = M⁻¹,
 *   E₀ = 1,  E₁ = m y,  E_{n+1} = 2 m y E_n − y E_{n−1},   Re Tr D⁻ⁿ = 2 Tr_e E_n,
 * since m − D₀ is a root of z² − 2 m z + M = 0.
 *
 * One solve x₁ = M_ee⁻¹ η gives both η† M_ee⁻¹ η = ⟨η, x₁⟩ and η† M_ee⁻² η = ⟨x₁, x₁⟩, a second one of x₁ the next two.
 */
import { ConjugateGradient, type StaggeredDirac } from '../../../fermion/index.ts';
import type { GaugeField } from '../../../gauge/index.ts';
import { dot, type Field, type Key } from '../../../lattice/index.ts';
import { type Dilution, dilutedParts, type NoiseKind, noiseVector, unitVectors } from '../noise.ts';
import { type StaggeredQuark, staggeredOperator } from './quark.ts';

/** Tr M_ee⁻¹, Tr M_ee⁻² …, or estimates of them. */
export type InverseTraces = readonly number[];

/** Re Tr D⁻ⁿ, n ≥ 1, of as many Tr M_ee⁻ᵏ. */
export function diracTrace(n: number, mass: number, traces: InverseTraces): number {
  return (
    2 * parityKept(n, mass).reduce((sum, coefficient, k) => (k === 0 ? sum : sum + coefficient * traces[k - 1]), 0)
  );
}

/** E_n: `coefficients[k]` belongs to yᵏ. */
function parityKept(n: number, mass: number): number[] {
  let [before, E]: [number[], number[]] = [[1], [0, mass]];
  for (let k = 1; k < n; k++) {
    const next = [0, ...E].map((_, j) => 2 * mass * (E[j - 1] ?? 0) - (before[j - 1] ?? 0));
    [before, E] = [E, next];
  }
  return E;
}

export class EvenTraces {
  private readonly operator: StaggeredDirac;
  private readonly cg: ConjugateGradient;
  private readonly source: Field;
  private readonly quark: StaggeredQuark;
  private readonly powers: number;
  private readonly overlaps: () => [number, number];

  /** @param powers the highest k of Tr M_ee⁻ᵏ; two of them cost one solve */
  constructor(quark: StaggeredQuark, powers = 2) {
    this.quark = quark;
    this.powers = powers;
    this.operator = staggeredOperator(quark).operator;
    this.cg = new ConjugateGradient(this.operator.normal('even'));
    this.source = this.operator.vector('even');
    const product = dot(this.source.components, quark.lattice.dimension);
    const inverse = product.bind({ x: this.source, y: this.cg.solution }, { sites: 'even' });
    const square = product.bind({ x: this.cg.solution, y: this.cg.solution }, { sites: 'even' });
    this.overlaps = () => [inverse().total, square().total];
  }

  setLinks(u: GaugeField): void {
    this.operator.setLinks(u);
  }

  /** From noise vector number `vector`, with the solves for each of its parts. */
  estimate(noise: NoiseKind, key: Key, vector: number, dilution: readonly Dilution[] = []): InverseTraces {
    const numbers = noiseVector(this.source, noise, key, vector);
    return this.sum(dilutedParts(this.source, numbers, dilution, this.quark.group.colours));
  }

  /** From the solves for each colour of each even site. */
  exact(): InverseTraces {
    return this.sum(unitVectors(this.source.sites.length * this.source.components));
  }

  private sum(sources: Iterable<Float64Array>): InverseTraces {
    const { mass, solver } = this.quark;
    const totals = new Array<number>(2 * Math.ceil(this.powers / 2)).fill(0);
    for (const numbers of sources) {
      this.source.fromArray(numbers);
      for (let k = 0; k < totals.length; k += 2) {
        if (k > 0) this.source.copyFrom(this.cg.solution);
        this.cg.solve(this.source, { ...solver, shift: mass ** 2 });
        const [inverse, square] = this.overlaps();
        totals[k] += inverse;
        totals[k + 1] += square;
      }
    }
    return totals;
  }
}
