/** What is the same to the last bit: whole trajectories with pseudofermions, solver, network and accept test. */
import { describe, expect, test, vi } from 'vitest';
import { type Backend, Machine, type MachineOptions } from '../../src/kernel/index.ts';
import { nativeBackend } from '../../src/kernel/native/backend.ts';
import { gnuCompiler } from '../../src/kernel/node/gnuCompiler.ts';
import { chainOf, exactChain, guidedChain, twoColours } from './system.fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

const steps = 4;

/** Everything that a short chain leaves behind, seconds excepted. */
function bitsOf(
  kind: 'js' | 'wasm128' | 'wasm256' | Backend,
  guided: boolean,
  trajectories: number,
  options?: MachineOptions,
) {
  const system = twoColours(new Machine(kind, options));
  const kernel = guided ? guidedChain(system, system.attention(0.4, 0.02), steps) : exactChain(system, steps);
  const { u, infos, plaquettes } = chainOf(kernel, system.cold, trajectories);
  return { links: u.field.toArray(), infos: infos.map(({ seconds: _, ...info }) => info), plaquettes };
}

describe.each([
  { label: 'HMC', guided: false, trajectories: 4 },
  { label: 'self-learning HMC with CASK', guided: true, trajectories: 2 },
])('$label', ({ guided, trajectories }) => {
  const narrow = bitsOf('wasm128', guided, trajectories);

  test('the same seed gives the same bits again', () => {
    expect(bitsOf('wasm128', guided, trajectories)).toEqual(narrow);
    expect(narrow.infos).toHaveLength(trajectories);
  });

  test('both SIMD widths give the same bits, with contraction', () => {
    expect(bitsOf('wasm256', guided, trajectories)).toEqual(narrow);
  });

  test('without contraction js and WebAssembly give the same bits', () => {
    const reference = bitsOf('js', guided, trajectories);
    expect(bitsOf('wasm128', guided, trajectories, { contraction: false })).toEqual(reference);
    expect(reference.links).not.toEqual(narrow.links);
  });
});

const c = gnuCompiler();
if (typeof c === 'string') console.log(`SKIPPED: HMC in native code, because ${c}`);

test.skipIf(typeof c === 'string')('HMC in native code alone gives the bits of WebAssembly', () => {
  if (typeof c === 'string') return;
  const [vectorBytes] = c.compiler.vectorBytes;
  const native = nativeBackend(c.compiler, { vectorBytes, atOnce: true });
  expect(bitsOf(native, false, 2)).toEqual(bitsOf('wasm256', false, 2));
});
