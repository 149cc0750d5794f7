/**
 * What is measured on spins, three reals (or one, or two) per site, x fastest; N is the number of sites.
 *
 *   magnetisation            m = |Σ_x S(x)|/N
 *   staggered magnetisation  m_s = |Σ_x (−1)^{x+y+…} S(x)|/N
 *   structure factor         S(q) = |Σ_x e^{iq·x} S(x)|²/N; so S(0) = N m², S(π, …, π) = N m_s²
 *   correlation by distance  C_n = mean of S_i·S_j over the pairs of shell n
 *   Binder cumulant          U = 1 − ⟨m⁴⟩/(3 ⟨m²⟩²), made of means: `binder`
 */
import { coordinatesOf, siteAt } from '../../lattice/index.ts';
import { shellsOf } from '../effective/index.ts';

/** |Σ_x ε(x) S(x)|²/N², ε = 1 or (−1)^{x+y+…}. */
export function magnetisationSquared(spins: ArrayLike<number>, extents: readonly number[], staggered = false): number {
  const sites = extents.reduce((a, b) => a * b, 1);
  const components = componentsOf(spins, sites, extents);
  const total = new Float64Array(components);
  for (let site = 0; site < sites; site++) {
    const odd = staggered && coordinatesOf(site, extents).reduce((a, b) => a + b) % 2 === 1;
    for (let c = 0; c < components; c++) total[c] += (odd ? -1 : 1) * spins[site * components + c];
  }
  return total.reduce((sum, x) => sum + x * x, 0) / sites ** 2;
}

export const magnetisation = (spins: ArrayLike<number>, extents: readonly number[], staggered = false): number =>
  Math.sqrt(magnetisationSquared(spins, extents, staggered));

/** S(q) for every q = 2π (n₀/L₀, n₁/L₁, …), in the order of the sites n; S(q) = S(−q). */
export function structureFactor(spins: ArrayLike<number>, extents: readonly number[]): Float64Array {
  const sites = extents.reduce((a, b) => a * b, 1);
  const components = componentsOf(spins, sites, extents);
  /** One direction after the other. */
  let re = Float64Array.from(spins);
  let im = new Float64Array(re.length);
  let stride = components;
  for (const L of extents) {
    const [nextRe, nextIm] = [new Float64Array(re.length), new Float64Array(re.length)];
    for (let begin = 0; begin < re.length; begin++) {
      const x0 = Math.floor(begin / stride) % L;
      if (x0 !== 0) continue;
      for (let n = 0; n < L; n++) {
        for (let x = 0; x < L; x++) {
          const angle = (2 * Math.PI * ((n * x) % L)) / L;
          const [c, s] = [Math.cos(angle), Math.sin(angle)];
          const [a, b] = [re[begin + x * stride], im[begin + x * stride]];
          nextRe[begin + n * stride] += c * a - s * b;
          nextIm[begin + n * stride] += s * a + c * b;
        }
      }
    }
    [re, im] = [nextRe, nextIm];
    stride *= L;
  }
  const factor = new Float64Array(sites);
  for (let k = 0; k < re.length; k++) factor[Math.floor(k / components)] += (re[k] ** 2 + im[k] ** 2) / sites;
  return factor;
}

export interface SpinCorrelation {
  /** Distance of each shell in lattice spacings. */
  readonly distance: Float64Array;
  readonly correlation: Float64Array;
}

/** C_n for every shell of the lattice, nearest first. */
export function spinCorrelation(spins: ArrayLike<number>, extents: readonly number[]): SpinCorrelation {
  const sites = extents.reduce((a, b) => a * b, 1);
  const components = componentsOf(spins, sites, extents);
  const shells = shellsOf(extents);
  const correlation = shells.map(({ displacements }) => {
    let sum = 0;
    for (let site = 0; site < sites; site++) {
      const x = coordinatesOf(site, extents);
      for (const d of displacements) {
        const there = siteAt(
          x.map((c, mu) => c + d[mu]),
          extents,
        );
        for (let c = 0; c < components; c++) sum += spins[site * components + c] * spins[there * components + c];
      }
    }
    return sum / (sites * displacements.length);
  });
  const distance = Float64Array.from(shells, ({ distanceSquared }) => Math.sqrt(distanceSquared));
  return { distance, correlation: Float64Array.from(correlation) };
}

/** 1 − ⟨m⁴⟩/(3 ⟨m²⟩²): 2/3 in an ordered phase; 4/9 (three components), 1/3 (two), 0 (one) without order. */
export function binder(meanOfSquares: number, meanOfFourthPowers: number): number {
  return 1 - meanOfFourthPowers / (3 * meanOfSquares ** 2);
}

function componentsOf(spins: ArrayLike<number>, sites: number, extents: readonly number[]): number {
  const components = spins.length / sites;
  if (Number.isInteger(components) && components > 0) return components;
  throw new Error(`Spins on ${extents.join('×')} sites are a whole number of reals per site; found ${spins.length}.`);
}
