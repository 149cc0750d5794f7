/**
 * Stout and CASK in plain numbers, line by line from their formulas: C. Morningstar and M. Peardon, hep-lat/0311018;
 * Y. Nagai, H. Ohno and A. Tomiya, arXiv:2501.16955. Plaquette kernels, one head.
 */
import { along, mapLinks, type PlainLinks, plaquetteStaples, staplePath } from './plainLinks.fixture.ts';
import {
  antihermitianTraceless,
  dagger,
  exponential,
  type PlainMatrix,
  product,
  sum,
  times,
  trace,
} from './plainMatrices.fixture.ts';

/** C_μ(n): the sum of the 2 (D − 1) plaquette staples. */
export function plaquetteStapleSum(u: PlainLinks, site: number, mu: number): PlainMatrix {
  return sum(...plaquetteStaples(u.extents.length, mu).map(path => along(u, site, path)));
}

/** exp( TA( ρ C(B) closing† ) ) A */
export function plainStout(rho: number, A: PlainLinks, B = A, closing = B): PlainLinks {
  return mapLinks(A, (link, site, mu) => {
    const omega = times(rho, product(plaquetteStapleSum(B, site, mu), dagger(closing.links[site][mu])));
    return product(exponential(antihermitianTraceless(omega)), link);
  });
}

export interface PlainCaskOptions {
  readonly symmetric: boolean;
  readonly reach: number;
  readonly rho: number;
  readonly query: number;
  readonly key: number;
  readonly value: number;
}

export function plainCask(u: PlainLinks, options: PlainCaskOptions): PlainLinks {
  const { symmetric, reach, rho } = options;
  const dimension = u.extents.length;
  const colours = Math.sqrt(u.links[0][0].length / 2);
  const Q = plainStout(options.query, u);
  const K = plainStout(options.key, u);
  const V = plainStout(options.value, u);
  const score = (site: number, mu: number, path: readonly number[]): number => {
    const [loop] = trace(product(Q.links[site][mu], dagger(along(K, site, path))));
    const [plain] = trace(product(u.links[site][mu], dagger(along(u, site, path))));
    return Math.tan((Math.PI / 4 / (colours + 0.01)) * (loop - plain));
  };
  const attended = mapLinks(u, (link, site, mu) => {
    const terms: PlainMatrix[] = [];
    for (let nu = 0; nu < dimension; nu++) {
      if (nu === mu) continue;
      for (let s = 1; s <= reach; s++) {
        const [forward, backward] = [staplePath(mu, nu, s, 1), staplePath(mu, nu, s, -1)];
        const scoreForward = score(site, mu, forward);
        const scoreBackward = symmetric ? score(site, mu, backward) : scoreForward;
        terms.push(times(scoreForward, along(V, site, forward)), times(scoreBackward, along(V, site, backward)));
      }
    }
    const closing = symmetric ? u : V;
    const omega = product(sum(...terms), dagger(closing.links[site][mu]));
    return product(exponential(antihermitianTraceless(omega)), link);
  });
  return plainStout(rho, u, attended, symmetric ? u : attended);
}
