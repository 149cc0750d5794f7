/** Lists of words cut into pieces that one kernel takes. */
import { productCost } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import { portions } from '../../kernel/index.ts';
import type { Word } from '../../loops/index.ts';

/** In the given order; the rectangles of SU(3) in four dimensions are one piece. */
export function wordPieces(words: readonly Word[], group: Group): Word[][] {
  return portions(words, ({ steps }) => steps.length * productCost(group), 'whole');
}
