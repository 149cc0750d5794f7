/**
 * What a kernel takes and gives: fields read, fields written, uniform parameters, sums over sites.
 */
import { nameOf, type Real, type RealLike } from '../ir/real.ts';
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
export interface ParameterBlock {
  readonly role: 'parameters';
  readonly count: number;
}
export interface Sum {
  readonly role: 'sum';
}
export interface SumBlock {
  readonly role: 'sums';
  readonly count: number;
}
export type FieldRole = Input<unknown> | Output<unknown> | Update<unknown, unknown> | InPlace<unknown, unknown>;
export type Role = FieldRole | Parameter | ParameterBlock | Sum | SumBlock;
/** What a site function takes and gives, by name; a list of roles appears as an array. */
export type Roles = Readonly<Record<string, Role | readonly Role[]>>;

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
/** `count` real numbers, the same at all sites, read by index. A kernel is bound to the array that holds them. */
export const parameterBlock = (count: number): ParameterBlock => ({ role: 'parameters', count });
/** A sum over sites. */
export const sum: Sum = { role: 'sum' };
/** `count` sums over sites. A kernel is bound to the array that they are written to. */
export const sumBlock = (count: number): SumBlock => ({ role: 'sums', count });
/** A list of `count` alike: fields of one kind, parameters. It appears as an array. */
export const several = <T extends Role>(count: number, role: T): readonly T[] => new Array<T>(count).fill(role);

export interface Accumulator {
  add(value: RealLike): void;
}
export interface Accumulators {
  add(index: number, value: RealLike): void;
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
        : T extends ParameterBlock
          ? (index: number) => Real
          : T extends SumBlock
            ? Accumulators
            : Accumulator;
export type Handles<S extends Roles> = {
  readonly [K in keyof S]: S[K] extends readonly (infer T)[] ? readonly Handle<T>[] : Handle<Exclude<S[K], undefined>>;
};

export function isField(role: Role): role is FieldRole {
  return 'type' in role;
}

export function isBlock(role: Role): role is ParameterBlock | SumBlock {
  return 'count' in role;
}

/** The names of a role's numbers: one, or as many as a block has. */
export function numberNames(name: string, role: Role): string[] {
  return isBlock(role) ? Array.from({ length: role.count }, (_, k) => nameOf(name, k)) : [name];
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
