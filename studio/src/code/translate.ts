/**
 * A program in TypeScript as a module that a browser runs: types are taken out, imports of the package lead to modules that
 * are there already. Every line stays where it was, so that an error of the module is one of the text.
 */
import { transform } from 'sucrase';
import { nearestWord } from '../../../src/runfile/index.ts';
import type { Module } from './rooms.ts';

export interface Problem {
  readonly line: number;
  readonly sentence: string;
}

/** A sentence with the line it is about. */
export class ProgramError extends Error {
  readonly line: number;

  constructor({ line, sentence }: Problem) {
    super(sentence);
    this.line = line;
  }
}

const importOf = /\b(from|import)(\s*\(?\s*)(['"])([^'"\n]+)\3/g;
const namesFrom = /\bimport\s*(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from\s*(['"])([^'"\n]+)\2/g;

/** @param addressOf the module in the place of what is imported */
export function translated(
  text: string,
  rooms: ReadonlyMap<string, Module>,
  addressOf: (name: string) => string,
): string {
  const code = withoutTypes(text);
  for (const { 1: names, 3: from, index } of code.matchAll(namesFrom)) {
    requireNames(names, from, rooms.get(from), code.slice(0, index).split('\n').length);
  }
  return code.replace(importOf, (whole, word, gap, quote, name, index) => {
    if (rooms.has(name)) return `${word}${gap}${quote}${addressOf(name)}${quote}`;
    // Words in a string or a comment look like this too; those name no package.
    if (!/^(node:|\.{0,2}\/|https?:|cask|@?[a-z][\w./-]*$)/.test(name)) return whole;
    const line = code.slice(0, index).split('\n').length;
    const known = [...rooms.keys()].join(', ');
    throw new ProgramError({ line, sentence: `There is no module ${name} here; there are ${known}.` });
  });
}

function withoutTypes(text: string): string {
  try {
    return transform(text, { transforms: ['typescript'], disableESTransforms: true, keepUnusedImports: false }).code;
  } catch (error) {
    const { message } = error as Error;
    const [, line] = /\((\d+):\d+\)$/.exec(message) ?? [];
    const sentence = message.replace(/^Error transforming [^:]*: /, '').replace(/ ?\(\d+:\d+\)$/, '');
    throw new ProgramError({ line: Number(line ?? 1), sentence: `This is no TypeScript: ${sentence}.` });
  }
}

function requireNames(list: string, from: string, room: Module | undefined, line: number): void {
  if (!room) return;
  const before = list.split(',');
  before.forEach((part, k) => {
    const name = part.trim().split(/\s+as\s+/)[0];
    if (name === '' || name in room) return;
    const at =
      line + before.slice(0, k).join(',').split('\n').length - 1 + (/^\s*/.exec(part)![0].match(/\n/g)?.length ?? 0);
    const meant = nearestWord(name, Object.keys(room));
    const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw new ProgramError({ line: at, sentence: `${from} has no ${name}.${question}` });
  });
}

/** What was thrown, at its line of the program. @param address where the program lies, as stacks of calls name it */
export function problemOf(error: unknown, address: string): Problem {
  if (error instanceof ProgramError) return { line: error.line, sentence: error.message };
  const sentence = error instanceof Error ? error.message : String(error);
  const stack = (error instanceof Error ? error.stack : undefined) ?? '';
  const at = stack.indexOf(`${address}:`);
  const line = at < 0 ? undefined : /^\d+/.exec(stack.slice(at + address.length + 1))?.[0];
  return { line: Number(line ?? 1), sentence };
}
