import { expect, test } from 'vitest';
import { runFromText } from '../../../src/runfile/index.ts';
import { assemble, checkedLine, drive, lineOfRecord } from '../../../src/simulation/index.ts';
import { liveRun } from './live.ts';
import type { FromEngine, ToEngine } from './protocol.ts';

const text = `
[lattice]
extent = [6, 4]
[group]
name = "U(1)"
[action]
gauge = { kind = "plaquette", beta = 2.0 }
[sampler]
kind = "hmc"
steps = 4
[schedule]
thermalise = 3
trajectories = 9
[measure]
topologicalCharge = {}
[machine]
kind = "wasm128"
rounding = "separate"
`;
const look = { quantity: 'topologicalDensity', flow: 0.5 } as const;

/** A live run, and a promise of the first message that fits. */
function begun(message: ToEngine) {
  const said: FromEngine[] = [];
  let heard = () => {};
  const hear = liveRun(reply => {
    said.push(reply);
    heard();
  });
  const until = async (fits: (reply: FromEngine) => boolean) => {
    while (!said.some(fits)) await new Promise<void>(resolve => (heard = resolve));
  };
  hear(message);
  return { said, hear, until };
}

const linesOf = (said: readonly FromEngine[]) => said.flatMap(reply => (reply.kind === 'records' ? reply.lines : []));
const isState = (state: string) => (reply: FromEngine) => reply.kind === 'state' && reply.state === state;

async function linesOfDrive(run = text): Promise<string[]> {
  const { resolved } = runFromText('run', run);
  const lines: string[] = [];
  let sum = 0;
  await drive(await assemble(resolved, { announce() {} }), resolved, {
    onTrajectory({ seconds: _, ...record }) {
      const { line, checksum } = checkedLine(lineOfRecord(record), sum);
      sum = checksum;
      lines.push(new TextDecoder().decode(line).trimEnd());
    },
  });
  return lines;
}

test('a run that is watched, paused and stepped has the lines of one that is not', async () => {
  const expected = await linesOfDrive();
  const { said, hear, until } = begun({ kind: 'load', text, look, perSecond: 200 });
  hear({ kind: 'pause' });
  await until(isState('paused'));
  const before = () => linesOf(said).length;
  await until(reply => reply.kind === 'picture');
  const paused = before();
  hear({ kind: 'step' });
  await until(() => before() === paused + 1);
  hear({ kind: 'look', look: { quantity: 'energyDensity', flow: 1 } });
  hear({ kind: 'drawn' });
  hear({ kind: 'play' });
  await until(isState('complete'));
  expect(linesOf(said)).toEqual(expected);
  expect(said.find(reply => reply.kind === 'ready')).toMatchObject({
    ready: { machine: 'wasm128', arithmetic: 'separate rounding', extents: [6, 4] },
  });
});

test('a pause is heard of after every trajectory before it, and a step pauses', async () => {
  // Long enough not to be complete before the step is asked for.
  const long = text.replace('trajectories = 9', 'trajectories = 100000');
  const { said, hear, until } = begun({ kind: 'load', text: long, look, perSecond: null });
  await until(reply => reply.kind === 'picture');
  // Messages come as tasks of their own.
  await new Promise(resolve => setTimeout(resolve));
  hear({ kind: 'step' });
  expect(said.at(-1)).toEqual({ kind: 'state', state: 'paused' });
  const paused = linesOf(said).length;
  await until(() => linesOf(said).length > paused);
  await new Promise(resolve => setTimeout(resolve, 100));
  expect(linesOf(said).length).toBe(paused + 1);
});

test('a picture is the density of the configuration, and its total the charge that is logged', async () => {
  const { said, until } = begun({ kind: 'load', text, look: { ...look, flow: 0 }, perSecond: null });
  await until(isState('complete'));
  const pictures = said.flatMap(reply => (reply.kind === 'picture' ? [reply.picture] : []));
  const { values, total } = pictures[0];
  // Single precision on the way to the screen.
  expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 4);
  expect(total).toBeCloseTo(Math.round(total), 10);
});

test('to look at what a network does changes no bit of what it learns', async () => {
  const learning = `
[lattice]
extent = [2, 2, 2, 2]
[group]
name = "SU(2)"
[action]
gauge = { kind = "plaquette", beta = 2.0 }
fermion = { kind = "staggered", mass = 0.5, flavours = 4 }
[sampler]
kind = "slhmc"
effective = { mass = 0.6 }
steps = 3
[network]
kind = "stout"
[training]
loss = "difference"
[schedule]
thermalise = 1
train = 4
trajectories = 3
[machine]
kind = "wasm128"
rounding = "separate"
`;
  const { said, until } = begun({
    kind: 'load',
    text: learning,
    look: { quantity: 'networkChange', flow: 0 },
    perSecond: 50,
  });
  await until(isState('complete'));
  expect(linesOf(said)).toEqual(await linesOfDrive(learning));
  const pictures = said.flatMap(reply => (reply.kind === 'picture' ? [reply.picture] : []));
  expect(pictures[0]).toMatchObject({ look: { quantity: 'networkChange' }, extents: [2, 2, 2, 2] });
  expect(pictures[0].links![0].values.length).toBe(64);
});

test('a file that cannot be run ends in the sentences of its problems', async () => {
  const { said, until } = begun({ kind: 'load', text: text.replace('"hmc"', '"hcm"'), look, perSecond: null });
  await until(isState('failed'));
  expect(said.at(-1)).toMatchObject({ message: expect.stringContaining('sampler.kind') });
});
