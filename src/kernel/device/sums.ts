/**
 * Sums on a device. Work items leave one term for each site; those of a tile are added up, beginning at 0 and in the order of
 * its sites, as every back end does, and then tiles level by level as `machine/sums.ts` says. What comes back is one number.
 */
import type { Place } from '../backend.ts';
import type { Grid, Parity } from '../machine/grid.ts';
import { type Precision, wordSize } from '../machine/precision.ts';
import { countLeft, type Summation } from '../machine/sums.ts';
import { numberAt } from './copies.ts';
import type { Device, DeviceMemory } from './device.ts';
import { scratchMemory, serve } from './scratch.ts';
import { kept } from './tables.ts';

/** Bytes of terms at a time; a kernel of many sums visits the lattice in several pieces. */
const mostTermBytes = 2 ** 28;
/** A sum is a number of f64, or two of f32. */
const sumBytes = 8;

/** The sums of a launch, one row of terms for each. */
export class DeviceSums {
  /** Sites whose terms there is room for: whole tiles. */
  readonly sitesAtATime: number;
  private readonly device: Device;
  private readonly grid: Grid;
  private readonly sites: Parity;
  private readonly precision: Precision;
  /** For each row the number of its sum, and how many sums there are. */
  private readonly rows: readonly number[];
  private readonly count: number;
  private readonly firstTile: number;
  private readonly tiles: number;
  private readonly summation: Summation;
  /** Numbers of each sum that are left when this rank has added up what it can. */
  private readonly left: number;

  constructor(
    { device, grid, precision }: { readonly device: Device; readonly grid: Grid; readonly precision: Precision },
    sites: Parity,
    rows: readonly number[],
    count: number,
  ) {
    const visited = sites === 'all' ? grid.outerVolume : grid.outerVolume / 2;
    this.device = device;
    this.grid = grid;
    this.sites = sites;
    this.precision = precision;
    this.rows = rows;
    this.count = count;
    this.tiles = visited / grid.tileLength;
    this.firstTile = sites === 'odd' ? this.tiles : 0;
    this.summation = grid.summation(sites);
    this.left = countLeft(this.summation);
    const bytes = Math.min(mostTermBytes, device.largestPiece / 8);
    const together = Math.floor(bytes / (Math.max(1, rows.length) * wordSize[precision] * grid.tileLength));
    this.sitesAtATime = rows.length === 0 ? visited : Math.min(visited, Math.max(1, together) * grid.tileLength);
  }

  /** Room for the terms of as many sites as are visited at a time. */
  get terms(): DeviceMemory | undefined {
    const { rows, sitesAtATime, precision } = this;
    if (rows.length === 0) return undefined;
    return scratchMemory(this.device, 'terms', rows.length * sitesAtATime * wordSize[precision]);
  }

  private get partial(): DeviceMemory {
    return scratchMemory(this.device, 'partial sums', this.rows.length * this.tiles * sumBytes);
  }

  /** Adds up the tiles of `sites` sites, the first of which is number `first` of those that are visited. */
  addTiles(first: number, sites: number): void {
    const { rows, device, grid, precision } = this;
    const { terms, tileLength } = { terms: this.terms, tileLength: grid.tileLength };
    if (!terms) return;
    const tiles = sites / tileLength;
    serve(device, precision, 'addTiles', {
      terms,
      termStride: this.sitesAtATime,
      tileLength,
      partial: this.partial,
      partialStride: this.tiles,
      firstTile: first / tileLength,
      tiles,
      count: rows.length * tiles,
    });
  }

  /** Adds up tiles as far as this rank can: `left` numbers of each row. */
  private addLevels(): DeviceMemory {
    const { rows, device, precision, summation, tiles } = this;
    const [together, ...others] = summation.levels;
    let left = tiles / together;
    const room = (k: number) => scratchMemory(device, `sums ${k % 2}`, rows.length * left * sumBytes);
    const order = kept(device, this.grid, `order of sums on ${this.sites} sites`, () =>
      Int32Array.from(summation.order, k => k - this.firstTile),
    );
    let sums = room(0);
    const first = { partial: this.partial, partialStride: tiles, order, together, sums, left };
    serve(device, precision, 'addOrdered', { ...first, count: rows.length * left });
    others.forEach((count, k) => {
      if (count === 1) return;
      const [lower, lowerStride] = [sums, left];
      left /= count;
      // The room of the level before is free again.
      sums = lower === room(k) ? room(k + 1) : room(k);
      serve(device, precision, 'addNeighbours', {
        ...{ lower, lowerStride, together: count, sums, left },
        count: rows.length * left,
      });
    });
    return sums;
  }

  /** One number for each sum, or so many as are left for all ranks together, when the device has done all that it was asked for. */
  read(): Float64Array {
    const { rows, left, device } = this;
    const ordered = new Float64Array(this.count * left);
    if (rows.length === 0) return ordered;
    const found = new Float64Array(rows.length * left);
    const sums = this.addLevels();
    if (device.language.sum === 'double') device.read(sums, 0, found);
    else {
      const pairs = new Float32Array(2 * found.length);
      device.read(sums, 0, pairs);
      for (let k = 0; k < found.length; k++) found[k] = pairs[2 * k] + pairs[2 * k + 1];
    }
    rows.forEach((sum, row) => {
      ordered.set(found.subarray(row * left, (row + 1) * left), sum * left);
    });
    return ordered;
  }

  /** Sums become numbers of a field, without coming to the host. */
  leave(places: ReadonlyMap<number, Place>): void {
    const sums = this.addLevels();
    this.rows.forEach((sum, which) => {
      const place = places.get(sum);
      if (!place) return;
      const { memory: field, precision, at } = numberAt(place, 'change');
      serve(this.device, precision, 'putSum', { field, at, sums, which, count: 1 });
    });
  }
}
