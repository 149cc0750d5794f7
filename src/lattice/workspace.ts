/** Fields that are needed for a moment, again and again. */
import type { Parity } from '../kernel/index.ts';
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

  giveBack(field: Field): void {
    const key = `${field.components} ${field.parity}`;
    const list = this.stock.get(key);
    if (list) list.push(field);
    else this.stock.set(key, [field]);
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
