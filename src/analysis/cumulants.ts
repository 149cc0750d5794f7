/**
 * Cumulants of the order parameter that is conjugate to the quark mass, from lists with the entries q1, q2 … (the catalogue's
 * traces), ⟨q_n⟩ = Z⁻¹ dⁿZ/dmⁿ. Names are `massCumulant2.staggeredTraces`, `massKurtosis.wilsonTraces` …
 *
 *   κ_n = dⁿ log Z / dmⁿ, printed per V:  κ₁ the condensate, κ₂ its susceptibility, connected part included
 *   skewness κ₃/κ₂^{3/2},  kurtosis κ₄/κ₂²: −2 for two coexisting phases, 0 for a Gaussian
 *
 * The q_n of each measurement are first taken about c = ⟨q₁⟩, q_k(c) = Σ_j (k over j) (−c)^{k−j} q_j, that is w → w e^{−cm}: this
 * leaves all cumulants but the first as they are, and large numbers no longer cancel in the errors.
 *
 * M. G. Kendall and A. Stuart, The Advanced Theory of Statistics, vol. 1, section 3.12.
 */
import { averageOf, gammaDerivedOfReplicas, type Series } from '../measure/statistics/index.ts';
import type { Chains } from './chains.ts';
import type { Unusable } from './derived.ts';
import type { List } from './list.ts';
import type { Scalar } from './scalar.ts';

/** κ₁ … κ₄ from ⟨q₁⟩ … */
function cumulants([q1, q2 = 0, q3 = 0, q4 = 0]: readonly number[]): number[] {
  return [
    q1,
    q2 - q1 ** 2,
    q3 - 3 * q2 * q1 + 2 * q1 ** 3,
    q4 - 4 * q3 * q1 - 3 * q2 ** 2 + 12 * q2 * q1 ** 2 - 6 * q1 ** 4,
  ];
}

/** All cumulants that the lists at hand allow. */
export function cumulantsFrom(
  lists: readonly List[],
  chains: ReadonlyMap<string, Chains>,
  extent: readonly number[],
): { readonly scalars: Scalar[]; readonly unusable: Unusable[] } {
  const volume = extent.reduce((product, length) => product * length, 1);
  const scalars: Scalar[] = [];
  const unusable: Unusable[] = [];
  for (const list of lists) {
    const moments = momentsOf(list, chains.get(list.name)!);
    if (moments === undefined) continue;
    const { about, centre, trajectories } = moments;
    const orders = about.length;
    const add = (name: string, title: string, unit: string, of: (kappa: readonly number[]) => number) => {
      const full = `${title} of ${list.title}`;
      try {
        const f = (means: readonly number[]) => of(cumulants(means));
        const { rHat: _, ...estimate } = gammaDerivedOfReplicas(f, about, { name: full, trajectories });
        scalars.push({ name: `${name}.${list.name}`, title: full, unit, role: 'derived', estimate });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        unusable.push({ name: full, reason: error.message });
      }
    };
    add('massCumulant1', 'd log Z/dm / V', 'a⁻³', kappa => (kappa[0] + centre) / volume);
    for (let n = 2; n <= orders; n++) {
      add(`massCumulant${n}`, `d${'²³⁴'[n - 2]} log Z/dm${'²³⁴'[n - 2]} / V`, '', kappa => kappa[n - 1] / volume);
    }
    if (orders >= 3) add('massSkewness', 'skewness', 'κ₃/κ₂^(3/2)', ([, k2, k3]) => k3 / k2 ** 1.5);
    if (orders >= 4) add('massKurtosis', 'kurtosis', 'κ₄/κ₂²', ([, k2, , k4]) => k4 / k2 ** 2);
  }
  return { scalars, unusable };
}

/** The list of which a cumulant is made, by its name. */
export function listBehindCumulant(name: string): string | undefined {
  return /^mass(?:Cumulant[1-4]|Skewness|Kurtosis)\.(\w+(?:\{.*\})?)$/.exec(name)?.[1];
}

/** The series of q_k(c), by order and run. */
function momentsOf({ labels }: List, { runs, trajectories }: Chains) {
  const at = [1, 2, 3, 4].map(n => labels.indexOf(`quantity=q${n}`)).filter(k => k >= 0);
  if (at.length === 0) return undefined;
  const centre = averageOf(runs[at[0]].flatMap(run => Array.from(run)));
  const about = at.map((_, order) =>
    runs[0].map((_run, r) => Float64Array.from(runs[at[0]][r], (_value, i) => shifted(at, order + 1, r, i))),
  );
  function shifted(positions: readonly number[], order: number, r: number, i: number): number {
    let [sum, binomial] = [0, 1];
    for (let j = 0; j <= order; j++) {
      const q = j === 0 ? 1 : runs[positions[j - 1]][r][i];
      sum += binomial * (-centre) ** (order - j) * q;
      binomial *= (order - j) / (j + 1);
    }
    return sum;
  }
  return { about: about as readonly (readonly Series[])[], centre, trajectories };
}
