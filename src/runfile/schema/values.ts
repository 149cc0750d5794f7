/**
 * The kinds of value a run file is made of. The message of every schema is the text that
 * follows the word "expected" in an error, so it has to read as the end of that sentence.
 */
import { z } from 'zod';

/** A finite number of either sign. */
export function finiteNumber() {
  return z.number({ error: 'a finite number' });
}

/** A finite number greater than 0. */
export function positiveNumber() {
  const expected = 'a finite number greater than 0';
  return z.number({ error: expected }).gt(0, { error: expected });
}

/** A finite number not below 0. */
export function nonNegativeNumber() {
  const expected = 'a finite number not below 0';
  return z.number({ error: expected }).gte(0, { error: expected });
}

/** An integer in [minimum, maximum], both ends included. */
export function integerBetween(minimum: number, maximum: number) {
  const expected = `an integer from ${minimum} to ${maximum}`;
  return z.int({ error: expected }).gte(minimum, { error: expected }).lte(maximum, { error: expected });
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: oneOf(words) });
}

/** `one of "a", "b" or "c"`. */
export function oneOf(words: readonly string[]): string {
  const quoted = words.map(word => JSON.stringify(word));
  return quoted.length === 1 ? quoted[0] : `one of ${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

/** A non-empty line of text: no control characters, so that it can be printed on a terminal as it is. */
export function lineOfText() {
  const expected = 'one line of text, at least one character and at most 1000';
  return z
    .string({ error: expected })
    .max(1000, { error: expected })
    .refine(text => text.trim() !== '' && !/\p{Cc}/u.test(text), { error: expected });
}

/** The message of a table that is distinguished by its `kind`: for a wrong kind, or for something that is no table. */
export function tableOfKind(kinds: readonly string[]) {
  return (issue: { readonly code?: string }) =>
    issue.code === 'invalid_union' ? oneOf(kinds) : `a table whose kind is ${oneOf(kinds)}`;
}

/** A section `[name]` of the file. */
export function section<Shape extends z.core.$ZodLooseShape>(name: string, shape: Shape) {
  return z.strictObject(shape, { error: `a section [${name}]` });
}
