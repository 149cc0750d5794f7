/**
 * Where pieces of one memory lie: addresses alone, no bytes. Small pieces (descriptors, tables of a few rows) come from
 * slabs, which are never cut from the holes that fields leave. Larger ones take the tightest hole that holds them; holes
 * side by side are one.
 */

const alignment = 64;
const slabBytes = 65536;
const largestSmall = 4096;

interface Hole {
  readonly start: number;
  readonly end: number;
}

export class Placement {
  /** Bytes in pieces that are in use. */
  live = 0;
  /** The first byte that was never used: all of memory below it has been touched. */
  top = alignment;
  /** In ascending order, no two of them touching. */
  private readonly holes: Hole[] = [];
  /** Free small pieces, by size. */
  private readonly small = new Map<number, number[]>();
  /** What is left of the newest slab. */
  private slab: Hole = { start: 0, end: 0 };

  /** The address of a new piece. */
  take(bytes: number): number {
    const size = aligned(bytes);
    this.live += size;
    return size > largestSmall ? this.takeLarge(size) : (this.small.get(size)?.pop() ?? this.fromSlab(size));
  }

  /** The piece at this address is free again. */
  giveBack(pointer: number, bytes: number): void {
    const size = aligned(bytes);
    this.live -= size;
    if (size > largestSmall) this.giveBackLarge(pointer, pointer + size);
    else {
      const free = this.small.get(size);
      if (free) free.push(pointer);
      else this.small.set(size, [pointer]);
    }
  }

  private fromSlab(size: number): number {
    if (this.slab.start + size > this.slab.end) {
      this.slab = { start: this.top, end: this.top + slabBytes };
      this.top += slabBytes;
    }
    const { start, end } = this.slab;
    this.slab = { start: start + size, end };
    return start;
  }

  private takeLarge(size: number): number {
    let best = -1;
    let smallest = Number.POSITIVE_INFINITY;
    for (let k = 0; k < this.holes.length; k++) {
      const room = this.holes[k].end - this.holes[k].start;
      if (room >= size && room < smallest) [best, smallest] = [k, room];
    }
    if (best < 0) return this.extend(size);
    const { start, end } = this.holes[best];
    if (smallest === size) this.holes.splice(best, 1);
    else this.holes[best] = { start: start + size, end };
    return start;
  }

  /** A hole that ends at the top grows into what is asked for. */
  private extend(size: number): number {
    const last = this.holes.at(-1);
    const start = last?.end === this.top ? last.start : this.top;
    if (start < this.top) this.holes.pop();
    this.top = start + size;
    return start;
  }

  private giveBackLarge(start: number, end: number): void {
    const at = this.firstHoleAfter(start);
    const [before, after] = [this.holes[at - 1], this.holes[at]];
    const joins = { before: before?.end === start, after: after?.start === end };
    const hole = { start: joins.before ? before.start : start, end: joins.after ? after.end : end };
    const first = joins.before ? at - 1 : at;
    this.holes.splice(first, Number(joins.before) + Number(joins.after), hole);
  }

  private firstHoleAfter(address: number): number {
    let [low, high] = [0, this.holes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.holes[middle].start > address) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function aligned(bytes: number): number {
  return Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
}
