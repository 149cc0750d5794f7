/** Scratch fields for the length of one measurement. */
import { type Field, type Lattice, workspaceOf } from '../../lattice/index.ts';

export interface Scratch {
  /** A field of so many reals per site, with arbitrary contents. */
  take(components: number): Field;
  /** Hands a field back before the end. */
  giveBack(field: Field): void;
}

/** Lends fields to `use`, and takes back afterwards those that it still has. */
export function withScratch<T>(lattice: Lattice, use: (scratch: Scratch) => T): T {
  const workspace = workspaceOf(lattice);
  const borrowed = new Set<Field>();
  try {
    return use({
      take(components) {
        const field = workspace.take(components);
        borrowed.add(field);
        return field;
      },
      giveBack(field) {
        if (borrowed.delete(field)) workspace.giveBack(field);
      },
    });
  } finally {
    for (const field of borrowed) workspace.giveBack(field);
  }
}
