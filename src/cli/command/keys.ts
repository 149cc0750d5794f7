/** `cask keys`: every key of a run file, its values, default and meaning, told by the schema itself. */
import { InputError } from '../../runfile/input/problem.ts';
import { nearestWord } from '../../runfile/input/spelling.ts';
import { describeKeys, type KeyDescription } from '../../runfile/schema/describe.ts';
import { runSchema } from '../../runfile/schema/index.ts';

/**
 * Lines about all keys, or about those of one section.
 *
 * @throws InputError when there is no such section
 */
export function keyLines(section?: string): string[] {
  const keys = describeKeys(runSchema);
  if (section === undefined) return keys.map(lineFor);
  const chosen = keys.filter(({ path }) => path === section || path.startsWith(`${section}.`));
  if (chosen.length > 0) return chosen.map(lineFor);
  const sections = keys.map(({ path }) => path).filter(path => !path.includes('.'));
  const near = nearestWord(section, sections);
  const advice = near === undefined ? `known are ${sections.join(', ')}` : `did you mean ${near}?`;
  throw new InputError([`There is no section ${JSON.stringify(section)}; ${advice}`]);
}

function lineFor({ path, values, fallback, meaning }: KeyDescription): string {
  if (!path.includes('.') && values === 'table') return `\n[${path}]  ${meaning}`;
  const byDefault = fallback === undefined ? '' : `, default ${fallback}`;
  return `  ${path}  (${values}${byDefault})${meaning === '' ? '' : `\n      ${meaning}`}`;
}
