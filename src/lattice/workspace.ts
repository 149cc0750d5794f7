/** Fields that are needed for a moment, again and again. */
import type { Parity, Precision } from '../kernel/index.ts';
import { Field, type Space } from './field.ts';

/** A stock of scratch fields of one lattice; what is taken must be given back. Contents are arbitrary. */
export class Workspace {
  private readonly lattice: Space;
  private readonly stock = new Map<string, Field[]>();

  constructor(lattice: Space) {
    this.lattice = lattice;
  }

  take(components: number, parity: Parity = 'all'): Field {
    return this.stock.get(`${components} ${parity}`)?.pop() ?? new Field(this.lattice, components, 'f64', parity);
  }

  /** @throws if the field was given back before, or is not f64 */
  giveBack(field: Field): void {
    if (field.storage.precision !== 'f64') throw new Error('The stock of scratch fields holds f64 fields; found f32.');
    const key = `${field.components} ${field.parity}`;
    const list = this.stock.get(key) ?? [];
    if (list.includes(field)) throw new Error(`A scratch field of ${field.components} reals was given back twice.`);
    list.push(field);
    this.stock.set(key, list);
  }
}

const workspaces = new WeakMap<Space, Workspace>();

/** The stock that everything on this lattice shares. */
export function workspaceOf(lattice: Space): Workspace {
  let workspace = workspaces.get(lattice);
  if (!workspace) {
    workspace = new Workspace(lattice);
    workspaces.set(lattice, workspace);
  }
  return workspace;
}

const shared = new WeakMap<Space, Map<string, unknown>>();

/** What everything on this lattice shares under this name; made when it is first asked for. */
export function sharedOn<T>(lattice: Space, name: string, make: () => T): T {
  let things = shared.get(lattice);
  if (!things) {
    things = new Map();
    shared.set(lattice, things);
  }
  if (!things.has(name)) things.set(name, make());
  return things.get(name) as T;
}

/**
 * The one field of this purpose and shape, for contents that last until its user is done: a vector of a solver between
 * the beginning and the end of a solve, say. Kernels may be bound to it for good. The purpose names the code that uses
 * it, which must not come in again while it does.
 */
export function sharedField(
  lattice: Space,
  purpose: string,
  components: number,
  { parity = 'all', precision = 'f64' }: { readonly parity?: Parity; readonly precision?: Precision } = {},
): Field {
  const make = () => new Field(lattice, components, precision, parity);
  return sharedOn(lattice, `${purpose}: ${components} reals (${precision}) on ${parity} sites`, make);
}
