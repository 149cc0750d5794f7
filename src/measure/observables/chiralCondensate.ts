/**
 * The chiral condensate of staggered fermions,
 *   (N_f / 4) (1/V) Re Tr D^-1,   D = m + D_0,
 * the trace over sites and colours: not divided by N.
 *
 * D^-1 = (m - D_0) (m^2 - D_0^2)^-1. D_0 connects even with odd sites only, so its part has no trace; and M = m^2 - D_0^2
 * has the same spectrum on even and on odd sites, because D_eo is a square matrix. Hence
 *   Re Tr D^-1 = 2 m Tr M_ee^-1,
 * estimated by 2 m <eta^dagger M_ee^-1 eta> with noise on the even sites, or summed over all unit vectors.
 *
 * Reference: S.-J. Dong and K.-F. Liu, Phys. Lett. B 328, 130 (1994) (noise).
 */
import { antiperiodicInTime, type Boundary, ConjugateGradient, StaggeredOperator } from '../../fermion/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import { dot, type Field, fillGaussian, fillZ2, fillZ4, type Key, type Lattice } from '../../lattice/index.ts';
import type { Observable } from './observable.ts';

export interface CondensateOptions {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly mass: number;
  readonly flavours: number;
  /** Default: antiperiodic in time. */
  readonly boundary?: Boundary;
  readonly solver: { readonly tolerance: number; readonly maxIterations?: number };
}

export interface NoiseOptions {
  readonly noise: NoiseKind;
  /** How many noise vectors are averaged. */
  readonly vectors: number;
}

/** Every number eta has mean 0 and <|eta|^2> = 1; Z2 is real, Z4 and gaussian are complex. */
export type NoiseKind = 'Z2' | 'Z4' | 'gaussian';

const normalisation = '(N_f/4) (1/V) Re Tr D^-1, colours summed, not divided by N';

/** Estimated with noise: `measure` needs a key. */
export function chiralCondensate(options: CondensateOptions & NoiseOptions): Observable<GaugeField, number> {
  const { noise, vectors } = options;
  if (!(Number.isInteger(vectors) && vectors >= 1)) {
    throw new Error(
      `The condensate is averaged over a positive number of noise vectors, but ${vectors} were asked for.`,
    );
  }
  const { source, inverseElement, factor } = inverseElements(options);
  return {
    name: 'condensate',
    normalisation: `${normalisation}; ${vectors} ${noise} vectors`,
    measure(u, key) {
      if (!key) throw new Error("The condensate is estimated with noise: give measure a key of the purpose 'noise'.");
      let total = 0;
      for (let vector = 0; vector < vectors; vector++) {
        drawNoise(source, noise, key, vector);
        total += inverseElement(u);
      }
      return (factor * total) / vectors;
    },
  };
}

/** Exact up to the solver: one solve for each colour of each even site, for small lattices. */
export function exactChiralCondensate(options: CondensateOptions): Observable<GaugeField, number> {
  const { source, inverseElement, factor } = inverseElements(options);
  return {
    name: 'condensate',
    normalisation,
    measure(u) {
      const unit = new Float64Array(source.sites.length * source.components);
      let total = 0;
      for (let at = 0; at < unit.length; at += 2) {
        unit.fill(0);
        unit[at] = 1;
        source.fromArray(unit);
        total += inverseElement(u);
      }
      return factor * total;
    },
  };
}

/** source^dagger M_ee^-1 source for a source to be filled in, and what turns the trace into the condensate. */
function inverseElements(options: CondensateOptions) {
  const { lattice, group, mass, flavours, solver } = options;
  const operator = new StaggeredOperator(lattice, group, options.boundary ?? antiperiodicInTime(lattice.dimension));
  const cg = new ConjugateGradient(operator.normal('even'));
  const source = operator.vector('even');
  const product = dot(source.components, lattice.dimension).bind(
    { x: source, y: cg.solution },
    { sites: source.parity },
  );
  const inverseElement = (u: GaugeField) => {
    operator.setLinks(u);
    cg.solve(source, { ...solver, shift: mass ** 2 });
    return product().total;
  };
  return { source, inverseElement, factor: (flavours / 4) * ((2 * mass) / lattice.volume) };
}

/** Noise vector number `vector` of this key. */
function drawNoise(field: Field, kind: NoiseKind, key: Key, vector: number): void {
  const { sites, components } = field;
  const colours = components / 2;
  const numbers = new Float64Array(sites.length * components);
  // Slots are counted so generously that no two vectors share one.
  const firstSlot = vector * components;
  if (kind === 'Z4') fillZ4(key, firstSlot, colours, sites, numbers);
  else if (kind === 'gaussian') {
    fillGaussian(key, firstSlot, components, sites, numbers);
    for (let k = 0; k < numbers.length; k++) numbers[k] *= Math.SQRT1_2;
  } else {
    const signs = new Float64Array(sites.length * colours);
    fillZ2(key, firstSlot, colours, sites, signs);
    for (let k = 0; k < signs.length; k++) numbers[2 * k] = signs[k];
  }
  field.fromArray(numbers);
}
