/**
 * The numbers of all ranks in one list, in global order. Lines along x, which no rank divides, are neighbours in that list
 * as they are on their rank. Some MiB travel at a time, so that nobody holds all numbers twice.
 */
import { product, type Storage, unrank } from '../kernel/index.ts';

/** A field, as far as this goes. */
interface Numbers {
  readonly storage: Storage;
  readonly components: number;
  /** Global numbers of the sites of this rank. */
  readonly ownSites: Int32Array;
  /** The numbers on sites of this rank. */
  ownArray(): Float64Array;
  /** Fills the list with those from one of its sites on. */
  ownPart(first: number, out: Float64Array): Float64Array;
}

/** 8 MiB. */
const numbersAtATime = 2 ** 20;

/** Site by site; empty on ranks that do not ask. To be called by all ranks. */
export function gathered(field: Numbers, who: 'all ranks' | 'rank 0'): Float64Array {
  const { division, local } = field.storage.grid;
  if (!division) return field.ownArray();
  const { communicator } = division;
  const isAsked = who === 'all ranks' || communicator.rank === 0;
  const lines = product(local.slice(1));
  const sitesPerLine = field.ownSites.length / lines;
  const perLine = sitesPerLine * field.components;
  const out = new Float64Array(isAsked ? lines * perLine * communicator.size : 0);
  const together = Math.min(lines, Math.max(1, Math.floor(numbersAtATime / perLine)));
  const room = { own: new Float64Array(together * perLine), all: new Float64Array(0) };
  if (isAsked) room.all = new Float64Array(room.own.length * communicator.size);
  for (let first = 0; first < lines; first += together) {
    const count = Math.min(together, lines - first);
    const own = field.ownPart(first * sitesPerLine, room.own.subarray(0, count * perLine));
    const all = room.all.subarray(0, own.length * communicator.size);
    if (who === 'all ranks') communicator.allGather(own, all);
    else communicator.gather(own, all);
    for (let at = 0; at < all.length; at += perLine) {
      const owner = Math.floor(at / own.length);
      const line = globalLine(field.storage, owner, first + (at % own.length) / perLine);
      out.set(all.subarray(at, at + perLine), line * perLine);
    }
  }
  return out;
}

/** A field that takes numbers. */
interface Taking extends Numbers {
  /** Overwrites the numbers from one of its sites on. */
  fromOwnPart(first: number, numbers: Float64Array): void;
}

/** How many numbers rank 0 has. To be called by all ranks. */
export function lengthOfFirst({ storage }: Numbers, numbers: ArrayLike<number>): number {
  const length = Float64Array.of(numbers.length);
  storage.grid.division?.communicator.broadcast(new Uint8Array(length.buffer));
  return length[0];
}

/** The inverse of `gathered`: rank 0 has all numbers, some MiB of which travel at a time; each rank keeps its own. */
export function scattered(field: Taking, numbers: ArrayLike<number>): void {
  const { division, local, extents } = field.storage.grid;
  const { communicator } = division!;
  const { components, ownSites } = field;
  const lines = product(extents.slice(1));
  const sitesPerLine = (ownSites.length * communicator.size) / lines;
  const perLine = sitesPerLine * components;
  const together = Math.min(lines, Math.max(1, Math.floor(numbersAtATime / perLine)));
  const room = new Float64Array(together * perLine);
  const ownLines = product(local.slice(1));
  // Ascending, as the lines of the whole lattice are.
  let own = 0;
  for (let first = 0; first < lines; first += together) {
    const count = Math.min(together, lines - first);
    if (communicator.rank === 0) {
      for (let k = 0; k < count * perLine; k++) room[k] = numbers[first * perLine + k];
    }
    communicator.broadcast(new Uint8Array(room.buffer, 0, count * perLine * room.BYTES_PER_ELEMENT));
    for (; own < ownLines; own++) {
      const at = globalLine(field.storage, communicator.rank, own) - first;
      if (at >= count) break;
      field.fromOwnPart(own * sitesPerLine, room.subarray(at * perLine, (at + 1) * perLine));
    }
  }
}

/** Where in the whole lattice a line of a rank lies. */
function globalLine({ grid: { local, extents, division } }: Storage, owner: number, line: number): number {
  const part = unrank(owner, division!.ranks);
  const coordinates = [0, ...unrank(line, local.slice(1))].map((c, mu) => c + part[mu] * local[mu]);
  return coordinates.slice(1).reduceRight((sum, c, k) => sum * extents[k + 1] + c, 0);
}
