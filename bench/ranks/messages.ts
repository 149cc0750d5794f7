// Started by mpirun on two ranks: microseconds of a message one way, and of a sum over all ranks; JSON on rank 0.
import { Mpi } from '../../src/kernel/node/mpi.ts';

export interface MessageTimes {
  readonly messages: readonly { readonly bytes: number; readonly microseconds: number }[];
  readonly sum: number;
}

const rounds = Number(process.argv[2]);
const repeats = 20;
const mpi = await Mpi.begin();

/** Shortest mean of some repetitions. */
function shortest(act: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let k = 0; k < repeats; k++) act();
    best = Math.min(best, (1000 * (performance.now() - start)) / repeats);
  }
  return best;
}

const messages = [8, 256, 4096, 65_536, 1_048_576, 4_194_304].map(bytes => {
  const [send, receive] = [new Uint8Array(new ArrayBuffer(bytes)), new Uint8Array(new ArrayBuffer(bytes))];
  const other = 1 - mpi.rank;
  // Both send and both receive, as neighbours do.
  const exchange = () => mpi.exchange([{ to: other, send, from: other, receive }]);
  exchange();
  return { bytes, microseconds: shortest(exchange) };
});
const [own, all] = [Float64Array.of(1), new Float64Array(mpi.size)];
const sum = shortest(() => {
  mpi.allGather(own, all);
  all.reduce((a, b) => a + b, 0);
});
if (mpi.rank === 0) process.stdout.write(JSON.stringify({ messages, sum } satisfies MessageTimes));
mpi.end();
