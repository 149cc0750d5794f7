import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/expect/index.ts';
import {
  type GaugeField,
  hotStart,
  type LoopAction,
  loopAction,
  namedGaugeAction,
  wilsonAction,
} from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { Machine } from '../../kernel/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { plaquettes, polyakovLoop } from '../../loops/index.ts';
import { linkSweep } from './linkSweep.ts';
import { heatbath, type LocalUpdates, largestWidth, metropolis } from './localUpdates.ts';

interface Theory {
  readonly group: string;
  readonly extents: readonly number[];
  readonly action: (dimension: number) => LoopAction;
  readonly name: string;
}

const wilson = () => wilsonAction(2.2);
const symanzik = () => namedGaugeAction('symanzik', 2.2);
const polyakov = (dimension: number) =>
  loopAction('plaquettes and Polyakov loops', [
    { words: plaquettes(dimension), beta: 1.5 },
    { words: [polyakovLoop(1, [4, 4])], beta: 0.4 },
  ]);

const theories: readonly Theory[] = [
  { group: 'U(1)', extents: [4, 6], action: wilson, name: 'U(1), plaquettes' },
  { group: 'U(1)', extents: [4, 4], action: symanzik, name: 'U(1), rectangles' },
  { group: 'U(1)', extents: [4, 4], action: polyakov, name: 'U(1), Polyakov loops' },
  { group: 'SU(2)', extents: [2, 4, 2, 4], action: wilson, name: 'SU(2), plaquettes' },
  { group: 'SU(2)', extents: [4, 4, 4], action: symanzik, name: 'SU(2), rectangles' },
  { group: 'SU(3)', extents: [2, 4, 4], action: wilson, name: 'SU(3), plaquettes' },
  { group: 'SU(3)', extents: [4, 4], action: symanzik, name: 'SU(3), rectangles' },
  { group: 'SU(4)', extents: [2, 4], action: wilson, name: 'SU(4), plaquettes' },
];

const startOf = (group: string, extents: readonly number[], kind: string = 'wasm128'): GaugeField =>
  hotStart(new Lattice(extents, new Machine(kind, { contraction: false })), groupNamed(group), key(11, 0, 'start'));

function run(kernel: LocalUpdates, u: GaugeField, steps: number): GaugeField {
  let state = kernel.init(u);
  for (let trajectory = 1; trajectory <= steps; trajectory++) [state] = kernel.step({ seed: 3, trajectory }, state);
  return state.u;
}

describe.each(theories)('$name', ({ group, extents, action }) => {
  const S = action(extents.length);

  test('overrelaxation moves every link and keeps the action to rounding', () => {
    const u = startOf(group, extents);
    const before = u.clone();
    const sweep = linkSweep(u, S, { move: 'overrelaxation', count: 1 });
    const value = S.value(u);
    for (let k = 0; k < 10; k++) sweep(key(1, 1, 'overrelaxation'), { sweep: 0 });
    expect(Math.abs(S.value(u) - value)).toBeLessThanOrEqual(1e-13 * 10 * (Math.abs(value) + u.lattice.volume));
    const [there, here] = [u.field.toArray(), before.field.toArray()];
    const size = u.group.linkSize;
    for (let link = 0; link < here.length / size; link++) {
      const distance = Math.hypot(
        ...here.subarray(link * size, (link + 1) * size).map((x, c) => x - there[link * size + c]),
      );
      expect(distance).toBeGreaterThan(1e-6);
    }
    expect(u.restore()).toBeLessThanOrEqual(1e-13);
  });

  test('all machines make the same chain, bit for bit', () => {
    const kernels = [heatbath({ action: S, overrelaxation: 1 }), metropolis({ action: S, hits: 2 })];
    for (const kernel of kernels) {
      const [js, wasm128, wasm256] = (['js', 'wasm128', 'wasm256'] as const).map(kind =>
        run(kernel, startOf(group, extents, kind), 2).field.toArray(),
      );
      expect(wasm128).toEqual(js);
      expect(wasm256).toEqual(js);
    }
  });

  test('a chain is a function of seed and trajectory: it can be interrupted', () => {
    const kernel = heatbath({ action: S, sweeps: 2, overrelaxation: 1 });
    const whole = run(kernel, startOf(group, extents), 3);
    let resumed = kernel.init(run(kernel, startOf(group, extents), 1).clone());
    for (const trajectory of [2, 3]) [resumed] = kernel.step({ seed: 3, trajectory }, resumed);
    expect(largestDifference(resumed.u.field, whole.field)).toBe(0);
  });
});

test('two sweeps of one step use different random numbers', () => {
  const start = startOf('SU(2)', [4, 4]);
  const after = (sweep: number) => {
    const u = start.clone();
    linkSweep(u, wilsonAction(1), { move: 'heatbath', count: 2 })(key(1, 1, 'heatbath'), { sweep });
    return u.field;
  };
  expect(largestDifference(after(0), after(0))).toBe(0);
  expect(largestDifference(after(0), after(1))).toBeGreaterThan(0.1);
});

test('hits that do not fit one kernel are made in several launches, with the numbers of one', () => {
  const S = namedGaugeAction('adjoint', 2, { betaAdjoint: 1.2 });
  const kernel = metropolis({ action: S, hits: 9, width: 0.2 });
  const before = startOf('SU(3)', [2, 2, 4]);
  const value = S.value(before);
  let state = kernel.init(before);
  for (let trajectory = 1; trajectory <= 5; trajectory++) {
    const [next, info] = kernel.step({ seed: 3, trajectory }, state);
    state = next;
    expect(info.acceptance).toBeGreaterThan(0.2);
    expect(info.acceptance).toBeLessThan(1);
  }
  expect(S.value(state.u)).toBeLessThan(value);
});

describe('refused', () => {
  const u = () => startOf('SU(2)', [4, 4]);
  const adjoint = namedGaugeAction('adjoint', 2, { betaAdjoint: 1 });

  test('a heatbath for the adjoint representation', () => {
    expect(() => heatbath({ action: adjoint }).init(u())).toThrow('heatbath does not know the distribution of a link');
    expect(() => metropolis({ action: adjoint, overrelaxation: 1 }).init(u())).toThrow(
      'in which overrelaxation does not',
    );
  });
  test('loops as long as the lattice', () => {
    const S = namedGaugeAction('iwasaki', 2);
    expect(() => heatbath({ action: S }).init(startOf('SU(2)', [2, 4]))).toThrow('meets one link twice');
  });
  test('numbers that make no sense', () => {
    expect(() => heatbath({ action: wilson(), sweeps: 0 })).toThrow(
      'sweeps per step is a whole one, at least 1; found 0',
    );
    expect(() => heatbath({ action: wilson(), tries: 1.5 })).toThrow('tries of the heatbath is a whole one');
    const kernel = metropolis({ action: wilson(), width: 0.8 });
    expect(() => kernel.step({ seed: 1, trajectory: 1 }, kernel.init(u()))).toThrow(
      `Proposals for SU(2) are above 0 and at most ${largestWidth(groupNamed('SU(2)'))} wide; found 0.8.`,
    );
  });
});

test('chains have a name and cite their papers', () => {
  const kernel = heatbath({ action: wilson(), sweeps: 2, overrelaxation: 3 });
  expect(kernel.name).toBe('2 × (heatbath + 3 overrelaxation)');
  expect(kernel.cites.map(cite => cite.key)).toEqual(
    expect.arrayContaining(['Kennedy:1985nu', 'Creutz:1987xi', 'Wilson:1974sk']),
  );
  expect(metropolis({ action: wilson() }).name).toBe('Metropolis (8 hits)');
});
