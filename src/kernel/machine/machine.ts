/**
 * A machine runs kernels: a back end with memory of its own. `js` is the reference (one site at a time in JavaScript),
 * `wasm128` has one SIMD register per value, `wasm256` two, which V8 fuses into one of 256 bits.
 */
import type { Backend } from '../backend.ts';
import { backendNamed, reference } from './backends.ts';
import { Grid } from './grid.ts';
import { Arena, type Rehearsal } from './memory.ts';
import { Placement } from './placement.ts';
import type { Precision } from './precision.ts';

export interface MachineOptions {
  /** Fuse multiply and add where the program and the back end have them. Default true. */
  readonly contraction?: boolean;
  /** Lattices of these extents stand for larger ones, whose memory is counted: see `Machine.memory`. */
  readonly rehearsal?: RehearsalOptions;
}

export interface RehearsalOptions {
  readonly extents: readonly number[];
  readonly large: readonly number[];
  /** Called while a list of a field's numbers is alive outside of the machine. */
  readonly onLists?: () => void;
}

/** Bytes of fields and what belongs to them. */
export interface MemoryUse {
  /** In use now. */
  readonly live: number;
  /** The most that was needed so far. */
  readonly peak: number;
  /** What this process has used for it; less than the peak in a rehearsal. */
  readonly touched: number;
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
    this.arena = new Arena(options.rehearsal && this.rehearsalOf(options.rehearsal));
  }

  /** What this machine takes, or, in a rehearsal, what the large lattice would take. */
  get memory(): MemoryUse {
    const { placement, rehearsal } = this.arena;
    const { live, top } = rehearsal?.placement ?? placement;
    return { live, peak: top, touched: placement.top };
  }

  private rehearsalOf({ extents, large, onLists = () => {} }: RehearsalOptions): Rehearsal {
    const isSmall = (grid: Grid) => grid.extents.join() === extents.join();
    const layout = (grid: Grid, precision: Precision) => (isSmall(grid) ? this.grid(large, precision) : grid);
    return { placement: new Placement(), onLists, layout };
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
