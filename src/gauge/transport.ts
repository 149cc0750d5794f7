/** Wilson lines of a word: the product of its links, inside a kernel. */
import type { Matrix, MatrixReader } from '../group/index.ts';
import type { Site } from '../kernel/index.ts';
import { linkReads, requireDimension, signedDirections, type Word, word } from '../loops/index.ts';

/** W(x): the ordered product of the links of `path`, begun at x. The path has at least one step. */
export function transport(U: MatrixReader, path: Word, x: Site): Matrix {
  requireDimension(path, x.displacement.length);
  return linkReads(path)
    .map(({ direction, displacement, dagger }) => {
      const link = U(direction, x.shifted(displacement));
      return dagger ? link.dagger() : link;
    })
    .reduce((product, link) => product.mul(link));
}

/** Lists of words as text, so that kernels can be remembered by it: signed directions, all words begun at n. */
export function wordsToText(lists: readonly (readonly Word[])[]): string {
  for (const path of lists.flat()) {
    if (path.start.some(d => d !== 0))
      throw new Error(`A word in a kernel begins at n; this one begins at [${path.start}].`);
  }
  return JSON.stringify(lists.map(list => list.map(signedDirections)));
}

export function wordsFromText(text: string, dimension: number): Word[][] {
  const lists = JSON.parse(text) as number[][][];
  return lists.map(list => list.map(steps => word(steps, { dimension })));
}
