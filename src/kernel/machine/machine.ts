/**
 * A machine runs kernels: a back end with memory of its own. `js` is the reference (one site at a time in JavaScript),
 * `wasm128` has one SIMD register per value, `wasm256` two, which V8 fuses into one of 256 bits.
 */
import type { Backend } from '../backend.ts';
import { backendNamed, reference } from './backends.ts';
import { Grid } from './grid.ts';
import { Arena } from './memory.ts';
import type { Precision } from './precision.ts';

export interface MachineOptions {
  /** Fuse multiply and add where the program and the back end have them. Default true. */
  readonly contraction?: boolean;
}

export class Machine {
  readonly backend: Backend;
  readonly contraction: boolean;
  readonly arena: Arena;
  private readonly grids = new Map<string, Grid>();

  /**
   * @param backend one of the list by name, or any
   * @throws if it cannot run here
   */
  constructor(backend: string | Backend, options: MachineOptions = {}) {
    this.backend = typeof backend === 'string' ? backendNamed(backend) : backend;
    const why = this.backend.unavailable();
    if (why !== undefined) throw new Error(`The machine ${this.kind} cannot run here: ${why}`);
    this.contraction = this.backend.fuses && (options.contraction ?? true);
    this.arena = new Arena();
  }

  /** The name of its back end. */
  get kind(): string {
    return this.backend.name;
  }

  /** Whether this is what other machines are compared with. */
  get isReference(): boolean {
    return this.backend === reference;
  }

  /** The layout of a lattice on this machine. */
  grid(extents: readonly number[], precision: Precision): Grid {
    const key = `${extents.join('x')}/${precision}`;
    let grid = this.grids.get(key);
    if (!grid) {
      const lanes = this.backend.lanes[precision];
      grid = new Grid(extents, lanes[0]);
      if (!lanes.includes(grid.lanes)) grid = new Grid(extents, 1);
      this.grids.set(key, grid);
    }
    return grid;
  }
}
