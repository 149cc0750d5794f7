/**
 * Messages between ranks through the MPI library of the system, Open MPI or MPICH. Calls never block inside the library:
 * they are begun, then asked for again and again, so that a rank that does not answer is noticed.
 */
import type { Communicator, Message } from '../machine/communicator.ts';
import { type MpiLibrary, openLibrary } from './mpiLibrary.ts';
import { Patience } from './patience.ts';

export interface MpiOptions {
  /** Hears that this rank has been waiting for long. */
  readonly onWaiting?: (seconds: number) => void;
  /** Seconds after which a rank that does not answer ends the job. Default: two minutes. */
  readonly patience?: number;
}

const twoMinutes = 120;

/** One per process: MPI cannot be begun twice. */
export class Mpi implements Communicator {
  readonly name: string;
  readonly rank: number;
  readonly size: number;
  readonly patience: number;
  private readonly library: MpiLibrary;
  private readonly waiting: Patience;

  private constructor(library: MpiLibrary, waiting: Patience) {
    this.library = library;
    this.waiting = waiting;
    this.patience = waiting.limit;
    this.name = library.name;
    this.rank = library.rank;
    this.size = library.size;
  }

  /** @throws Error with a sentence if there is no MPI library, or another one than that of mpirun */
  static async begin({ onWaiting = () => {}, patience = twoMinutes }: MpiOptions = {}): Promise<Mpi> {
    const library = await openLibrary();
    return new Mpi(library, new Patience({ giveWay: library.yield, onWaiting, limit: patience }));
  }

  exchange(messages: readonly Message[]): void {
    const { library } = this;
    const requests = library.requests(2 * messages.length);
    // What arrives has its place before anybody sends.
    messages.forEach(({ from, receive }, k) => {
      library.receive(receive, from, requests, k);
    });
    messages.forEach(({ to, send }, k) => {
      library.send(send, to, requests, messages.length + k);
    });
    this.waiting.until(() => library.areDone(requests));
  }

  allGather(own: Float64Array, all: Float64Array, patience?: number): void {
    this.requireRoom(own, all);
    const requests = this.library.requests(1);
    this.library.allGather(bytesOf(own), bytesOf(all), requests);
    this.waiting.until(() => this.library.areDone(requests), patience);
  }

  /** The library would write on, into memory of others. */
  private requireRoom(own: Float64Array, all: Float64Array): void {
    const needed = own.length * this.size;
    if (all.length === needed) return;
    throw new Error(`${own.length} numbers of ${this.size} ranks need room for ${needed}; found ${all.length}.`);
  }

  gather(own: Float64Array, all: Float64Array): void {
    if (this.rank === 0) this.requireRoom(own, all);
    for (const [from, to] of pieces(own.byteLength)) this.gatherPiece(bytesOf(own), bytesOf(all), from, to);
  }

  /** Bytes `from` … `to` of every rank. */
  private gatherPiece(own: Uint8Array, all: Uint8Array, from: number, to: number): void {
    const { library, rank, size } = this;
    const others = rank === 0 ? size - 1 : 0;
    const requests = library.requests(Math.max(others, 1));
    if (rank > 0) library.send(own.subarray(from, to), 0, requests, 0);
    else {
      all.set(own.subarray(from, to), from);
      for (let other = 1; other < size; other++) {
        const first = other * own.length;
        library.receive(all.subarray(first + from, first + to), other, requests, other - 1);
      }
    }
    if (rank > 0 || others > 0) this.waiting.until(() => library.areDone(requests));
  }

  broadcast(bytes: Uint8Array, patience?: number): void {
    for (const [from, to] of pieces(bytes.length)) {
      const requests = this.library.requests(1);
      this.library.broadcast(bytes.subarray(from, to), requests);
      this.waiting.until(() => this.library.areDone(requests), patience);
    }
  }

  /** Ends all ranks at once. */
  abort(code: number): void {
    this.library.abort(code);
  }

  /** Ends MPI in good order; all ranks call it. */
  end(): void {
    this.library.finalise();
  }
}

/** The engine moves small lists about, but not a buffer that was asked for; MPI keeps its address. */
function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** MPI counts in 32 bits; 256 MiB at a time. */
const largestPiece = 2 ** 28;

function pieces(length: number): [number, number][] {
  const count = Math.ceil(length / largestPiece);
  return Array.from({ length: count }, (_, k) => [k * largestPiece, Math.min(length, (k + 1) * largestPiece)]);
}
