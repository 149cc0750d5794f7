/**
 * WGSL as the language of a device. Sums are pairs of f32, high and low part ("double-float"), good to 2⁻⁴⁴ or so. Compilers
 * may simplify (a + b) − a to b, so that every difference passes through `opaque`.
 *
 *   s = a + b, c = s − a, e = (a − (s − c)) + (b − c):  s + e = a + b exactly.
 *
 * Reference: D. E. Knuth, The Art of Computer Programming 2, 4.2.2; T. J. Dekker, Numer. Math. 18, 224 (1971).
 */
import { type Language, type Service, services } from '../device/language.ts';
import { emitWgsl, head, preamble, word } from './emit.ts';

const pairs = `struct Pair { high: f32, low: f32 }
fn normal(a: f32, b: f32) -> Pair {
  let s = opaque(a + b);
  return Pair(s, opaque(b - opaque(s - a)));
}
fn plus(x: Pair, y: Pair) -> Pair {
  let s = opaque(x.high + y.high);
  let c = opaque(s - x.high);
  let e = opaque(opaque(x.high - opaque(s - c)) + opaque(y.high - c));
  return normal(s, opaque(e + opaque(x.low + y.low)));
}
fn pair(at: i32) -> Pair { return Pair(number(at), number(at + 1)); }
fn putPair(at: i32, x: Pair) { put(at, x.high); put(at + 1, x.low); }
`;

const bodies: Readonly<Record<Service, string>> = {
  take: 'heap[field + item % components * held + first + item / components] = heap[piece + item];',
  give: 'heap[piece + item] = heap[field + item % components * held + first + item / components];',
  pack: 'heap[piece + item] = heap[field + i32(heap[which + item % components]) * held + i32(heap[places + item / components])];',
  unpack:
    'heap[field + i32(heap[which + item % components]) * held + i32(heap[places + item / components])] = heap[piece + item];',
  fill: 'heap[field + item] = u32(value);',
  takeFrom:
    'heap[field + item / own * held + first + item % own] = heap[other + item / own * otherHeld + otherFirst + item % own];',
  addTiles: `let begin = terms + item / tiles * termStride + item % tiles * tileLength;
  var total = Pair(0, 0);
  for (var k = 0; k < tileLength; k++) { total = plus(total, Pair(number(begin + k), 0)); }
  putPair(partial + 2 * (item / tiles * partialStride + firstTile + item % tiles), total);`,
  addOrdered: `let begin = partial + 2 * (item / left * partialStride);
  let places = order + item % left * together;
  var total = pair(begin + 2 * i32(heap[places]));
  for (var k = 1; k < together; k++) { total = plus(total, pair(begin + 2 * i32(heap[places + k]))); }
  putPair(sums + 2 * item, total);`,
  addNeighbours: `let begin = lower + 2 * (item / left * lowerStride + item % left * together);
  var total = pair(begin);
  for (var k = 1; k < together; k++) { total = plus(total, pair(begin + 2 * k)); }
  putPair(sums + 2 * item, total);`,
  putSum: 'let x = pair(sums + 2 * which); put(field + at, x.high + x.low);',
  putParameter: 'heap[list + which] = heap[field + at];',
};

function functionText(name: Service): string {
  const names = services[name];
  const given = names.map((argument, k) => `let ${argument} = i32(${word(k)});`).join(' ');
  const count = `i32(${word((names as readonly string[]).indexOf('count'))})`;
  return `${head(name, count)}
  ${given}
  ${bodies[name]}
}
`;
}

const text = [preamble, pairs, ...(Object.keys(services) as Service[]).map(functionText)].join('\n');

export const wgsl: Language = { emit: emitWgsl, services: () => text, sum: 'pair' };
