import { expect, test } from 'vitest';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { chairs, rectangles, wilsonLoops } from '../../loops/index.ts';
import { averageLoop, loopField } from './index.ts';
import { wordPieces } from './wordPieces.ts';

const SU3 = groupNamed('SU(3)');

test('pieces in order hold all words; rectangles of SU(3) are one piece, chairs are several', () => {
  for (const words of [rectangles(), chairs(), wilsonLoops(3, 3)]) {
    expect(wordPieces(words, SU3).flat()).toEqual(words);
  }
  expect(wordPieces(rectangles(), SU3)).toHaveLength(1);
  expect(wordPieces(chairs(), SU3).length).toBeGreaterThan(2);
  expect(wordPieces(wilsonLoops(60, 60), SU3)).toHaveLength(6);
});

test('averages and fields of many words are those of their pieces together', () => {
  const lattice = new Lattice([2, 2, 2, 2]);
  const u = hotStart(lattice, SU3, key(1, 0, 'start'));
  const words = [...rectangles(), ...wilsonLoops(2, 2)];
  expect(wordPieces(words, SU3).length).toBeGreaterThan(1);
  const whole = averageLoop('all', words).measure(u);
  const parts = [rectangles(), wilsonLoops(2, 2)].map(list => list.length * averageLoop('part', list).measure(u));
  expect(whole).toBeCloseTo((parts[0] + parts[1]) / words.length, 14);
  const density = lattice.field(1);
  const total = loopField(u, words, density);
  expect(total / lattice.volume).toBeCloseTo(whole, 14);
  expect(density.toArray().reduce((sum, x) => sum + x, 0)).toBeCloseTo(total, 12);
});
