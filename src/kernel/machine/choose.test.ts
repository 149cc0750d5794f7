import { afterEach, describe, expect, test, vi } from 'vitest';
import { chooseMachine } from './choose.ts';
import type { Communicator } from './communicator.ts';
import { Machine } from './machine.ts';
import { trialResult } from './trial.ts';
import { hashOf, trialHash } from './trialHash.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** An engine that compiles modules only if `accepts` their bytes. */
function engineThat(accepts: (bytes: Uint8Array) => boolean): void {
  class Module extends WebAssembly.Module {
    constructor(bytes: Uint8Array<ArrayBuffer>) {
      if (!accepts(bytes)) throw new WebAssembly.CompileError('unknown opcode');
      super(bytes);
    }
  }
  const { Memory, Instance } = WebAssembly;
  vi.stubGlobal('WebAssembly', { Memory, Instance, Module, CompileError: WebAssembly.CompileError });
}

/** f64x2.relaxed_madd: prefix 0xfd and 0x107 in LEB128. */
const hasFusedMultiplyAdd = (bytes: Uint8Array) =>
  bytes.some((byte, k) => byte === 0xfd && bytes[k + 1] === 0x87 && bytes[k + 2] === 0x02);

describe('auto', () => {
  test('checks and times both widths and takes the faster', () => {
    const { machine, report } = chooseMachine('auto');
    const { wasm128, wasm256 } = report.microseconds;
    expect(wasm128).toBeGreaterThan(0);
    expect(wasm256).toBeGreaterThan(0);
    expect(report.kind).toBe(wasm256! < wasm128! ? 'wasm256' : 'wasm128');
    expect(machine.kind).toBe(report.kind);
    expect(Object.keys(report.checked)).toEqual(['wasm128', 'wasm256']);
    expect(report.reason).toContain(`${report.kind} is the fastest that agrees with js`);
  });

  test('without fused multiply-add there is no deviation from js at all', () => {
    const { machine, report } = chooseMachine('auto', { contraction: false });
    expect(machine.contraction).toBe(false);
    expect(report.checked).toEqual({ wasm128: 0, wasm256: 0 });
  });

  test('does without fused multiply-add where the engine has none, and says so', () => {
    engineThat(bytes => !hasFusedMultiplyAdd(bytes));
    const { machine, report } = chooseMachine('auto');
    expect(machine.kind).toMatch(/wasm/);
    expect(machine.contraction).toBe(false);
    expect(report.contraction).toBe(false);
    expect(report.reason).toMatch(/Without fused multiply-add, because: .*unknown opcode/);
  });

  test('falls back to js where WebAssembly has no SIMD, and says why', () => {
    engineThat(() => false);
    const { machine, report } = chooseMachine('auto');
    expect(machine.kind).toBe('js');
    expect(report.microseconds).toEqual({});
    expect(report.reason).toMatch(/js is what is left\. wasm128 .* does not run here \(unknown opcode\)/);
  });

  test('a machine that disagrees with js is not taken', () => {
    const exact = Math.sqrt;
    vi.spyOn(Math, 'sqrt').mockImplementation(x => exact(x) * (1 + 1e-12));
    const { machine, report } = chooseMachine('auto');
    expect(machine.kind).toBe('js');
    expect(report.reason).toMatch(/wasm128 .* differs from js by .* rounding errors, where 0 are allowed/);
  });
});

describe('a kind asked for', () => {
  test.each(['js', 'wasm128', 'wasm256'] as const)('%s is checked and returned', kind => {
    const { machine, report } = chooseMachine(kind);
    expect(machine.kind).toBe(kind);
    expect(report).toMatchObject({ kind, microseconds: {}, reason: `${kind} was asked for.` });
    expect(report.checked[kind]).toBeLessThan(32);
  });

  test('is refused in a sentence where it cannot run', () => {
    engineThat(() => false);
    expect(() => chooseMachine('wasm128')).toThrow(/wasm128 .* does not run here .* Ask for auto or js instead\./);
  });
});

describe('where no code may be made from text', () => {
  const forbid = () => {
    vi.stubGlobal('Function', () => {
      throw new EvalError('unsafe-eval is not an allowed source of script');
    });
  };

  test('js leaves the numbers that it is known for', () => {
    expect(hashOf(trialResult(new Machine('js')))).toBe(trialHash);
  });

  test('machines are compared with a machine that leaves these numbers', () => {
    forbid();
    expect(chooseMachine('wasm128', { contraction: false }).report.checked).toEqual({ wasm128: 0 });
    expect(chooseMachine('auto').report.kind).toMatch(/^wasm/);
    expect(() => chooseMachine('js')).toThrow('The machine js cannot run here: this page allows no code');
  });
});

test.each([
  { others: 'chose the same', change: (x: number) => x, sentence: undefined },
  {
    others: 'chose other vectors',
    change: (x: number) => 2 * x,
    sentence: 'Ranks 0 and 1 chose machines of different',
  },
])('where lattices are divided and the other rank $others', ({ change, sentence }) => {
  const communicator = {
    name: 'two',
    rank: 0,
    size: 2,
    allGather: (own: Float64Array, all: Float64Array) => all.set([...own, ...own.map(change)]),
  } as unknown as Communicator;
  const division = { extents: [4, 4, 4, 8], ranks: [1, 1, 1, 2], communicator };
  const choose = () => chooseMachine('wasm128', { division });
  if (sentence === undefined) expect(choose().report.kind).toBe('wasm128');
  else expect(choose).toThrow(sentence);
});
