// Started by mpirun: `wilsonCg.ts LATTICE THREADS ROUNDS`. One iteration of conjugate gradients of even/odd Wilson quarks; JSON on rank 0.
import { ConjugateGradient, EvenOddWilson, WilsonOperator } from '../../src/fermion/index.ts';
import { hotStart } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { Machine } from '../../src/kernel/index.ts';
import { divisions } from '../../src/kernel/machine/division.ts';
import { nodeThreads } from '../../src/kernel/node/index.ts';
import { Mpi } from '../../src/kernel/node/mpi.ts';
import { drawGaussian, key, Lattice } from '../../src/lattice/index.ts';
import { compiled } from '../engine.ts';

export interface SolveTimes {
  readonly grid: string;
  readonly microseconds: number;
}

const [latticeText, threadsText, roundsText] = process.argv.slice(2);
const extents = latticeText.split('x').map(Number);
const mpi = await Mpi.begin();
const [ranks] = divisions(extents, mpi.size);
const machine = new Machine('wasm256', {
  threads: nodeThreads(Number(threadsText)),
  division: { extents, ranks, communicator: mpi },
});
await machine.ready;
const lattice = new Lattice(extents, machine);
const group = groupNamed('SU(3)');
const u = hotStart(lattice, group, key(1, 0, 'start'));
const operator = new WilsonOperator({ lattice, group, kappa: 0.12 }).setLinks(u);
const solver = new ConjugateGradient(new EvenOddWilson(operator).normal());
const source = operator.scratch('source', 'even');
drawGaussian(source, key(1, 0, 'noise'));

let best = Number.POSITIVE_INFINITY;
const { run } = compiled(true, () => ({
  run() {
    const start = performance.now();
    const { iterations } = solver.solve(source, { tolerance: 1e-2 });
    best = Math.min(best, (1000 * (performance.now() - start)) / iterations);
  },
}));
for (let round = 0; round < Number(roundsText); round++) run();
if (mpi.rank === 0)
  process.stdout.write(JSON.stringify({ grid: ranks.join('.'), microseconds: best } satisfies SolveTimes));
machine.close();
mpi.end();
