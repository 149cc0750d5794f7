/**
 * Traces of powers of the inverse Dirac operator on a configuration, Re Tr D⁻ⁿ, and the derivatives of the weight of its quarks
 * that they make, q_n = w⁻¹ dⁿw/dmⁿ with w = (det D)^f (massMoments.ts). γ₅-hermiticity, or for staggered quarks the parity
 * of sites, makes the traces real.
 *
 * References: S.-J. Dong and K.-F. Liu, Phys. Lett. B 328, 130 (1994) (noise); X.-Y. Jin et al., Phys. Rev. D 91, 014508
 * (2015), arXiv:1411.7461 (cumulants of Wilson quarks from traces).
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { dot, type Key } from '../../../lattice/index.ts';
import type { NoiseOptions } from '../chiralCondensate.ts';
import type { ValenceQuark } from '../hadrons/quark.ts';
import { dilutedParts, noiseVector, unitVectors } from '../noise.ts';
import type { Observable } from '../observable.ts';
import { diracTrace, EvenTraces } from '../staggered/evenTraces.ts';
import type { StaggeredQuark } from '../staggered/quark.ts';
import { massMoments } from './massMoments.ts';

export interface TraceOptions extends Partial<NoiseOptions> {
  /** The highest n, at most 4. Products without bias need as many noise vectors. */
  readonly powers: number;
  /** f, the power of det D. */
  readonly determinantPower: number;
}

/** One row of Re Tr D⁻¹, Re Tr D⁻² … by each noise vector; a single one if they are exact. */
type Rows = (u: GaugeField, key: Key | undefined) => number[][];

/** Of staggered and HISQ quarks, [tr1 …, q1 …]; exact without noise. The power of det D is N_f/4. */
export function staggeredTraces(quark: StaggeredQuark, options: TraceOptions): Observable<GaugeField, number[]> {
  requireVectors(options);
  const { powers, dilution } = options;
  const traces = new EvenTraces(quark, powers);
  const inPowers = (even: readonly number[]) =>
    Array.from({ length: powers }, (_, k) => diracTrace(k + 1, quark.mass, even));
  return observed('staggered_traces', 1, options, (u, key) => {
    traces.setLinks(u);
    return rowsOf(
      options,
      key,
      ([noise, own, vector]) => inPowers(traces.estimate(noise, own, vector, dilution)),
      () => inPowers(traces.exact()),
    );
  });
}

/** Of Wilson and clover quarks of this kappa, [tr1 …, q1 …]: D = 1 − κH + …, but masses are bare ones, D_m = D/2κ. */
export function wilsonTraces(
  quark: ValenceQuark & { readonly kappa: number },
  options: TraceOptions,
): Observable<GaugeField, number[]> {
  requireVectors(options);
  const { powers, dilution = [] } = options;
  const { group, kappa, lattice, solver, solving } = quark;
  const [eta, source] = [solver.solution.like(), solver.solution.like()];
  const overlap = dot(eta.components, lattice.dimension).bind({ x: eta, y: solver.solution });
  const inPowers = (parts: Iterable<Float64Array>) => {
    const totals = new Array<number>(powers).fill(0);
    for (const numbers of parts) {
      source.copyFrom(eta.fromArray(numbers));
      totals.forEach((_, k) => {
        solver.solve(source, solving);
        totals[k] += overlap().total;
        source.copyFrom(solver.solution);
      });
    }
    return totals;
  };
  return observed('wilson_traces', 2 * kappa, options, (u, key) => {
    quark.setLinks(u);
    return rowsOf(
      options,
      key,
      ([noise, own, vector]) =>
        inPowers(dilutedParts(eta, noiseVector(eta, noise, own, vector), dilution, group.colours)),
      () => inPowers(unitVectors(lattice.volume * eta.components)),
    );
  });
}

function requireVectors({ noise, vectors = 0, powers }: TraceOptions): void {
  if (!(Number.isInteger(powers) && powers >= 1 && powers <= 4)) {
    throw new Error(`Traces are measured up to the power 1, 2, 3 or 4, but ${powers} was asked for.`);
  }
  if (noise !== undefined && !(Number.isInteger(vectors) && vectors >= powers)) {
    throw new Error(
      `Products of ${powers} traces without bias need as many noise vectors, but ${vectors} were asked for.`,
    );
  }
}

function rowsOf(
  { noise, vectors = 0 }: TraceOptions,
  key: Key | undefined,
  estimate: (draw: [noise: NoiseOptions['noise'], key: Key, vector: number]) => number[],
  exact: () => number[],
): number[][] {
  if (noise === undefined) return [exact()];
  if (!key) throw new Error("Traces are estimated with noise: give measure a key of the purpose 'noise'.");
  return Array.from({ length: vectors }, (_, vector) => estimate([noise, key, vector]));
}

/** @param slope dD_m/dm in units of D: T_n = slopeⁿ Tr D⁻ⁿ */
function observed(name: string, slope: number, options: TraceOptions, rows: Rows): Observable<GaugeField, number[]> {
  const { determinantPower, noise, powers, vectors } = options;
  const numbers = Array.from({ length: powers }, (_, k) => k + 1);
  return {
    name,
    normalisation: `tr_n = Re Tr D^-n, not divided by V; q_n = w^-1 d^n w/dm^n, w = (det D)^${determinantPower}${
      noise === undefined ? '' : `; ${vectors} ${noise} vectors`
    }`,
    coordinates: { quantity: [...numbers.map(n => `tr${n}`), ...numbers.map(n => `q${n}`)] },
    measure(u, key) {
      const found = rows(u, key);
      const means = numbers.map(n => found.reduce((sum, row) => sum + row[n - 1], 0) / found.length);
      const inMass = found.map(row => row.map((trace, k) => slope ** (k + 1) * trace));
      return [...means, ...massMoments(inMass, determinantPower)];
    },
  };
}
