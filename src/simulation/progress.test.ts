/** Who looks into a trajectory changes none of its bits, and sees all of it. */
import { expect, test } from 'vitest';
import { resolvedFrom } from '../../test/cli/samples.ts';
import { assemble } from './assemble.ts';
import type { ProgressListener } from './progress.ts';

const text = `lattice.extent = [4, 4]
group.name = "SU(2)"
start.from = "hot"
action.gauge = { kind = "plaquette", beta = 2.0 }
action.fermion = { kind = "staggered", mass = 0.5, flavours = FLAVOURS }
sampler = { kind = "slhmc", steps = 3, effective = { mass = 0.6 } }
network = { kind = "stout", blocks = 1 }
training = { batch = 1, optimiser = { kind = "adam", rate = 1e-3 } }
schedule = { thermalise = 1, train = 1, trajectories = 1, seed = 9 }
machine.kind = "wasm128"
`;

test.each([4, 2])('%i flavours', async flavours => {
  const resolved = resolvedFrom(text.replace('FLAVOURS', String(flavours)));
  const seen: string[] = [];
  let iterations = 0;
  const progress: ProgressListener = {
    trajectory() {},
    force: (evaluated, of) => seen.push(`${evaluated}/${of}`),
    iteration: () => iterations++,
  };
  const chains = await Promise.all([
    assemble(resolved, { announce() {} }),
    assemble(resolved, { announce() {}, progress }),
  ]);
  for (const [k, phase] of (['thermalise', 'train', 'production'] as const).entries()) {
    seen.length = 0;
    iterations = 0;
    const [one, other] = await Promise.all(chains.map(chain => chain.next({ trajectory: k + 1, phase, measure: {} })));
    expect(other).toEqual(one);
    // Three steps, gauge and fermions.
    expect(seen).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
    expect(iterations).toBeGreaterThan(6);
  }
  expect(chains[1].state!()).toEqual(chains[0].state!());
});
