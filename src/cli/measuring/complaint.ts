/** What is wrong with a value of the command line, in the words of the schema that it should fit. */
import type { z } from 'zod';
import { showPath, showValue } from '../../runfile/input/problem.ts';
import { nearestWord } from '../../runfile/input/spelling.ts';
import { keysAt } from '../../runfile/schema/describe.ts';

/** One clause for each problem, without a full stop; none if the value fits. */
export function complaints(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  if (error === undefined) return [];
  return error.issues.flatMap(issue => {
    const path = issue.path.filter(key => typeof key !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(schema, path, value);
      return issue.keys.map(key => `${JSON.stringify(key)} is not a key of it; ${advice(key, known)}`);
    }
    const found = path.reduce<unknown>((at, key) => Object(at)[key], value);
    const where = path.length === 0 ? 'it' : showPath(path);
    return [`${where} is ${found === undefined ? 'missing' : showValue(found)}; expected ${issue.message}`];
  });
}

/** `did you mean plaquette?`, or what there is. */
export function advice(written: string, known: readonly string[]): string {
  const near = nearestWord(written, known);
  if (near !== undefined) return `did you mean ${near}?`;
  return known.length === 0 ? 'there are none' : `known are ${known.join(', ')}`;
}

/** Clauses as one sentence. */
export function sentenceOf(beginning: string, clauses: readonly string[]): string {
  const text = `${beginning} ${clauses.join('; ')}`;
  return text.endsWith('?') ? text : `${text}.`;
}
