/**
 * Quark fields as plain numbers: on every site `fibres` colour vectors (spins, and slices of a fifth dimension, spins
 * faster), numbers re and im alternating, colours fastest.
 */
import type { PlainLinks } from './links.ts';
import { type PlainMatrix, vectorTimes } from './matrix.ts';

export type PlainVector = Float64Array;

export interface Hop {
  readonly mu: number;
  /** Sites that the links lead over, most often 1. */
  readonly steps?: number;
}

/** U_μ(x) ψ(x + μ) */
export function fromAhead(links: PlainLinks, psi: PlainVector, { mu, steps = 1 }: Hop): PlainVector {
  return carried(links, psi, ({ lattice, forward }, x) => ({
    from: lattice.neighbour(x, mu, steps),
    link: forward[x * lattice.dimension + mu],
  }));
}

/** U_μ(x − μ)† ψ(x − μ) */
export function fromBehind(links: PlainLinks, psi: PlainVector, { mu, steps = 1 }: Hop): PlainVector {
  return carried(links, psi, ({ lattice, backward }, x) => {
    const from = lattice.neighbour(x, mu, -steps);
    return { from, link: backward[from * lattice.dimension + mu] };
  });
}

function carried(
  links: PlainLinks,
  psi: PlainVector,
  way: (links: PlainLinks, x: number) => { from: number; link: PlainMatrix },
): PlainVector {
  const out = new Float64Array(psi.length);
  const { volume } = links.lattice;
  const perSite = psi.length / volume;
  const perVector = 2 * links.colours;
  for (let x = 0; x < volume; x++) {
    const { from, link } = way(links, x);
    for (let at = 0; at < perSite; at += perVector) {
      const there = from * perSite + at;
      out.set(vectorTimes(link, psi.subarray(there, there + perVector)), x * perSite + at);
    }
  }
  return out;
}

/** A matrix of spins on every group of them. */
export function onSpins(matrix: PlainMatrix, psi: PlainVector, colours: number): PlainVector {
  const out = new Float64Array(psi.length);
  const { size, numbers } = matrix;
  const vector = 2 * colours;
  for (let start = 0; start < psi.length; start += size * vector) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const re = numbers[2 * (i * size + j)];
        const im = numbers[2 * (i * size + j) + 1];
        if (re === 0 && im === 0) continue;
        for (let c = 0; c < vector; c += 2) {
          const [to, from] = [start + i * vector + c, start + j * vector + c];
          out[to] += re * psi[from] - im * psi[from + 1];
          out[to + 1] += re * psi[from + 1] + im * psi[from];
        }
      }
    }
  }
  return out;
}

/** One matrix per site on everything that lives there. */
export function onSites(matrices: readonly PlainMatrix[], psi: PlainVector): PlainVector {
  const perSite = psi.length / matrices.length;
  const out = new Float64Array(psi.length);
  matrices.forEach((matrix, x) => {
    out.set(vectorTimes(matrix, psi.subarray(x * perSite, (x + 1) * perSite)), x * perSite);
  });
  return out;
}

/** a + s b */
export function plus(a: PlainVector, b: PlainVector, s = 1): PlainVector {
  return a.map((x, i) => x + s * b[i]);
}

export function times(s: number, a: PlainVector): PlainVector {
  return a.map(x => s * x);
}

export function overlap(a: PlainVector, b: PlainVector): number {
  return a.reduce((sum, x, i) => sum + x * b[i], 0);
}
