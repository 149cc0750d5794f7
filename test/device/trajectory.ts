// A small run on an OpenCL device, to be watched by Oclgrind: random numbers, a trajectory with quarks, sums, to the host
// and back.
import { staggeredPseudofermion } from '../../src/fermion/index.ts';
import { type GaugeField, hotStart, wilsonAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { Machine } from '../../src/kernel/index.ts';
import { registerOpenCl } from '../../src/kernel/node/index.ts';
import { add, key, Lattice } from '../../src/lattice/index.ts';
import { hmc, leapfrogQPQ, scheduleOf } from '../../src/markov/index.ts';

registerOpenCl();

/** The links that it leads to, and how it went. */
function trajectory(kind: string): string {
  const lattice = new Lattice([2, 2, 2, 4], new Machine(kind, { contraction: false }));
  const group = groupNamed('U(1)');
  const solver = { tolerance: 1e-6, forceTolerance: 1e-6 };
  const quarks = staggeredPseudofermion({ lattice, group, mass: 0.5, flavours: 4, solver });
  const kernel = hmc<GaugeField>({
    action: add(wilsonAction(1), quarks.action),
    schedule: scheduleOf(leapfrogQPQ(), 0.1),
    refresh: (u, { seed, trajectory }) => quarks.refresh(u, key(seed, trajectory, 'pseudofermion')),
  });
  const [{ u }, { deltaH, accepted }] = kernel.step(
    { seed: 1, trajectory: 1 },
    kernel.init(hotStart(lattice, group, key(1, 0, 'start'))),
  );
  return JSON.stringify({ deltaH, accepted, links: [...u.field.toArray()] });
}

const [device, expected] = ['opencl', 'wasm128'].map(trajectory);
console.log(device === expected ? 'The same bits.' : `Differs: ${device} instead of ${expected}`);
