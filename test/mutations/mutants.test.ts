/** The planted bugs keep up with the sources: without this they would be noticed missing in `npm run test:long` only. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planted } from './mutant.ts';
import { mutants } from './mutants.ts';

const source = new URL('../../src/', import.meta.url);

test('every planted bug finds its text in the sources, once', () => {
  for (const { bug, edits } of mutants) {
    for (const edit of edits) {
      const text = readFileSync(new URL(edit.file, source), 'utf8');
      expect(planted(text, edit, bug), bug).not.toBe(text);
    }
  }
});

test('a bug whose text is gone is named', () => {
  const edit = { file: 'gauge/actions.ts', find: 'once upon', put: 'a time' };
  expect(() => planted('no such text', edit, 'sign')).toThrow('"sign": "once upon" stands 0 times in gauge/actions.ts');
});
