/**
 * Updates link by link. Overrelaxation keeps the action. And the links that a sweep reaches last see a lattice that stays
 * as it is: with W = U A† and A their staples, the part w of W that an SU(2) of rows or a phase turns has the density
 *   √(1 − x²) exp(a x), x = w₀/|w|, a = 2|w|, for SU(2);   exp(a cos θ), a = |w|, for U(1).
 * The means of x and x², and for SU(2) of one coordinate of its vector part and its square, are known integrals; sums over
 * many links and sweeps have to agree within 6 standard deviations. Staples are multiplied as plain matrices. Which links
 * come last is seen from overrelaxation: only for them is Re tr U A† the same before and after, A taken after.
 * Couplings are those of the run, and weaker ones, at which all branches of the distributions are met.
 *
 * Reference: M. Creutz, Phys. Rev. D 21, 2308 (1980); N. Cabibbo and E. Marinari, Phys. Lett. B 119, 387 (1982).
 */
import type { GaugeField, LoopAction } from '../../gauge/index.ts';
import { key } from '../../lattice/index.ts';
import { type LinkSweep, largestWidth, linkSweep } from '../../markov/index.ts';
import { isDynamics } from '../../runfile/schema/sampler.ts';
import { thinActionOf } from '../../simulation/assembly/gauge.ts';
import { type Finding, finding } from '../finding.ts';
import { gaugeTerms } from './gaugeValue.ts';
import { type PlainLinks, plainLinks, plainStaples } from './plain/links.ts';
import { type PlainMatrix, plainDagger, plainProduct, plainScaled, plainSum, realTrace } from './plain/matrix.ts';
import type { Subject } from './subject.ts';

const allowedChange = 1e-12;
const sigmas = 6;
const tries = 6;
const hits = 24;
const seed = 41;
/** Matrices multiplied for all samples together: what a second or so allows. */
const products = 400_000;
const mostSamples = 40_000;
const thermalisation = 5;
/** Here the algorithms for large and for small weights meet. */
const weakWeight = 1.7;
/** Below it links are free, and have no staples to be measured against. */
const leastWeight = 1e-6;

export function checkLocalUpdates({ run, u }: Subject): Finding[] {
  const { sampler, action } = run;
  if (isDynamics(sampler) || action.gauge.kind === 'adjoint') return [];
  const described = thinActionOf(action.gauge, u.lattice);
  const loops = gaugeTerms(action.gauge, u.lattice.dimension);
  if (loops.some(({ loops: words }) => words.some(word => isLong(word, u.lattice.extents)))) return [];
  const staplesOf: Staples = (links, x) =>
    loops
      .map(({ loops: words, beta }) => plainScaled(plainStaples(links, words, lastOf(links), x), beta / links.colours))
      .reduce((a, b) => plainSum(a, b));
  const relaxed = u.clone();
  linkSweep(relaxed, described, { move: 'overrelaxation', count: 1 })(key(seed, 1, 'overrelaxation'), { sweep: 0 });
  const scale = Math.abs(described.value(u)) + u.lattice.volume;
  const change = Math.abs(described.value(relaxed) - described.value(u)) / scale;
  const last = reachedLast(plainLinks(u), plainLinks(relaxed), staplesOf);
  const lengths = loops.flatMap(({ loops: words }) => words.map(word => 2 * word.length));
  const cost = lengths.reduce((sum, length) => sum + length, 0);
  const weight = mean(last.map(x => partOf(plainLinks(u), staplesOf, x).weight));
  const weaker = Math.min(1, weakWeight / weight);
  const law = finding('overrelaxation keeps the action', change, allowedChange);
  if (weight < leastWeight) return [law];
  const found = [1, weaker].map(strength =>
    deviations(u, sampler.kind, {
      action: scaledAction(described, strength),
      part: (links, x) => partOf(links, staplesOf, x, strength),
      last,
      samples: Math.min(mostSamples, products / cost),
    }),
  );
  return [law, finding(`${sampler.kind} draws links from exp(-S)`, Math.max(...found), sigmas)];
}

/** May the loop meet a link twice on this small lattice, though not on that of the run? */
function isLong(word: readonly number[], extents: readonly number[]): boolean {
  return extents.some((length, mu) => word.filter(step => step === mu + 1).length >= length);
}

type Staples = (links: PlainLinks, x: number) => PlainMatrix;

const lastOf = ({ lattice }: PlainLinks) => lattice.dimension - 1;
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

