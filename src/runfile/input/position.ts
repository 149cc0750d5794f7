/**
 * Where each key of a TOML document stands. The TOML parser tells lines only for broken syntax, so a second, lenient
 * walk over a document that is known to be valid notes the line of every key, in headers, dotted keys, inline tables
 * and arrays alike. Elements of arrays count as keys 0, 1, 2 …
 */
import { parse } from 'smol-toml';

/** A place in a TOML document: `['action', 'gauge', 'terms', 0, 'beta']`. */
export type KeyPath = readonly (string | number)[];

/** Lines (from 1) by path. */
export interface Positions {
  /** The line of the key, or of its nearest ancestor that is written down; 1 when none is. */
  lineOf(path: KeyPath): number;
  /** Whether the document itself holds this key. */
  has(path: KeyPath): boolean;
}

const identify = (path: KeyPath): string => JSON.stringify(path.map(String));

/**
 * Finds the lines of all keys of a document.
 *
 * @param text a valid TOML document; for an invalid one the lines are meaningless, but the walk still ends
 */
export function findPositions(text: string): Positions {
  const lines = new Map<string, number>();
  new Walk(text, lines).document();
  return {
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const line = lines.get(identify(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    },
    has: path => lines.has(identify(path)),
  };
}

/** A cursor over the text; each method reads one piece of TOML grammar and leaves the cursor behind it. */
class Walk {
  readonly #text: string;
  readonly #lines: Map<string, number>;
  readonly #tableCounts = new Map<string, number>();
  #at = 0;
  #line = 1;

  constructor(text: string, lines: Map<string, number>) {
    this.#text = text;
    this.#lines = lines;
  }

  document(): void {
    if (this.#text.startsWith('\uFEFF')) this.#at = 1;
    let table: KeyPath = [];
    for (this.#skip(); this.#at < this.#text.length; this.#skip()) {
      if (this.#peek() === '[') table = this.#header();
      else this.#keyValue(table);
    }
  }

  #peek(ahead = 0): string {
    return this.#text.charAt(this.#at + ahead);
  }

  #advance(count = 1): void {
    for (let i = 0; i < count; i++) {
      if (this.#peek() === '\n') this.#line++;
      this.#at++;
    }
  }

  /** White space, line ends, commas and comments. */
  #skip(): void {
    while (this.#at < this.#text.length) {
      if (this.#peek() === '#') this.#advanceTo('\n');
      else if (/[\s,]/.test(this.#peek())) this.#advance();
      else return;
    }
  }

  #advanceTo(end: string): void {
    while (this.#at < this.#text.length && this.#peek() !== end) this.#advance();
  }

  #note(path: KeyPath, line: number): void {
    for (let length = 1; length <= path.length; length++) {
      const place = identify(path.slice(0, length));
      if (!this.#lines.has(place)) this.#lines.set(place, line);
    }
  }

  #header(): KeyPath {
    const line = this.#line;
    const isArray = this.#peek(1) === '[';
    this.#advance(isArray ? 2 : 1);
    const keys = this.#key(']');
    this.#advance(isArray ? 2 : 1);
    const path = this.#enterArrays(keys, isArray);
    this.#note(path, line);
    return path;
  }

  /** A header walks into the last element of each array of tables on its way; `[[…]]` opens a new one. */
  #enterArrays(keys: readonly string[], opensElement: boolean): KeyPath {
    const path: (string | number)[] = [];
    keys.forEach((key, depth) => {
      path.push(key);
      const place = identify(path);
      const isLast = depth === keys.length - 1;
      if (isLast && opensElement) this.#tableCounts.set(place, (this.#tableCounts.get(place) ?? 0) + 1);
      const count = this.#tableCounts.get(place);
      if (count !== undefined) path.push(count - 1);
    });
    return path;
  }

  #keyValue(table: KeyPath): void {
    const line = this.#line;
    const start = this.#at;
    const path = [...table, ...this.#key('=')];
    this.#advance();
    this.#note(path, line);
    this.#skip();
    this.#value(path);
    if (this.#at === start) this.#advance();
  }

  /** Reads up to the end sign, which may also stand inside a quoted part. */
  #key(end: string): readonly string[] {
    const start = this.#at;
    while (this.#at < this.#text.length && this.#peek() !== end) {
      const character = this.#peek();
      if (character === '\n') break;
      if (character === '"' || character === "'") this.#string();
      else this.#advance();
    }
    return splitKey(this.#text.slice(start, this.#at));
  }

  #value(path: KeyPath): void {
    const character = this.#peek();
    if (character === '[') this.#array(path);
    else if (character === '{') this.#inlineTable(path);
    else if (character === '"' || character === "'") this.#string();
    else while (this.#at < this.#text.length && !/[\n,\]}#]/.test(this.#peek())) this.#advance();
  }

  #array(path: KeyPath): void {
    this.#advance();
    this.#skip();
    for (let index = 0; this.#at < this.#text.length && this.#peek() !== ']'; index++) {
      const start = this.#at;
      this.#note([...path, index], this.#line);
      this.#value([...path, index]);
      if (this.#at === start) this.#advance();
      this.#skip();
    }
    this.#advance();
  }

  #inlineTable(path: KeyPath): void {
    this.#advance();
    this.#skip();
    while (this.#at < this.#text.length && this.#peek() !== '}') {
      this.#keyValue(path);
      this.#skip();
    }
    this.#advance();
  }

  #string(): void {
    const quote = this.#peek();
    const isLong = this.#peek(1) === quote && this.#peek(2) === quote;
    const end = isLong ? quote.repeat(3) : quote;
    this.#advance(end.length);
    while (this.#at < this.#text.length && !this.#text.startsWith(end, this.#at)) {
      this.#advance(quote === '"' && this.#peek() === '\\' ? 2 : 1);
    }
    this.#advance(end.length);
    // A long string may end in up to two more of its quotes.
    while (isLong && this.#peek() === quote) this.#advance();
  }
}

/** Splits `a."b.c".d` by asking the TOML parser itself, which knows the escapes. */
function splitKey(text: string): readonly string[] {
  let table: unknown;
  try {
    table = parse(`${text} = 0`);
  } catch {
    return [text.trim()];
  }
  const keys: string[] = [];
  while (typeof table === 'object' && table !== null) {
    const [entry] = Object.entries(table);
    if (entry === undefined) break;
    keys.push(entry[0]);
    table = entry[1];
  }
  return keys;
}
