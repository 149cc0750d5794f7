/**
 * What a kernel takes and gives: fields read, fields written, uniform parameters, sums over sites.
 */
import type { Real, RealLike } from '../ir/real.ts';
import type { Site } from './site.ts';

/** A kind of field: how many reals per site, and how they look inside a site function. */
export interface FieldType<Reader, Writer> {
  readonly name: string;
  readonly components: number;
  reader(load: (component: number, at: Site) => Real): Reader;
  writer(store: (component: number, value: RealLike) => void): Writer;
  /** One valid value (for tests of kernels), from uniform random numbers in [0, 1). */
  sample(uniform: () => number): number[];
}

export interface Input<R> {
  readonly role: 'input';
  readonly type: FieldType<R, unknown>;
}
export interface Output<W> {
  readonly role: 'output';
  readonly type: FieldType<unknown, W>;
}
export interface Update<R, W> {
  readonly role: 'update';
  readonly type: FieldType<R, W>;
}
export interface InPlace<R, W> {
  readonly role: 'inPlace';
  readonly type: FieldType<R, W>;
}
export interface Parameter {
  readonly role: 'parameter';
}
export interface Sum {
  readonly role: 'sum';
}
export type FieldRole = Input<unknown> | Output<unknown> | Update<unknown, unknown> | InPlace<unknown, unknown>;
export type Role = FieldRole | Parameter | Sum;

/** A field that the kernel reads, anywhere. */
export const input = <R>(type: FieldType<R, unknown>): Input<R> => ({ role: 'input', type });
/** A field that the kernel writes, at its own site, every component. */
export const output = <W>(type: FieldType<unknown, W>): Output<W> => ({ role: 'output', type });
/** A field that the kernel reads and overwrites, at its own site. */
export const update = <R, W>(type: FieldType<R, W>): Update<R, W> => ({ role: 'update', type });
/**
 * A field that the kernel reads anywhere and changes at its own site; components that are not stored keep their value.
 * A component that is stored may be read at the site itself and at odd distances. In the latter case the kernel runs on
 * even or on odd sites, not on all, so that no site reads what another one writes in the same launch.
 */
export const inPlace = <R, W>(type: FieldType<R, W>): InPlace<R, W> => ({ role: 'inPlace', type });
/** A real number, the same at all sites. */
export const parameter: Parameter = { role: 'parameter' };
/** A sum over sites. */
export const sum: Sum = { role: 'sum' };

export interface Accumulator {
  add(value: RealLike): void;
}

/** How each role appears inside the site function. */
export type Handle<T> = T extends Update<infer R, infer W> | InPlace<infer R, infer W>
  ? R & W
  : T extends Input<infer R>
    ? R
    : T extends Output<infer W>
      ? W
      : T extends Parameter
        ? Real
        : Accumulator;
export type Handles<S extends Record<string, Role>> = { readonly [K in keyof S]: Handle<S[K]> };

export function isField(role: Role): role is FieldRole {
  return role.role !== 'parameter' && role.role !== 'sum';
}

/** `count` reals per site without further structure. */
export function reals(
  count: number,
): FieldType<(component: number, at?: Site) => Real, { set(component: number, value: RealLike): void }> {
  return {
    name: `reals(${count})`,
    components: count,
    reader: load => (component, at) => load(component, at!),
    writer: store => ({ set: store }),
    sample: uniform => Array.from({ length: count }, () => 2 * uniform() - 1),
  };
}
