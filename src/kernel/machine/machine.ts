/**
 * A machine runs kernels: `js` (the reference: one site at a time in JavaScript), `wasm128` (one SIMD register per
 * value) or `wasm256` (two, which V8 fuses into one 256-bit register).
 */
import { enableRevectorizer } from './engineFlags.ts';
import { Grid } from './grid.ts';
import { Arena } from './memory.ts';

export type MachineKind = 'js' | 'wasm128' | 'wasm256';
export type Precision = 'f64' | 'f32';

export const wordSize = { f64: 8, f32: 4 } as const;
export const registerBytes = 16;
const registersPerValue = { js: 0, wasm128: 1, wasm256: 2 } as const;

export interface MachineOptions {
  /** Fuse multiply and add where the program has them (WebAssembly machines only). Default true. */
  readonly contraction?: boolean;
}

export class Machine {
  readonly kind: MachineKind;
  readonly contraction: boolean;
  readonly arena = new Arena();
  private readonly grids = new Map<string, Grid>();

  constructor(kind: MachineKind, options: MachineOptions = {}) {
    this.kind = kind;
    this.contraction = kind !== 'js' && (options.contraction ?? true);
    if (kind === 'wasm256') enableRevectorizer();
  }

  /** Sites that one value of a kernel holds, if the lattice can be cut that finely. */
  lanes(precision: Precision): number {
    const registers = registersPerValue[this.kind];
    return registers === 0 ? 1 : (registers * registerBytes) / wordSize[precision];
  }

  /** The layout of a lattice on this machine. */
  grid(extents: readonly number[], precision: Precision): Grid {
    const lanes = this.lanes(precision);
    const key = `${extents.join('x')}/${precision}`;
    let grid = this.grids.get(key);
    if (!grid) {
      grid = new Grid(extents, lanes);
      // Less than one full register: one site per value.
      if (grid.lanes * wordSize[precision] < registerBytes) grid = new Grid(extents, 1);
      this.grids.set(key, grid);
    }
    return grid;
  }
}
