/**
 * Traces of powers of the staggered D⁻¹ from the even sites alone. With D = m + D₀ and M = m² − D₀² = D† D,
 *   Re Tr D⁻¹ = 2 m Tr M_ee⁻¹,   Re Tr D⁻² = 2 ( 2 m² Tr M_ee⁻² − Tr M_ee⁻¹ ),
 * because D⁻¹ = (m − D₀) M⁻¹, D₀ connects even with odd sites only, and M has the same spectrum on both.
 * One solve x = M_ee⁻¹ η gives both η† M_ee⁻¹ η = ⟨η, x⟩ and η† M_ee⁻² η = ⟨x, x⟩.
 */
import { ConjugateGradient, type StaggeredDirac } from '../../../fermion/index.ts';
import type { GaugeField } from '../../../gauge/index.ts';
import { dot, type Field, type Key } from '../../../lattice/index.ts';
import { type Dilution, dilutedParts, type NoiseKind, noiseVector, unitVectors } from '../noise.ts';
import { type StaggeredQuark, staggeredOperator } from './quark.ts';

/** Tr M_ee⁻¹ and Tr M_ee⁻², or estimates of them. */
export interface InverseTraces {
  readonly inverse: number;
  readonly square: number;
}

/** Re Tr D⁻¹ */
export function diracTrace(mass: number, { inverse }: InverseTraces): number {
  return 2 * mass * inverse;
}

/** Re Tr D⁻² */
export function diracSquareTrace(mass: number, { inverse, square }: InverseTraces): number {
  return 2 * (2 * mass ** 2 * square - inverse);
}

export class EvenTraces {
  private readonly operator: StaggeredDirac;
  private readonly cg: ConjugateGradient;
  private readonly source: Field;
  private readonly quark: StaggeredQuark;
  private readonly overlaps: () => { inverse: number; square: number };

  constructor(quark: StaggeredQuark) {
    this.quark = quark;
    this.operator = staggeredOperator(quark).operator;
    this.cg = new ConjugateGradient(this.operator.normal('even'));
    this.source = this.operator.vector('even');
    const product = dot(this.source.components, quark.lattice.dimension);
    const inverse = product.bind({ x: this.source, y: this.cg.solution }, { sites: 'even' });
    const square = product.bind({ x: this.cg.solution, y: this.cg.solution }, { sites: 'even' });
    this.overlaps = () => ({ inverse: inverse().total, square: square().total });
  }

  setLinks(u: GaugeField): void {
    this.operator.setLinks(u);
  }

  /** From noise vector number `vector`, with one solve for each of its parts. */
  estimate(noise: NoiseKind, key: Key, vector: number, dilution: readonly Dilution[] = []): InverseTraces {
    return this.sum(dilutedParts(this.source, noiseVector(this.source, noise, key, vector), dilution));
  }

  /** From one solve for each colour of each even site. */
  exact(): InverseTraces {
    return this.sum(unitVectors(this.source.sites.length * this.source.components));
  }

  private sum(sources: Iterable<Float64Array>): InverseTraces {
    const { mass, solver } = this.quark;
    let [inverse, square] = [0, 0];
    for (const numbers of sources) {
      this.source.fromArray(numbers);
      this.cg.solve(this.source, { ...solver, shift: mass ** 2 });
      const overlap = this.overlaps();
      inverse += overlap.inverse;
      square += overlap.square;
    }
    return { inverse, square };
  }
}
