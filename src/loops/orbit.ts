/**
 * All images of a loop under the hypercubic group: the D! permutations of the directions with 2^D reflections. Loops that
 * differ by where the walk begins, by orientation or by a translation are one.
 *
 * A sum over the orbit has the symmetry of the lattice; a single word that is not planar and symmetric has not.
 */
import { canonical } from './canonical.ts';
import { type Step, signedDirections, type Word, word } from './word.ts';

/**
 * The orbit of a closed word, each loop once, in the order of their signed directions; the word's own image among them.
 *
 * @throws if the word is open
 */
export function hypercubicOrbit(w: Word): Word[] {
  const { dimension } = w;
  const found = new Map<string, Word>();
  for (const image of permutations(dimension)) {
    for (let signs = 0; signs < 2 ** dimension; signs++) {
      const steps = w.steps.map(({ direction, sign }: Step) => {
        const reflected = (signs >> direction) & 1 ? -sign : sign;
        return reflected * (image[direction] + 1);
      });
      const loop = canonical(word(steps, { dimension }));
      found.set(signedDirections(loop).join(' '), loop);
    }
  }
  return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, loop]) => loop);
}

function permutations(count: number): number[][] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap(rest =>
    Array.from({ length: count }, (_, at) => [...rest.slice(0, at), count - 1, ...rest.slice(at)]),
  );
}
