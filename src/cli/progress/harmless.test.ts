import { expect, test } from 'vitest';
import type { Output } from './display.ts';
import { harmless, harmlessOutput } from './harmless.ts';

test('letters of every script, line feeds and tabs stay as they are', () => {
  const text = 'τ = 3(1)\n\t⟨e^−ΔH⟩ → é 漢字 👍🏽';
  expect(harmless(text)).toBe(text);
});

test('what a terminal would obey is shown as its code', () => {
  expect(harmless('a\u001b[2Jb')).toBe('a\\u001b[2Jb');
  expect(harmless('a\rb\u0007\u0008\u009b31m\u007f\0')).toBe('a\\u000db\\u0007\\u0008\\u009b31m\\u007f\\u0000');
  expect(harmless('abc\u202egpj.exe\u2066\u200b')).toBe('abc\\u202egpj.exe\\u2066\\u200b');
});

test('an output lets the carriage return of the progress line through, and nothing else', () => {
  const pieces: string[] = [];
  const output: Output = { write: text => pieces.push(text), isTTY: true, columns: 40 };
  const guarded = harmlessOutput(output);
  guarded.write('\rthe line');
  guarded.write('\r\rno\u001b]0;title\u0007');
  expect(pieces).toEqual(['\rthe line', '\r\\u000dno\\u001b]0;title\\u0007']);
  expect([guarded.isTTY, guarded.columns]).toEqual([true, 40]);
});
