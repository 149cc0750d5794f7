/** Wilson lines of a word: the product of its links, inside a kernel. */
import type { Matrix, MatrixReader } from '../group/index.ts';
import type { Site } from '../kernel/index.ts';
import { linkReads, requireDimension, type Word } from '../loops/index.ts';

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
