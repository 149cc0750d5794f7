/**
 * Quantities that are functions of averages, with errors propagated by the Γ-method along the gradient.
 *
 *   Polyakov susceptibility   χ_P = V_s (⟨|P|²⟩ − ⟨|P|⟩²),        V_s sites of a time slice, P without 1/N
 *   Polyakov Binder cumulant  1 − ⟨|P|⁴⟩ / (3 ⟨|P|²⟩²)
 *   condensate susceptibility χ = V (⟨σ²⟩ − ⟨σ⟩²), the disconnected part; the variance of noise vectors adds to it
 *   plaquette susceptibility  V (⟨p²⟩ − ⟨p⟩²)
 *   topological susceptibility χ_t = ⟨Q²⟩/V                        in a⁻⁴
 *   of spins                  N (⟨m²⟩ − ⟨m⟩²) and 1 − ⟨m⁴⟩/(3⟨m²⟩²), m the magnetisation or the staggered one
 *   expected acceptance       erfc(√⟨ΔH⟩/2)
 *
 * K. Binder, Z. Phys. B 43 (1981) 119; S. Gupta et al., Phys. Lett. B 242 (1990) 437.
 */

import { acceptanceFromMean, gammaDerivedOfReplicas, type Series } from '../measure/statistics/index.ts';
import { type Chains, mapped } from './chains.ts';
import type { Scalar } from './scalar.ts';
import { baseAndLabel } from './variants.ts';

interface Recipe {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** The observables that it can be made of, the best first. */
  readonly from: readonly string[];
  /** What is averaged, of the components of one measurement. */
  readonly powers: readonly ((...components: number[]) => number)[];
  /** The quantity, of these averages. */
  readonly of: (averages: readonly number[], lattice: { volume: number; slice: number }) => number;
}

const square = (x: number) => x * x;
const size = (...components: number[]) => Math.hypot(...components);
const variance = ([first, second]: readonly number[]) => second - first ** 2;
const moments = [(x: number) => x, square];

/** Susceptibility and Binder cumulant of an order parameter of spins. */
function ofOrder(from: string, title: string, m: string): Recipe[] {
  return [
    {
      name: `${from}Susceptibility`,
      title: `susceptibility of the ${title}`,
      unit: `N (⟨${m}²⟩ − ⟨${m}⟩²)`,
      from: [from],
      powers: moments,
      of: (averages, { volume }) => volume * variance(averages),
    },
    {
      name: `${from}Binder`,
      title: `Binder cumulant of the ${title}`,
      unit: `1 − ⟨${m}⁴⟩/(3⟨${m}²⟩²)`,
      from: [from],
      powers: [x => x ** 4, square],
      of: ([fourth, second]) => 1 - fourth / (3 * second ** 2),
    },
  ];
}

/** A complex loop says more than its real part. */
export const polyakovLoops = ['polyakovLoopComplex', 'polyakovLoop'];

const recipes: readonly Recipe[] = [
  {
    name: 'polyakovModulus',
    title: '⟨|P|⟩',
    unit: '1',
    from: polyakovLoops,
    powers: [size],
    of: ([modulus]) => modulus,
  },
  {
    name: 'polyakovSusceptibility',
    title: 'Polyakov susceptibility',
    unit: 'V_s (⟨|P|²⟩ − ⟨|P|⟩²)',
    from: polyakovLoops,
    powers: [size, (...p) => size(...p) ** 2],
    of: (averages, { slice }) => slice * variance(averages),
  },
  {
    name: 'polyakovBinder',
    title: 'Polyakov Binder cumulant',
    unit: '1 − ⟨|P|⁴⟩/(3⟨|P|²⟩²)',
    from: polyakovLoops,
    powers: [(...p) => size(...p) ** 4, (...p) => size(...p) ** 2],
    of: ([fourth, second]) => 1 - fourth / (3 * second ** 2),
  },
  {
    name: 'condensateSusceptibility',
    title: 'condensate susceptibility',
    unit: 'V (⟨σ²⟩ − ⟨σ⟩²)',
    from: ['chiralCondensate'],
    powers: moments,
    of: (averages, { volume }) => volume * variance(averages),
  },
  {
    name: 'plaquetteSusceptibility',
    title: 'plaquette susceptibility',
    unit: 'V (⟨p²⟩ − ⟨p⟩²)',
    from: ['plaquette'],
    powers: moments,
    of: (averages, { volume }) => volume * variance(averages),
  },
  {
    name: 'topologicalSusceptibility',
    title: 'topological susceptibility',
    unit: '⟨Q²⟩/V',
    from: ['topologicalCharge'],
    powers: [square],
    of: ([second], { volume }) => second / volume,
  },
  ...ofOrder('magnetisation', 'magnetisation', 'm'),
  ...ofOrder('staggeredMagnetisation', 'staggered magnetisation', 'm_s'),
  {
    name: 'expectedAcceptance',
    title: 'acceptance expected from ⟨ΔH⟩',
    unit: 'erfc(√⟨ΔH⟩/2)',
    from: ['deltaH'],
    powers: [deltaH => deltaH],
    of: ([mean]) => acceptanceFromMean(mean),
  },
];

/** The observables that a derived quantity can be made of; none for other names. */
export function sourcesOf(name: string): readonly string[] {
  const [base, label] = baseAndLabel(name);
  return recipes.find(recipe => recipe.name === base)?.from.map(source => `${source}${label}`) ?? [];
}

export interface Unusable {
  readonly name: string;
  readonly reason: string;
}

/** All derived quantities that the observables at hand allow. */
export function derivedFrom(
  chains: ReadonlyMap<string, Chains>,
  extent: readonly number[],
): { readonly scalars: Scalar[]; readonly unusable: Unusable[] } {
  const volume = extent.reduce((product, length) => product * length, 1);
  const lattice = { volume, slice: volume / extent.at(-1)! };
  const scalars: Scalar[] = [];
  const unusable: Unusable[] = [];
  const labels = [...new Set([...chains.keys()].map(name => baseAndLabel(name)[1]))];
  for (const [recipe, label] of recipes.flatMap(one => labels.map(label => [one, label] as const))) {
    const { from, powers, of } = recipe;
    const source = from.map(observable => chains.get(`${observable}${label}`)).find(found => found !== undefined);
    if (source === undefined || source.runs.length > (from === polyakovLoops ? 2 : 1)) continue;
    const title = label === '' ? recipe.title : `${recipe.title} ${label}`;
    const heading = { name: `${recipe.name}${label}`, title, unit: recipe.unit, role: 'derived' } as const;
    const series = powers.map(power => mapped(source, power));
    try {
      const runs = series.map(({ runs: [list] }): readonly Series[] => list);
      // R̂ of a projection on a gradient says nothing of the quantity.
      const { rHat: _, ...estimate } = gammaDerivedOfReplicas(averages => of(averages, lattice), runs, {
        name: title,
        trajectories: source.trajectories,
      });
      scalars.push({ ...heading, estimate });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      unusable.push({ name: title, reason: error.message });
    }
  }
  return { scalars, unusable };
}
