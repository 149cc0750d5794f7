import { describe, expect, test } from 'vitest';
import { crc32 } from '../../files/index.ts';
import { checkedLine, checkLines } from './checkedLines.ts';

const records = Array.from({ length: 6 }, (_, k) => ({ trajectory: k + 1, plaquette: 0.5 + k / 7, title: 'τ' }));
const plain = records.map(record => `${JSON.stringify(record)}\n`);

function written(from = 0): string[] {
  let running = crc32(new TextEncoder().encode(plain.slice(0, from).join('')));
  return records.map((record, k) => {
    if (k < from) return plain[k];
    const { line, checksum } = checkedLine(record, running);
    running = checksum;
    return new TextDecoder().decode(line);
  });
}

const check = (lines: readonly string[]) => checkLines(new TextEncoder().encode(lines.join('')));

test('lines are JSON, and without their checksums they are what was to be written', () => {
  const lines = written();
  expect(lines.map(line => JSON.parse(line))).toMatchObject(records);
  const whole = new TextEncoder().encode(plain.join(''));
  expect(check(lines)).toEqual({ text: plain.join(''), checksum: crc32(whole), damaged: [] });
});

test('a log that was begun without checksums is readable, and continues with them', () => {
  expect(check(plain)).toEqual({ text: plain.join(''), checksum: undefined, damaged: [] });
  expect(check(written(3))).toMatchObject({ text: plain.join(''), damaged: [] });
});

test('a last line that was not finished is no damage', () => {
  const lines = written();
  const cut = [...lines.slice(0, 5), lines[5].slice(0, 9)];
  expect(check(cut)).toMatchObject({ text: plain.slice(0, 5).join('') + lines[5].slice(0, 9), damaged: [] });
});

describe('is named by its number', () => {
  test.each([
    ['a changed digit', (l: string[]) => l.with(2, l[2].replace('0.7857', '0.7858')), [3]],
    ['a changed digit in the first line', (l: string[]) => l.with(0, l[0].replace('0.5', '0.6')), [1]],
    ['a line that was removed', (l: string[]) => l.toSpliced(2, 1), [3]],
    ['a line that stands twice', (l: string[]) => l.toSpliced(2, 0, l[1]), [3]],
    ['a line that lost its checksum', (l: string[]) => l.with(3, plain[3]), [4]],
    ['a line from elsewhere', (l: string[]) => l.with(3, 'x\n'), [4]],
    ['a digit in a line behind an old beginning', () => written(3).with(4, written(3)[4].replace('5', '6')), [5]],
    ['a digit in an old beginning, as the first line that cannot follow', () => written(3).with(1, '{}\n'), [4]],
  ])('%s', (_, change, damaged) => {
    expect(check(change(written())).damaged).toEqual(damaged);
  });
});
