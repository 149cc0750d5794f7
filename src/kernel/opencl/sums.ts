/**
 * Partial sums on a device. Work items leave one term for each site; those of a tile are added up here, beginning at 0 and
 * in the order of its sites, as every back end does.
 */
import type { Reals } from '../backend.ts';
import { realArray } from '../machine/block.ts';
import type { Grid, Parity } from '../machine/grid.ts';
import { type Precision, wordSize } from '../machine/precision.ts';
import type { Device, DeviceMemory } from './device.ts';
import { realWords } from './preamble.ts';
import { scratchMemory, sharedFunction } from './scratch.ts';

const textFor = (precision: Precision) => `${realWords(precision)}
kernel void addTiles(global const real *terms, const int termStride, const int tileLength, global real *partial, const int partialStride, const int firstTile, const int tiles, const int count) {
  const int item = get_global_id(0);
  if (item >= count) return;
  const int sum = item / tiles;
  const int tile = item % tiles;
  real total = 0;
  for (int k = 0; k < tileLength; k++) total = total + terms[sum * termStride + tile * tileLength + k];
  partial[sum * partialStride + firstTile + tile] = total;
}
`;
const sources = { f64: textFor('f64'), f32: textFor('f32') };

/** Bytes of terms at a time; a kernel of many sums visits the lattice in several pieces. */
const termBytes = 2 ** 28;

/** The sums of a launch, one row of terms for each. */
export class DeviceSums {
  /** Sites whose terms there is room for: whole tiles. */
  readonly sitesAtATime: number;
  private readonly device: Device;
  private readonly grid: Grid;
  private readonly precision: Precision;
  /** For each row the number of its sum. */
  private readonly rows: readonly number[];
  private readonly firstTile: number;
  private readonly tiles: number;
  private readonly onHost: Reals;
  private readonly found: Reals;

  constructor(device: Device, grid: Grid, precision: Precision, sites: Parity, rows: readonly number[]) {
    const visited = sites === 'all' ? grid.outerVolume : grid.outerVolume / 2;
    const Numbers = realArray(precision);
    const list = (length: number) => new Numbers(new ArrayBuffer(length * wordSize[precision]), 0, length);
    this.device = device;
    this.grid = grid;
    this.precision = precision;
    this.rows = rows;
    this.tiles = visited / grid.tileLength;
    this.firstTile = sites === 'odd' ? this.tiles : 0;
    const together = Math.floor(termBytes / (Math.max(1, rows.length) * wordSize[precision] * grid.tileLength));
    this.sitesAtATime = rows.length === 0 ? visited : Math.min(visited, Math.max(1, together) * grid.tileLength);
    this.found = list(rows.length * this.tiles);
    this.onHost = list(rows.length * grid.tiles);
  }

  /** Room for the terms of as many sites as are visited at a time. */
  get terms(): DeviceMemory | undefined {
    const { rows, sitesAtATime, precision } = this;
    if (rows.length === 0) return undefined;
    return scratchMemory(this.device, 'terms', rows.length * sitesAtATime * wordSize[precision]);
  }

  private get partial(): DeviceMemory {
    return scratchMemory(this.device, 'partial sums', this.found.byteLength);
  }

  /** Adds up the tiles of `sites` sites, the first of which is number `first` of those that are visited. */
  add(first: number, sites: number): void {
    const { rows, device, grid, precision } = this;
    if (rows.length === 0) return;
    const tiles = sites / grid.tileLength;
    const kernel = sharedFunction(device, sources[precision], 'addTiles');
    kernel.setMemory(0, this.terms);
    kernel.setInt(1, this.sitesAtATime);
    kernel.setInt(2, grid.tileLength);
    kernel.setMemory(3, this.partial);
    kernel.setInt(4, this.tiles);
    kernel.setInt(5, first / grid.tileLength);
    kernel.setInt(6, tiles);
    kernel.setInt(7, rows.length * tiles);
    kernel.run(rows.length * tiles);
  }

  /** As `Launch.run` answers them, when the device has done all that it was asked for. */
  read(): Reals {
    const { rows, tiles, grid, firstTile, found, onHost } = this;
    if (rows.length === 0) return onHost;
    this.device.read(this.partial, 0, found);
    rows.forEach((sum, row) => {
      onHost.set(found.subarray(row * tiles, (row + 1) * tiles), sum * grid.tiles + firstTile);
    });
    return onHost;
  }
}
