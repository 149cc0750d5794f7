/**
 * Smeared links by their definition. With C the staples of some loops,
 *   stout  V = exp(TA(C U†)) U,    ape  V = P[(1 − α) U + (α/n) C], n staples;
 * hyp, nhyp, hex: V_{μ; {}} = U_μ and, over the sets A of directions that staples may reach into,
 *   V_{μ; A} = P[(1 − α) U_μ + α/(2|A|) Σ_{ν ∈ A} Σ_± L_{±ν} V_{μ; A−ν} L_{±ν}†],   L = V_{ν; A−ν},
 * with hex a stout step of the same staples. P is the unitary part without its phase, for nhyp with it but on the last level.
 *
 * Reference: C. Morningstar and M. Peardon, Phys. Rev. D 69, 054501 (2004); A. Hasenfratz and F. Knechtli, Phys. Rev. D
 * 64, 034504 (2001); S. Capitani, S. Durr and C. Hoelbling, JHEP 11 (2006) 028.
 */
import type { SmearingTable } from '../../../runfile/schema/smearing.ts';
import { linksBy, type PlainLinks, plainStaples } from './links.ts';
import { type PlainMatrix, plainDagger, plainProduct, plainScaled, plainSum } from './matrix.ts';
import { type PlainLoops, plainLoops } from './namedLoops.ts';
import { plainAntihermitian, plainExponential, plainUnitaryPart, plainWithoutPhase } from './unitary.ts';

/** The smeared links, or undefined for loops that wind around the lattice. */
export function plainSmeared(links: PlainLinks, table: SmearingTable): PlainLinks | undefined {
  if (table.kind === 'stout' && (table.loops?.polyakovSpace || table.loops?.polyakovTime)) return undefined;
  const { dimension } = links.lattice;
  const directions = Array.from({ length: table.directions === 'space' ? dimension - 1 : dimension }, (_, mu) => mu);
  let image = links;
  for (let step = 0; step < table.steps; step++) image = smearedOnce(image, table, directions);
  return image;
}

function smearedOnce(links: PlainLinks, table: SmearingTable, directions: readonly number[]): PlainLinks {
  const linkAt = (mu: number, x: number) => links.forward[x * links.lattice.dimension + mu];
  const along = (make: (mu: number, x: number) => PlainMatrix) =>
    linksBy(links, (mu, x) => (directions.includes(mu) ? make(mu, x) : linkAt(mu, x)));
  const within = (loops: PlainLoops) =>
    loops.filter(loop => loop.every(step => directions.includes(Math.abs(step) - 1)));
  const dimension = links.lattice.dimension;
  switch (table.kind) {
    case 'stout': {
      const { rectangle = 0, chair = 0 } = table.loops ?? {};
      const weights = [
        { loops: within(plainLoops.plaquette(dimension)), rho: table.rho },
        ...(rectangle === 0 ? [] : [{ loops: within(plainLoops.rectangle(dimension)), rho: rectangle }]),
        ...(chair === 0 ? [] : [{ loops: within(plainLoops.chair(dimension)), rho: chair }]),
      ];
      return along((mu, x) => {
        const C = weights
          .map(({ loops, rho }) => plainScaled(plainStaples(links, loops, mu, x), rho))
          .reduce((a, b) => plainSum(a, b));
        return stoutMoved(C, linkAt(mu, x));
      });
    }
    case 'ape': {
      const loops = within(plainLoops.plaquette(dimension));
      const share = table.alpha / (2 * (directions.length - 1));
      return along((mu, x) => {
        const staples = plainStaples(links, loops, mu, x);
        return special(plainSum(plainScaled(linkAt(mu, x), 1 - table.alpha), staples, share));
      });
    }
    default:
      return hypercubic(links, table, directions);
  }
}

const special = (m: PlainMatrix) => plainWithoutPhase(plainUnitaryPart(m));

function stoutMoved(C: PlainMatrix, U: PlainMatrix): PlainMatrix {
  return plainProduct(plainExponential(plainAntihermitian(plainProduct(C, plainDagger(U)))), U);
}

type Hypercubic = Exclude<SmearingTable, { kind: 'stout' } | { kind: 'ape' }>;

function hypercubic(links: PlainLinks, table: Hypercubic, directions: readonly number[]): PlainLinks {
  const { lattice, forward } = links;
  const shares = [table.alpha3, table.alpha2, table.alpha1];
  const known = new Map<string, PlainMatrix>();
  const blocked = (mu: number, reach: readonly number[], x: number): PlainMatrix => {
    const U = forward[x * lattice.dimension + mu];
    if (reach.length === 0) return U;
    const name = `${mu}|${reach}|${x}`;
    const before = known.get(name);
    if (before) return before;
    const staples = reach.flatMap(nu => {
      const rest = reach.filter(other => other !== nu);
      const [up, down] = [lattice.neighbour(x, nu, 1), lattice.neighbour(x, nu, -1)];
      const side = (at: number) => blocked(nu, rest, at);
      const body = (at: number) => blocked(mu, rest, at);
      const end = (at: number) => lattice.neighbour(at, mu, 1);
      return [
        plainProduct(plainProduct(side(x), body(up)), plainDagger(side(end(x)))),
        plainProduct(plainProduct(plainDagger(side(down)), body(down)), side(end(down))),
      ];
    });
    const alpha = shares[reach.length - 1];
    const C = plainScaled(
      staples.reduce((a, b) => plainSum(a, b)),
      alpha / (2 * reach.length),
    );
    const mixed = plainSum(plainScaled(U, 1 - alpha), C);
    const isLast = reach.length === directions.length - 1;
    const keepsPhase = table.kind === 'nhyp' && !isLast;
    const made = table.kind === 'hex' ? stoutMoved(C, U) : keepsPhase ? plainUnitaryPart(mixed) : special(mixed);
    known.set(name, made);
    return made;
  };
  return linksBy(links, (mu, x) => {
    const others = directions.filter(nu => nu !== mu);
    return directions.includes(mu) ? blocked(mu, others, x) : blocked(mu, [], x);
  });
}
