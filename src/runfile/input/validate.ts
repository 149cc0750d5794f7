/** Turns what the schema finds wrong into lines `FILE:LINE: \`key\` is VALUE; expected …`. */
import type { z } from 'zod';
import { alwaysMeasured } from '../../catalogue/index.ts';
import { inconsistencies } from '../schema/consistency.ts';
import { keysAt } from '../schema/describe.ts';
import { runSchemas, type Sections, schemaFor, variablesOf } from '../schema/index.ts';
import { findPositions, type KeyPath, type Positions } from './position.ts';
import { InputError, showPath, showValue } from './problem.ts';
import { type Setting, settingOf } from './settings.ts';
import { nearestWord } from './spelling.ts';

type Issue = z.core.$ZodIssue;

interface Problem {
  /** Of the file; 0 where the command line is at fault. */
  readonly line: number;
  readonly setting?: Setting | undefined;
  readonly sentence: string;
}

interface Document {
  readonly table: Record<string, unknown>;
  readonly positions: Positions;
  readonly settings: readonly Setting[];
}

/**
 * Checks a parsed TOML table against the schema and the rules between sections.
 *
 * @param fileName only used in messages
 * @param text the document that `table` was parsed from, for line numbers
 * @param settings keys of `table` that come from the command line
 * @throws InputError with one line per problem, in the order of the document
 */
export function validate(
  fileName: string,
  text: string,
  table: Record<string, unknown>,
  settings: readonly Setting[] = [],
): Sections {
  const document: Document = { table, positions: findPositions(text), settings };
  const result = schemaFor(table).safeParse(table);
  const problems = result.success
    ? inconsistencies(result.data).map(({ path, expected }) => sentenceFor(document, path, expected, result.data))
    : result.error.issues.flatMap(issue => problemsOf(issue, document));
  if (problems.length > 0) throw new InputError(inOrder(problems).map(line => `${fileName}${line}`));
  return result.data!;
}

function inOrder(problems: readonly Problem[]): string[] {
  const lines = [...problems].sort((one, other) => one.line - other.line);
  return [...new Set(lines.map(problem => `${placeOf(problem)}: ${problem.sentence}`))];
}

function problemsOf(issue: Issue, document: Document): Problem[] {
  const path = issue.path.filter(key => typeof key !== 'symbol');
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(document, path, key));
  return [{ ...sentenceFor(document, path, issue.message, document.table, issue) }];
}

const whoseKey = {
  links: 'only gauge theories have it, and [model] makes this a run of spins',
  spins: 'only runs of spins have it, which are those with [model]',
} as const;

function unknownKey(document: Document, section: KeyPath, key: string): Problem {
  const place = section.length === 0 ? 'of a run file' : `of ${showPath(section)}`;
  const path = [...section, key];
  const sentence = `\`${showPath([key])}\` is not a key ${place}; ${adviceOn(key, section, document.table)}`;
  return { ...whereIs(path, document), sentence };
}

function adviceOn(key: string, section: KeyPath, table: Document['table']): string {
  const variables = variablesOf(table);
  if (section.join('.') === 'measure' && key === alwaysMeasured[variables]) return 'it is always measured';
  const known = keysAt(runSchemas[variables], section, table);
  const other = variables === 'spins' ? 'links' : 'spins';
  if (keysAt(runSchemas[other], section, table).includes(key))
    return `${whoseKey[other]}; known are ${known.join(', ')}`;
  const near = nearestWord(key, known);
  return near === undefined ? `known are ${known.join(', ')}` : `did you mean \`${near}\`?`;
}

function placeOf({ line, setting }: Problem): string {
  return setting === undefined ? `:${line}` : `, --set ${setting.text}`;
}

function whereIs(path: KeyPath, { positions, settings }: Document): Pick<Problem, 'line' | 'setting'> {
  const setting = settingOf(path, settings) ?? settingAbout(path, positions, settings);
  return { line: setting === undefined ? positions.lineOf(path) : 0, setting };
}

/** The setting below a key, or below the nearest table around it, that only the command line has brought in. */
function settingAbout(path: KeyPath, positions: Positions, settings: readonly Setting[]): Setting | undefined {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    if (positions.has(part)) return undefined;
    const found = settings.findLast(({ path: own }) => part.every((key, k) => key === own[k]));
    if (found !== undefined) return found;
  }
  return undefined;
}

function sentenceFor(document: Document, path: KeyPath, expected: string, values: object, issue?: Issue): Problem {
  const value = valueAt(values, path);
  const found = value === undefined ? 'is missing' : `is ${showValue(value)}`;
  const sentence = `\`${showPath(path)}\` ${found}; expected ${expected}${meant(value, issue)}`;
  return { ...whereIs(path, document), sentence };
}

/** For a word that is not one of the choices: the choice it looks like. */
function meant(value: unknown, issue: Issue | undefined): string {
  if (typeof value !== 'string' || issue === undefined) return '';
  const choices = /"/.test(issue.message) ? [...issue.message.matchAll(/"([^"]+)"/g)].map(match => match[1]) : [];
  const near = nearestWord(value, choices);
  return near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`;
}

function valueAt(table: unknown, path: KeyPath): unknown {
  let value = table;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