function scaledAction(action: LoopAction, strength: number): LoopAction {
  return { ...action, terms: action.terms.map(term => ({ ...term, beta: strength * term.beta })) };
}

/** W = U A† of the link of the last direction. */
function closed(links: PlainLinks, staple: PlainMatrix, x: number): PlainMatrix {
  return plainProduct(links.forward[x * links.lattice.dimension + lastOf(links)], plainDagger(staple));
}

/** @throws if there is none: then no link kept its share of the action */
function reachedLast(before: PlainLinks, after: PlainLinks, staplesOf: Staples): number[] {
  const sites = Array.from({ length: after.lattice.volume }, (_, x) => x).filter(x => {
    const staple = staplesOf(after, x);
    const [old, made] = [realTrace(closed(before, staple, x)), realTrace(closed(after, staple, x))];
    return Math.abs(old - made) <= 1e-11 * (1 + Math.abs(made));
  });
  if (sites.length === 0) throw new Error('No link kept its share of the action in a sweep of overrelaxation.');
  return sites;
}

/** What the last subgroup turns: x, one more coordinate, and the weight a. */
interface Part {
  readonly weight: number;
  readonly x: number;
  /** Undefined for U(1). */
  readonly z: number | undefined;
}

function partOf(links: PlainLinks, staplesOf: Staples, site: number, strength = 1): Part {
  const { size, numbers } = closed(links, staplesOf(links, site), site);
  if (size === 1) {
    const length = Math.hypot(numbers[0], numbers[1]);
    return { weight: strength * length, x: numbers[0] / length, z: undefined };
  }
  const at = (i: number, j: number) => 2 * ((size - 2 + i) * size + size - 2 + j);
  const [p, q, r, s] = [at(0, 0), at(0, 1), at(1, 0), at(1, 1)];
  const w = [
    numbers[p] + numbers[s],
    numbers[q + 1] + numbers[r + 1],
    numbers[q] - numbers[r],
    numbers[p + 1] - numbers[s + 1],
  ].map(c => c / 2);
  const length = Math.hypot(...w);
  return { weight: 2 * strength * length, x: w[0] / length, z: w[3] / length };
}

interface Sampled {
  readonly action: LoopAction;
  part(links: PlainLinks, site: number): Part;
  readonly last: readonly number[];
  readonly samples: number;
}

/** The largest deviation of a mean, in standard deviations. */
function deviations(
  start: GaugeField,
  kind: 'heatbath' | 'metropolis',
  { action, part, last, samples }: Sampled,
): number {
  const u = start.clone();
  const sweep: LinkSweep = linkSweep(u, action, { move: kind, count: kind === 'heatbath' ? tries : hits });
  const width = kind === 'metropolis' ? { width: largestWidth(u.group) / 2 } : {};
  const [sums, variances] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ];
  const sweeps = thermalisation + Math.ceil(samples / last.length);
  for (let n = 0; n < sweeps; n++) {
    sweep(key(seed, n, kind), { sweep: 0, ...width });
    if (n < thermalisation) continue;
    const links = plainLinks(u);
    for (const site of last) {
      const { weight, x, z } = part(links, site);
      const [, m1, m2, , m4] = moments(weight, z === undefined ? 0 : 2);
      const square = (1 - m2) / 3;
      const rows = [
        [x, m1, m2 - m1 ** 2],
        [x ** 2, m2, m4 - m2 ** 2],
        ...(z === undefined
          ? []
          : [
              [z, 0, square],
              [z ** 2, square, (1 - 2 * m2 + m4) / 5 - square ** 2],
            ]),
      ];
      rows.forEach(([value, expected, variance], k) => {
        sums[k] += value - expected;
        variances[k] += variance;
      });
    }
  }
  return sums.reduce((most, sum, k) => Math.max(most, Math.abs(sum) / Math.sqrt(variances[k] || 1)), 0);
}

const points = 96;

/** ⟨cosᵏ t⟩, k = 0 … 4, with the weight sinᵖ t exp(a cos t): the trapezoidal rule, which is exact for periodic functions. */
function moments(a: number, power: 0 | 2): number[] {
  const sums = [0, 0, 0, 0, 0];
  for (let k = 0; k < points; k++) {
    const t = ((k + 0.5) * Math.PI) / points;
    const x = Math.cos(t);
    let term = Math.exp(a * (x - 1)) * (power === 2 ? 1 - x * x : 1);
    for (let n = 0; n < sums.length; n++) {
      sums[n] += term;
      term *= x;
    }
  }
  return sums.map(sum => sum / sums[0]);
}
