/**
 * What ranks say to each other. Ranks are processes that compute one lattice together, each a part of it: all run the
 * same program, and call these in the same order with messages that fit. `kernel/node/mpi.ts` is the way through MPI.
 */
export interface Communicator {
  /** What carries the messages: "Open MPI". */
  readonly name: string;
  /** Number of this process, from 0 on. */
  readonly rank: number;
  /** How many there are. */
  readonly size: number;
  /** Seconds after which a rank that does not answer is given up. */
  readonly patience: number;
  /** Sends and receives all messages; returns when they are done. */
  exchange(messages: readonly Message[]): void;
  /** Writes the numbers of all ranks, rank after rank, to `all`. @param patience seconds to wait */
  allGather(own: Float64Array, all: Float64Array, patience?: number): void;
  /** The same for rank 0 alone; the others leave `all` as it is. */
  gather(own: Float64Array, all: Float64Array): void;
  /**
   * Overwrites the bytes of all ranks with those of rank 0.
   *
   * @param patience seconds to wait for it; by default as long as for everything
   */
  broadcast(bytes: Uint8Array, patience?: number): void;
}

/** One message to a rank, and one from a rank, perhaps another. */
export interface Message {
  readonly to: number;
  readonly send: Uint8Array;
  readonly from: number;
  readonly receive: Uint8Array;
}
