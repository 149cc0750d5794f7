/** TOML on the command line: options of observables, `NAME.KEY=VALUE`, and tables of smearing. */
import { InvalidArgumentError } from 'commander';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { type SmearingTable, smearingTable } from '../../runfile/schema/smearing.ts';
import { advice, complaints, sentenceOf } from './complaint.ts';
import { entryNamed, observableNames, optionNames } from './observables.ts';

/** Options of observables by their names, as `--set` gave them. */
export type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** `NAME.KEY=VALUE`, added to what was set before. */
export function setting(text: string, before: Settings = {}): Settings {
  const match = /^\s*([^.=\s]+)\.([^.=\s]+)\s*=(.+)$/s.exec(text);
  if (!match) throw new InvalidArgumentError('Expected NAME.KEY=VALUE such as wilsonLoops.maxR=4.');
  const [, name, key, written] = match;
  if (!observableNames.includes(name)) {
    throw new InvalidArgumentError(`There is no observable ${JSON.stringify(name)}; ${advice(name, observableNames)}`);
  }
  const keys = optionNames(name);
  if (!keys.includes(key)) {
    throw new InvalidArgumentError(`${JSON.stringify(key)} is no option of ${name}; ${advice(key, keys)}`);
  }
  const value = tomlValue(written, 'a value such as 4, 0.5, true, [1, 0, 0] or "text"');
  const option = z.strictObject({ [key]: entryNamed(name).options.shape[key] });
  const wrong = complaints(option, { [key]: value });
  if (wrong.length > 0) throw new InvalidArgumentError(sentenceOf(`Of ${name},`, wrong));
  return { ...before, [name]: { ...before[name], [key]: value } };
}

/** A table such as `kind = "ape", alpha = 0.5, steps = 10`, with or without braces. */
export function smearingArgument(text: string): SmearingTable {
  return smearingFrom(text, {});
}

/** The same for the sides of Wilson loops in space, smeared by staples in space unless the table says otherwise. */
export function loopSmearingArgument(text: string): SmearingTable {
  return smearingFrom(text, { directions: 'space' });
}

function smearingFrom(text: string, defaults: object): SmearingTable {
  const inBraces = /^\s*\{.*\}\s*$/s.test(text) ? text : `{${text}}`;
  const given = tomlValue(inBraces, 'a table such as kind=ape,alpha=0.5,steps=10');
  const table = { ...defaults, ...(given as object) };
  const wrong = complaints(smearingTable, table);
  if (wrong.length > 0) throw new InvalidArgumentError(sentenceOf('Of the table of smearing,', wrong));
  return smearingTable.parse(table);
}

/** A value in TOML. Words may stand without their quotes, which shells take away. */
function tomlValue(text: string, expected: string): unknown {
  const value = parsed(text) ?? parsed(withQuotes(text));
  if (value !== undefined) return value;
  throw new InvalidArgumentError(`Expected ${expected} in the words of TOML.`);
}

function parsed(text: string): unknown {
  try {
    const { value, ...others } = parse(`value = ${text}`, { unsafeKeyBehaviour: 'throw', maxDepth: 8 });
    return Object.keys(others).length === 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Bare words where a value stands: at the beginning, or after = [ or a comma, and before the end, a comma or a bracket. */
const bareWord = /(^|[=[,])(\s*)(?!(?:true|false|inf|nan)\b)([A-Za-z][\w+-]*)(?=\s*(?:[,\]}]|$))/g;

function withQuotes(text: string): string {
  return text.replace(bareWord, '$1$2"$3"');
}
