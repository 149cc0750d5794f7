/** `cask keys`: every key of a run file, its values, default and meaning, taken from the schema. */
import { InputError } from '../../runfile/input/problem.ts';
import { nearestWord } from '../../runfile/input/spelling.ts';
import { describeKeys, type KeyDescription } from '../../runfile/schema/describe.ts';
import { runSchemas } from '../../runfile/schema/index.ts';

/**
 * All keys; those of a section or table; or those that hold a word in their path, values or meaning.
 *
 * @throws InputError when there are none
 */
export function keysFor(word?: string): KeyDescription[] {
  const keys = Object.values(runSchemas).flatMap(schema => describeKeys(schema));
  if (word === undefined) return keys;
  const chosen = keys.filter(({ path }) => path === word || path.startsWith(`${word}.`));
  if (chosen.length > 0) return chosen;
  const wanted = word.toLowerCase();
  const found = keys.filter(({ path, values, meaning }) =>
    `${path}\n${values}\n${meaning}`.toLowerCase().includes(wanted),
  );
  if (found.length > 0) return found;
  const parts = [...new Set(keys.flatMap(({ path }) => path.split('.')))];
  const near = nearestWord(word, parts);
  const sections = keys.map(({ path }) => path).filter(path => !path.includes('.'));
  const advice = near === undefined ? `sections are ${sections.join(', ')}` : `did you mean ${near}?`;
  throw new InputError([`No key holds ${JSON.stringify(word)} in its name, values or meaning; ${advice}`]);
}

export function keyLines(keys: readonly KeyDescription[]): string[] {
  return keys.map(lineFor);
}

function lineFor({ path, values, fallback, meaning }: KeyDescription): string {
  if (!path.includes('.') && values === 'table') return `\n[${path}]  ${meaning}`;
  const byDefault = fallback === undefined ? '' : `, default ${fallback}`;
  return `  ${path}  (${values}${byDefault})${meaning === '' ? '' : `\n      ${meaning}`}`;
}
