import { expect, test } from 'vitest';
import { ProgramError, problemOf, translated } from './translate.ts';

const rooms = new Map([
  ['cask-lqcd', { siteKernel() {}, sum: 1, hotStart() {} }],
  ['cask-lqcd/gauge', { gradientFlow() {} }],
]);
const address = (name: string) => `blob:${name}`;
const problem = (text: string) => {
  try {
    translated(text, rooms, address);
  } catch (error) {
    return problemOf(error, 'nowhere');
  }
  return undefined;
};

test('types go, lines stay, and imports lead to the rooms', () => {
  const text = `import {
  type Roles,
  siteKernel as make,
  sum,
} from 'cask-lqcd';
import { gradientFlow } from "cask-lqcd/gauge";
interface Pair { readonly a: number }
const pair: Pair = { a: sum } satisfies Pair;
make(gradientFlow, pair as unknown as Pair);
`;
  const code = translated(text, rooms, address);
  expect(code).toContain("from 'blob:cask-lqcd'");
  expect(code).toContain('from "blob:cask-lqcd/gauge"');
  expect(code).not.toMatch(/Roles|interface|satisfies/);
  const lineOf = (where: string) => where.split('\n').findIndex(line => line.startsWith('make('));
  expect(lineOf(code)).toBe(lineOf(text));
});

test('what is no TypeScript is said at its line', () => {
  expect(problem('const a = 1;\nconst b = (2;\n')).toMatchObject({ line: 2 });
});

test('a name that a room lacks is said at its own line, with the one that was meant', () => {
  const text = "import {\n  sum,\n  siteKernal,\n} from 'cask-lqcd';\nsiteKernal(sum);\n";
  expect(problem(text)).toEqual({ line: 3, sentence: 'cask-lqcd has no siteKernal. Did you mean siteKernel?' });
});

test('a module that is not here is said at its line', () => {
  const found = problem("const a = 1;\nimport * as fs from 'node:fs';\nfs.rm(a);\n");
  expect(found?.line).toBe(2);
  expect(found?.sentence).toContain('There is no module node:fs here');
  expect(problem("await import('https://elsewhere.example/x.js');")?.line).toBe(1);
});

test('what is thrown has the line of the program nearest to it, in any browser', () => {
  const error = new Error('The field is empty.');
  error.stack = 'Error: …\n  at f (http://host/program.js:1:99)\n  at blob:null/1-2:7:13\n  at blob:null/1-2:9:1';
  expect(problemOf(error, 'blob:null/1-2')).toEqual({ line: 7, sentence: 'The field is empty.' });
  error.stack = 'f@http://host/program.js:1:99\n@blob:null/1-2:7:13';
  expect(problemOf(error, 'blob:null/1-2').line).toBe(7);
  expect(problemOf(new ProgramError({ line: 4, sentence: 'So it is.' }), '')).toEqual({
    line: 4,
    sentence: 'So it is.',
  });
  expect(problemOf('text', 'blob:null/1-2')).toEqual({ line: 1, sentence: 'text' });
});
