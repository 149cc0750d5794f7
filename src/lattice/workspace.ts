/** Fields that are needed for a moment, again and again. */
import type { Parity } from '../kernel/index.ts';
import type { Field } from './field.ts';
import type { Lattice } from './lattice.ts';

/** A stock of scratch fields of one lattice; what is taken must be given back. Contents are arbitrary. */
export class Workspace {
  private readonly lattice: Lattice;
  private readonly stock = new Map<string, Field[]>();

  constructor(lattice: Lattice) {
    this.lattice = lattice;
  }

  take(components: number, parity: Parity = 'all'): Field {
    return this.stock.get(`${components} ${parity}`)?.pop() ?? this.lattice.field(components, { parity });
  }

  giveBack(field: Field): void {
    const key = `${field.components} ${field.parity}`;
    const list = this.stock.get(key);
    if (list) list.push(field);
    else this.stock.set(key, [field]);
  }
}

const workspaces = new WeakMap<Lattice, Workspace>();

/** The stock that everything on this lattice shares. */
export function workspaceOf(lattice: Lattice): Workspace {
  let workspace = workspaces.get(lattice);
  if (!workspace) {
    workspace = new Workspace(lattice);
    workspaces.set(lattice, workspace);
  }
  return workspace;
}
