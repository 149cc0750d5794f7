/**
 * What the actions of a kind of quark are for any pseudofermion φ, from plain operators and f(M) by Lanczos:
 *   staggered, hisq    φ†M^{−N_f/4}φ on even sites up to four flavours, φ†M^{−N_f/8}φ on all sites above; M → M + m²;
 *   wilson, clover     a pair φ†M⁻¹φ − 2 ln det A_oo, an odd flavour φ†M^{−1/2}φ − ln det A_oo, twists M → M + μ²;
 *   domain wall        a pair φ†P(K†K)⁻¹P†φ, an odd flavour φ†N^{1/4}(K†K)^{−1/2}N^{1/4}φ, P = D̂(heavier), N = P†P.
 * A determinant that is split has φ†(M + h²)(M + m²)⁻¹φ for the ratio of h and the next lighter m.
 *
 * Reference: D. H. Weingarten and D. N. Petcher, Phys. Lett. B 99, 333 (1981); M. Hasenbusch, Phys. Lett. B 519, 177 (2001).
 */

import { moebiusCoefficients } from '../../../fermion/index.ts';
import type { Quark } from '../../../runfile/schema/fermion.ts';
import { plainDomainWall } from './domainWall.ts';
import { plainHisqLinks } from './fatLinks.ts';
import type { PlainLinks } from './links.ts';
import { matrixFunction } from './matrixFunction.ts';
import { plainHisq, plainStaggered } from './staggered.ts';
import { overlap, type PlainVector } from './vectors.ts';
import { plainWilson } from './wilson.ts';

/** One pseudofermion. */
export interface PlainPart {
  /** What the action has besides φ: −N_f ln det A_oo of clover quarks. */
  readonly constant: number;
  /** S(φ), φ on all sites, zero where the pseudofermion does not live. */
  value(phi: PlainVector): number;
}

/** In the order of the pseudofermions. */
export function plainQuarks(quark: Quark, boundary: readonly string[], links: PlainLinks): PlainPart[] {
  switch (quark.kind) {
    case 'staggered':
      return tasted(plainStaggered(links, boundary), quark.mass, quark.flavours, quark.hasenbusch ?? []);
    case 'hisq': {
      const { naikEpsilon } = quark;
      return tasted(
        plainHisq(plainHisqLinks(links, naikEpsilon), boundary, naikEpsilon),
        quark.mass,
        quark.flavours,
        [],
      );
    }
    case 'wilson':
    case 'clover':
      return twisted(quark, boundary, links);
    case 'domainWall':
    case 'moebius':
      return walls(quark, boundary, links);
  }
}

type Apply = (psi: PlainVector) => PlainVector;

function partOf(M: Apply, f: (eigenvalue: number) => number, constant = 0): PlainPart {
  return { constant, value: phi => overlap(phi, matrixFunction(M, phi, f)) + constant };
}

const ratio = (heavy: number, light: number) => (x: number) => (x + heavy ** 2) / (x + light ** 2);

function tasted(M: Apply, mass: number, flavours: number, masses: readonly number[]): PlainPart[] {
  const power = flavours <= 4 ? flavours / 4 : flavours / 8;
  const heaviest = masses[0] ?? mass;
  return [
    partOf(M, x => (x + heaviest ** 2) ** -power),
    ...masses.map((heavy, k) => partOf(M, ratio(heavy, masses[k + 1] ?? mass))),
  ];
}

function twisted(
  quark: Extract<Quark, { kind: 'wilson' | 'clover' }>,
  boundary: readonly string[],
  links: PlainLinks,
): PlainPart[] {
  const { kappa, flavours, hasenbusch: twists = [] } = quark;
  const { normal, logDeterminant } = plainWilson(links, boundary, {
    kappa,
    cSw: quark.kind === 'clover' ? quark.cSw : 0,
  });
  const first = twists[0] ?? 0;
  const pair = [
    partOf(normal, x => 1 / (x + first ** 2), -2 * logDeterminant),
    ...twists.map((heavy, k) => partOf(normal, ratio(heavy, twists[k + 1] ?? 0))),
  ];
  const single = partOf(normal, x => x ** -0.5, -logDeterminant);
  return inPairs(flavours, pair, single);
}

function walls(
  quark: Extract<Quark, { kind: 'domainWall' | 'moebius' }>,
  boundary: readonly string[],
  links: PlainLinks,
): PlainPart[] {
  const { mass, flavours, height, extent5, hasenbusch = [] } = quark;
  const { b, c } = quark.kind === 'moebius' ? moebiusCoefficients(quark) : { b: 1, c: 0 };
  const operator = plainDomainWall(links, boundary, { height, extent5, b, c });
  const levels = [1, ...hasenbusch, mass];
  const normal = (D: ReturnType<typeof operator>) => (psi: PlainVector) => D(D(psi, 1), -1);
  const pair = levels.slice(1).map((light, k): PlainPart => {
    const [K, P] = [operator(light), operator(levels[k])];
    return {
      constant: 0,
      value(phi) {
        const source = P(phi, -1);
        return overlap(
          source,
          matrixFunction(normal(K), source, x => 1 / x),
        );
      },
    };
  });
  const single: PlainPart = {
    constant: 0,
    value(phi) {
      const source = matrixFunction(normal(operator(1)), phi, x => x ** 0.25);
      return overlap(
        source,
        matrixFunction(normal(operator(mass)), source, x => x ** -0.5),
      );
    },
  };
  return inPairs(flavours, pair, single);
}

function inPairs(flavours: number, pair: readonly PlainPart[], single: PlainPart): PlainPart[] {
  const pairs = Array.from({ length: Math.floor(flavours / 2) }, () => pair).flat();
  return flavours % 2 === 1 ? [...pairs, single] : pairs;
}
