/**
 * Which links of one direction may be updated together: those that are not in each other's staples.
 *
 * With d the displacements at which the staples of U_μ(n) hold links of direction μ, sites n and n + d need different
 * colours. If all |d| and no extents are odd, the parity of the site is a colouring (plaquettes). Else the colour
 *   (a₀ n₀ + a₁ n₁ + …) mod m,  a·d ≠ 0 and a_ν L_ν = 0 (mod m),
 * with the smallest m that has such a; rectangles have m = 4 if the lattice allows. If there is none up to a bound, each
 * site in turn takes the first colour that none of its conflicts has.
 */
import { product } from '../../kernel/index.ts';
import { coordinatesOf } from '../../lattice/index.ts';
import { linkReads, staples, type Word } from '../../loops/index.ts';

/** By parity, even sites first; or a colour 0 … colours − 1 for every site (x fastest). */
export type Ordering =
  | { readonly kind: 'checkerboard' }
  | { readonly kind: 'colours'; readonly colours: number; readonly colourOf: Int32Array };

const largestModulus = 12;

/**
 * The order in which the links of direction `mu` are updated on a periodic lattice.
 *
 * @throws if a loop meets the same link twice, so that the action is not linear in that link
 */
export function orderingFor(words: readonly Word[], mu: number, extents: readonly number[]): Ordering {
  const conflicts = conflictsOf(words, mu, extents);
  const isOdd = (d: readonly number[]) => d.reduce((sum, x) => sum + x, 0) % 2 !== 0;
  if (extents.every(L => L % 2 === 0) && conflicts.every(isOdd)) return { kind: 'checkerboard' };
  const coefficients = linearColouring(conflicts, extents);
  const sites = sitesOf(extents);
  if (coefficients) {
    const { a, modulus } = coefficients;
    const colourOf = Int32Array.from(sites, site => site.reduce((sum, x, nu) => sum + a[nu] * x, 0) % modulus);
    return { kind: 'colours', colours: modulus, colourOf };
  }
  return firstFreeColours(conflicts, extents, sites);
}

/** Displacements modulo the extents, each with its opposite. */
function conflictsOf(words: readonly Word[], mu: number, extents: readonly number[]): number[][] {
  const found = new Map<string, number[]>();
  for (const { word } of staples(words, mu, extents)) {
    for (const { direction, displacement } of linkReads(word)) {
      if (direction !== mu) continue;
      for (const sign of [1, -1]) {
        const d = displacement.map((x, nu) => (((sign * x) % extents[nu]) + extents[nu]) % extents[nu]);
        found.set(d.join(','), d);
      }
    }
  }
  const conflicts = [...found.values()];
  if (conflicts.some(d => d.every(x => x === 0))) {
    throw new Error(
      `On a lattice of [${extents}] a loop of the action meets one link twice, so the action is not linear in that ` +
        'link; take a larger lattice, or hybrid Monte Carlo.',
    );
  }
  return conflicts;
}

function linearColouring(conflicts: readonly (readonly number[])[], extents: readonly number[]) {
  for (let modulus = 2; modulus <= largestModulus; modulus++) {
    const fitting = extents.map(L => Array.from({ length: modulus }, (_, a) => a).filter(a => (a * L) % modulus === 0));
    const choices = fitting.reduce<number[][]>((list, own) => list.flatMap(a => own.map(b => [...a, b])), [[]]);
    const a = choices.find(choice =>
      conflicts.every(d => d.reduce((sum, x, nu) => sum + choice[nu] * x, 0) % modulus !== 0),
    );
    if (a) return { a, modulus };
  }
  return undefined;
}

function firstFreeColours(conflicts: readonly (readonly number[])[], extents: readonly number[], sites: number[][]) {
  const numberOf = (site: readonly number[]) => site.reduceRight((sum, x, nu) => sum * extents[nu] + x, 0);
  const colourOf = new Int32Array(sites.length).fill(-1);
  sites.forEach((site, number) => {
    const taken = new Set(conflicts.map(d => colourOf[numberOf(site.map((x, nu) => (x + d[nu]) % extents[nu]))]));
    let colour = 0;
    while (taken.has(colour)) colour++;
    colourOf[number] = colour;
  });
  return { kind: 'colours' as const, colours: Math.max(...colourOf) + 1, colourOf };
}

/** Coordinates of all sites, x fastest. */
function sitesOf(extents: readonly number[]): number[][] {
  return Array.from({ length: product(extents) }, (_, site) => coordinatesOf(site, extents));
}
