/** A parsed parameter file that remembers which of its keys were looked at, so that none is dropped in silence. */
import { InputError, showValue } from '../input/problem.ts';

type Table = Record<string, unknown>;

export class Source {
  readonly fileName: string;
  readonly #table: Table;
  readonly #taken = new Set<string>();
  readonly #inner: { readonly name: string; readonly source: Source }[] = [];

  constructor(fileName: string, table: Table) {
    this.fileName = fileName;
    this.#table = table;
  }

  /** The value at these keys, whatever it is; it counts as looked at, with everything in it. */
  take(...path: string[]): unknown {
    this.#taken.add(JSON.stringify(path));
    return valueAt(this.#table, path);
  }

  /** @throws InputError if it is no finite number, or not there and without a fallback */
  number(path: readonly string[], fallback?: number): number {
    const value = this.take(...path) ?? fallback;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw this.wrong(path, value, 'a finite number');
  }

  /** @throws InputError if it is there and neither true nor false */
  flag(path: readonly string[], fallback: boolean): boolean {
    const value = this.take(...path) ?? fallback;
    if (typeof value === 'boolean') return value;
    throw this.wrong(path, value, 'true or false');
  }

  /** @throws InputError if it is there and no text */
  text(path: readonly string[], fallback: string): string {
    const value = this.take(...path) ?? fallback;
    if (typeof value === 'string') return value;
    throw this.wrong(path, value, 'a text');
  }

  /** @throws InputError if it is there and no list of numbers */
  numbers(path: readonly string[], fallback: readonly number[]): readonly number[] {
    const value = this.take(...path) ?? fallback;
    if (Array.isArray(value) && value.every(held => typeof held === 'number')) return value;
    throw this.wrong(path, value, 'a list of numbers');
  }

  /** @throws InputError if it is there and no list of texts */
  texts(path: readonly string[], fallback: readonly string[]): readonly string[] {
    const value = this.take(...path) ?? fallback;
    if (Array.isArray(value) && value.every(held => typeof held === 'string')) return value;
    throw this.wrong(path, value, 'a list of texts');
  }

  /** Names of the keys of a table, none if it is no table. The table itself does not count as looked at. */
  keys(...path: string[]): string[] {
    const table = valueAt(this.#table, path);
    return isTable(table) ? Object.keys(table) : [];
  }

  /** Whether a list stands there; it does not count as looked at. */
  isList(...path: string[]): boolean {
    return Array.isArray(valueAt(this.#table, path));
  }

  /** The tables of a list, each a source of its own. @throws InputError if it is there and no list of tables */
  tables(...path: string[]): Source[] {
    const list = this.take(...path) ?? [];
    if (!Array.isArray(list) || !list.every(isTable)) throw this.wrong(path, list, 'a list of tables');
    return list.map((held, index) => {
      const source = new Source(this.fileName, held);
      this.#inner.push({ name: `${path.join('.')}[${index}]`, source });
      return source;
    });
  }

  /** A table as a source of its own, empty if it is not there. @throws InputError if it is there and no table */
  table(...path: string[]): Source {
    const held = this.take(...path) ?? {};
    if (!isTable(held)) throw this.wrong(path, held, 'a table');
    const source = new Source(this.fileName, held);
    this.#inner.push({ name: path.join('.'), source });
    return source;
  }

  /** All keys that nobody has looked at. */
  left(): string[] {
    const inside = this.#inner.flatMap(({ name, source }) => source.left().map(key => `${name}.${key}`));
    return [...this.#own(), ...inside];
  }

  #own(): string[] {
    return leaves(this.#table)
      .filter(path => !path.some((_, depth) => this.#taken.has(JSON.stringify(path.slice(0, depth + 1)))))
      .map(path => path.join('.'));
  }

  /** `FILE: ["HMC related"].MDsteps is "x"; expected …` */
  wrong(path: readonly string[], value: unknown, expected: string): InputError {
    return new InputError([
      `${this.fileName}: ${path.join('.')} is ${value === undefined ? 'missing' : showValue(value)}; expected ${expected}.`,
    ]);
  }
}

function valueAt(table: Table, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (held, key) => (isTable(held) && Object.hasOwn(held, key) ? held[key] : undefined),
    table,
  );
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function leaves(table: Table, path: readonly string[] = []): string[][] {
  return Object.entries(table).flatMap(([key, value]) =>
    isTable(value) ? leaves(value, [...path, key]) : [[...path, key]],
  );
}
