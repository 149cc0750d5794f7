/**
 * Loops site by site:
 *   o(x) = (1/n) Σ_W (1/N) Re tr W(x) over n words W that begin at x, so that unit links give 1.
 */
import { type GaugeField, theories, transport } from '../../gauge/index.ts';
import { type Group, links } from '../../group/index.ts';
import { input, kernelFamily, output, reals, siteKernel, sum } from '../../kernel/index.ts';
import { axpy, type Field } from '../../lattice/index.ts';
import { type Loops, loopsIn, plaquettes, type Word } from '../../loops/index.ts';
import { withScratch } from './scratch.ts';
import { wordPieces } from './wordPieces.ts';

/** o(x), and its sum over sites */
export const loopDensity = kernelFamily(
  'loopDensity',
  () => theories().map(([group, dimension]) => [group, dimension, plaquettes(dimension)] as const),
  (group: Group, dimension: number, words: readonly Word[]) =>
    siteKernel(
      'loopDensity',
      dimension,
      { U: input(links(group, dimension)), O: output(reals(1)), total: sum },
      ({ U, O, total }, x) => {
        const traces = words.map(path => transport(U, path, x).reTrace());
        const density = traces.reduce((a, b) => a.add(b)).mul(1 / (words.length * group.colours));
        O.set(0, density);
        total.add(density);
      },
    ),
);

/**
 * Writes o(x), one real per site, to `out`.
 *
 * @returns the sum over all sites
 */
export function loopField({ field, group, lattice }: GaugeField, loops: Loops, out: Field): number {
  const words = loopsIn(lattice.dimension, loops);
  const pieces = wordPieces(words, group);
  const write = (piece: readonly Word[], O: Field) =>
    loopDensity(group, lattice.dimension, piece).run({ U: field, O }).total;
  if (pieces.length === 1) return write(words, out);
  return withScratch(lattice, ({ take }) => {
    const part = take(1);
    const add = axpy(1, lattice.dimension).bind({ x: part, y: out });
    out.fill(0);
    return pieces.reduce((sum, piece) => {
      const share = piece.length / words.length;
      const total = write(piece, part);
      add({ a: share });
      return sum + share * total;
    }, 0);
  });
}
