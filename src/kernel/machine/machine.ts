/**
 * A machine runs kernels: a back end with memory of its own. `js` is the reference (one site at a time in JavaScript),
 * `wasm128` has one SIMD register per value, `wasm256` two, which V8 fuses into one of 256 bits.
 */
import type { Backend } from '../backend.ts';
import { mayWait } from '../threads/control.ts';
import { type ThreadOptions, ThreadPool } from '../threads/pool.ts';
import { backendNamed, reference } from './backends.ts';
import { type Division, requireDivision } from './division.ts';
import { Grid } from './grid.ts';
import { Arena, type Rehearsal } from './memory.ts';
import { Placement } from './placement.ts';
import type { Precision } from './precision.ts';

export interface MachineOptions {
  /** Fuse multiply and add where the program and the back end have them. Default true. */
  readonly contraction?: boolean;
  /** Lattices of these extents stand for larger ones, whose memory is counted: see `Machine.memory`. */
  readonly rehearsal?: RehearsalOptions;
  /** Threads that share large launches: `nodeThreads` of kernel/node in Node. Default: this thread alone. */
  readonly threads?: ThreadOptions;
  /** A lattice that ranks compute together. */
  readonly division?: Division;
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

export class Machine implements Disposable {
  readonly backend: Backend;
  readonly contraction: boolean;
  readonly arena: Arena;
  /** Threads that share large launches; none where there is one thread. */
  pool: ThreadPool | undefined;
  readonly division: Division | undefined;
  private readonly grids = new Map<string, Grid>();

  /**
   * @param backend one of the list by name, or any
   * @throws if it cannot run here, or the lattice cannot be divided so
   */
  constructor(backend: string | Backend, options: MachineOptions = {}) {
    this.backend = typeof backend === 'string' ? backendNamed(backend) : backend;
    const why = this.backend.unavailable();
    if (why !== undefined) throw new Error(`The machine ${this.kind} cannot run here: ${why}`);
    this.contraction = this.backend.fuses && (options.contraction ?? true);
    if (options.division) requireDivision(options.division);
    this.division = options.division;
    this.arena = new Arena(options.rehearsal && this.rehearsalOf(options.rehearsal));
    if (options.threads) this.startThreads(options.threads);
  }

  /**
   * From now on kernels that are compiled part their large launches among so many threads. Nothing happens for one thread,
   * or where memory cannot be shared or this thread may not wait, as in the page of a browser.
   */
  startThreads(options: ThreadOptions): void {
    if (options.count > 1 && this.arena.shared && this.backend.usesThreads && mayWait()) {
      this.pool ??= new ThreadPool(this.arena.memory, options);
    }
  }

  /** Threads that compute, this one among them. */
  get threads(): number {
    return this.pool?.threads ?? 1;
  }

  /** When all threads take part. Earlier launches are right too, with those that are there. */
  get ready(): Promise<void> {
    return this.pool?.ready ?? Promise.resolve();
  }

  /** Ends the threads. Launches that need them are refused from then on. */
  close(): void {
    this.pool?.close();
  }

  [Symbol.dispose](): void {
    this.close();
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

  /** In fields of which precision sums of kernels of this one can stay where they are, as parameters of later launches. */
  keepsNumbers(precision: Precision): Precision | undefined {
    return this.division ? undefined : this.backend.keepsNumbers?.(precision);
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
      const division = this.division?.extents.join() === extents.join() ? this.division : undefined;
      grid = new Grid(extents, lanes[0], division);
      if (!lanes.includes(grid.lanes)) grid = new Grid(extents, 1, division);
      this.grids.set(key, grid);
    }
    return grid;
  }
}
