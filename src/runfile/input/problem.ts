/** What is wrong with an input, said in one line each. */

/** The input of the user cannot be used. The command line prints the message alone and ends with code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';

  /** @param lines one sentence per problem */
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

const longestValue = 60;

/** A value as it would be written in TOML, shortened, control characters escaped. */
export function showValue(value: unknown): string {
  const text = tomlText(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

function tomlText(value: unknown): string {
  if (typeof value === 'number') return Number.isNaN(value) ? 'nan' : String(value).replace('Infinity', 'inf');
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 2 * longestValue));
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${value.slice(0, longestValue).map(tomlText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).slice(0, longestValue);
    return entries.length === 0 ? '{}' : `{ ${entries.map(([key, held]) => `${key} = ${tomlText(held)}`).join(', ')} }`;
  }
  return String(value);
}

/** `action.gauge.terms[0].beta`; keys that are not bare words are quoted. */
export function showPath(path: readonly (string | number)[]): string {
  return path
    .map((key, depth) => {
      if (typeof key === 'number') return `[${key}]`;
      const word = /^[A-Za-z0-9_-]+$/.test(key) ? key : showValue(key);
      return depth === 0 ? word : `.${word}`;
    })
    .join('');
}
