/** What can go wrong with a GPU behind WebGPU is said in a sentence, and what it computes wrongly is found before it is taken. */
import { describe, expect, test } from 'vitest';
import type { Backend } from '../backend.ts';
import { js } from '../js/backend.ts';
import { wasm128 } from '../wasm/backend.ts';
import { Answers, type Command } from './protocol.ts';
import { RemoteDevice } from './remoteDevice.ts';
import { singlePrecisionTrial } from './trial.ts';

/** A GPU whose thread answers every question so. */
function answering(text: string, failed: boolean): RemoteDevice {
  const answers = new Answers();
  const send = (commands: readonly Command[]) => {
    if (['read', 'grow'].includes(commands.at(-1)!.do)) answers.give(text, failed);
  };
  return new RemoteDevice({ name: 'Card', heapBytes: 2 ** 26 }, answers, send);
}

describe('a GPU that fails', () => {
  test.each(['was lost (driver reset)', 'refuses a command: no such thing'])('because it %s', why => {
    const device = answering(why, true);
    const read = () => device.read(device.allocate(8), 0, new Float32Array(2));
    expect(read).toThrow(
      `Card by WebGPU ${why}; look at the messages of its driver. A run goes on from its last checkpoint`,
    );
  });

  test('for want of memory, by its own word or beyond what it gives at once', () => {
    const sentence =
      /^Card by WebGPU has no memory left for another \d+ MiB: \d+ MiB of the 64 MiB .*\. Use a smaller lattice/;
    expect(() => answering('memory', false).allocate(2 ** 25)).toThrow(sentence);
    expect(() => answering('', false).allocate(2 ** 27)).toThrow(sentence);
    const device = answering('', false);
    device.allocate(2 ** 25);
    expect(() => device.allocate(2 ** 25)).toThrow(sentence);
  });

  test('by silence', () => {
    const silent = new RemoteDevice({ name: 'Card', heapBytes: 2 ** 26 }, new Answers(), () => {}, 10);
    expect(() => silent.read(silent.allocate(8), 0, new Float32Array(2))).toThrow('has not answered for 0.01 seconds');
  });
});

describe('before a GPU is taken', () => {
  /** `js` under another name, whose compiler reads one operation for another. */
  const wrongly = (what: string, instead: 'neg' | 'floor'): Backend => ({
    ...js,
    name: 'wrong',
    compile: assignment => {
      const { outline } = assignment;
      const programs = outline.programs.map(program =>
        program.map(step => (step.op === what ? { op: instead, args: step.args } : step)),
      );
      return js.compile({ ...assignment, outline: { ...outline, programs } });
    },
  });

  test('it must compute as the processor does', () => {
    const sentence = /^wrong differs from wasm128 in single precision by .* rounding errors, where 64 are allowed\.$/;
    expect(singlePrecisionTrial(wrongly('abs', 'neg'), wasm128)).toMatch(sentence);
    expect(singlePrecisionTrial(wrongly('sqrt', 'floor'), wasm128)).toMatch(sentence);
  });

  test('it must add up better than f32 can', () => {
    expect(singlePrecisionTrial({ ...js, name: 'plain' }, wasm128)).toMatch(
      /^plain loses digits where it adds pairs of f32/,
    );
  });
});
