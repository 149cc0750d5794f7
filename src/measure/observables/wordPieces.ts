/** Lists of words cut into pieces that one kernel takes. */
import { productCost } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Word } from '../../loops/index.ts';

/** Operations that one kernel is given: the rectangles of SU(3) in four dimensions are one piece. */
const mostOperations = 15_000;

/** In the given order; a word that is too long by itself is a piece of its own. */
export function wordPieces(words: readonly Word[], group: Group): Word[][] {
  const pieces: Word[][] = [];
  let room = 0;
  for (const word of words) {
    const cost = word.steps.length * productCost(group);
    if (pieces.length === 0 || cost > room) {
      pieces.push([]);
      room = mostOperations;
    }
    pieces[pieces.length - 1].push(word);
    room -= cost;
  }
  return pieces;
}
