/**
 * The links of HISQ by listing every path: 1, 3, 5, 7 links with sideways steps in different directions, each order and
 * sign of them once, with 1/8, 1/16, 1/64, 1/384; V, its unitary part W; and the same from W with 1 + ε/8 for the link
 * itself and −1/8 for the straight staples of extent 2.
 *
 * Reference: E. Follana et al., Phys. Rev. D 75, 054502 (2007), hep-lat/0610092.
 */
import { alongPath, linksBy, type PlainLinks } from './links.ts';
import { plainScaled, plainSum } from './matrix.ts';
import { plainUnitaryPart } from './unitary.ts';

export interface PlainHisqLinks {
  readonly fat: PlainLinks;
  /** W */
  readonly unitary: PlainLinks;
}

interface Path {
  readonly steps: readonly number[];
  readonly weight: number;
}

const weights = [1 / 8, 1 / 16, 1 / 64, 1 / 384];

export function plainHisqLinks(links: PlainLinks, epsilon: number): PlainHisqLinks {
  const unitary = mapped(
    summed(links, mu => pathsOf(mu)),
    plainUnitaryPart,
  );
  const fat = summed(unitary, mu => [
    ...pathsOf(mu).map(path => (path.steps.length === 1 ? { ...path, weight: 1 + epsilon / 8 } : path)),
    ...straight(mu),
  ]);
  return { fat, unitary };
}

function mapped(links: PlainLinks, change: typeof plainUnitaryPart): PlainLinks {
  return linksBy(links, (mu, x) => change(links.forward[x * links.lattice.dimension + mu]));
}

function summed(links: PlainLinks, paths: (mu: number) => readonly Path[]): PlainLinks {
  const lists = links.lattice.extents.map((_, mu) => paths(mu));
  return linksBy(links, (mu, x) =>
    lists[mu]
      .map(({ steps, weight }) => plainScaled(alongPath(links, steps, x), weight))
      .reduce((a, b) => plainSum(a, b)),
  );
}

const sidesOf = (mu: number, taken: readonly number[]) =>
  [1, 2, 3, 4].filter(nu => nu !== mu + 1 && !taken.includes(nu)).flatMap(nu => [nu, -nu]);

/** From the link itself outwards, sideways steps added one at a time. */
function pathsOf(mu: number): Path[] {
  let sideways: number[][] = [[]];
  return weights.flatMap((weight, depth) => {
    if (depth > 0) sideways = sideways.flatMap(way => sidesOf(mu, way.map(Math.abs)).map(step => [...way, step]));
    return sideways.map(way => ({ steps: [...way, mu + 1, ...way.toReversed().map(step => -step)], weight }));
  });
}

const straight = (mu: number): Path[] =>
  sidesOf(mu, []).map(nu => ({ steps: [nu, nu, mu + 1, -nu, -nu], weight: -1 / 8 }));
