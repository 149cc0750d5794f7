/** A run that can be watched, stopped, stepped and slowed down while it is made. */
import { InputError, type Resolved, runFromText } from '../../../src/runfile/index.ts';
import {
  assemble,
  checkedLine,
  drive,
  type LogRecord,
  lineOfRecord,
  nextTurn,
  type Simulation,
} from '../../../src/simulation/index.ts';
import type { FromEngine, Look, ToEngine, Weight } from './protocol.ts';
import { type Scene, sceneOf } from './scene.ts';

export type Post = (message: FromEngine, transfer?: Transferable[]) => void;

/** Milliseconds: between batches of records, between turns of the event loop, between looks at the weights. */
const [batchTime, turnTime, weightsTime] = [40, 8, 300];
/** While the run goes as fast as it can, pictures take at most an eighth of the time. */
const pictureShare = 7;

export function liveRun(post: Post): (message: ToEngine) => void {
  let playing = true;
  let steps = 0;
  let perSecond: number | null = null;
  let look: Look = { quantity: 'energyDensity', flow: 0 };
  let wanted = true;
  let wake: (() => void) | undefined;
  let flush = () => {};

  const start = async (text: string): Promise<void> => {
    const { simulation, resolved, scene } = await begin(text, post);
    const batch: { records: LogRecord[]; lines: string[] } = { records: [], lines: [] };
    let [sent, turned, drawn, cost, weighed, due, checksum, made] = [0, 0, 0, 0, 0, 0, 0, 0];
    let seen = '';

    flush = () => {
      if (batch.records.length === 0) return;
      post({ kind: 'records', ...batch });
      batch.records = [];
      batch.lines = [];
      sent = performance.now();
      if (simulation.saveWeights && sent - weighed > weightsTime) {
        weighed = sent;
        post({ kind: 'weights', trajectory: made, weights: weightsIn(simulation.saveWeights().text) });
      }
    };
    const draw = () => {
      const what = `${made}/${look.quantity}/${look.flow}`;
      const isIdle = !playing || perSecond !== null;
      const begun = performance.now();
      if (!wanted || what === seen || (!isIdle && begun - drawn < pictureShare * cost)) return;
      const picture = scene.picture(look, made);
      [seen, wanted] = [what, false];
      drawn = performance.now();
      cost = drawn - begun;
      post({ kind: 'picture', picture }, [picture.values.buffer as ArrayBuffer]);
    };
    const pause = (milliseconds?: number) =>
      new Promise<void>(resolve => {
        wake = resolve;
        if (milliseconds !== undefined) setTimeout(resolve, milliseconds);
      });
    const turn = async () => {
      // Messages are heard here, before it is decided whether another trajectory is made.
      if (performance.now() - turned > turnTime) {
        await nextTurn();
        turned = performance.now();
      }
      if (performance.now() - sent > batchTime) flush();
      draw();
      while (!playing && steps === 0) {
        flush();
        draw();
        await pause();
      }
      if (steps > 0) steps--;
      else if (perSecond !== null) {
        while (performance.now() < due && perSecond !== null && playing) {
          await pause(Math.min(due - performance.now(), 100));
          draw();
        }
        due = Math.max(due, performance.now() - 100) + 1000 / (perSecond ?? 1000);
      }
    };
    post({ kind: 'state', state: playing ? 'running' : 'paused' });
    await drive(simulation, resolved, {
      turn,
      onTrajectory(record) {
        made = record.trajectory;
        const { seconds: _, ...logged } = record;
        const { line, checksum: next } = checkedLine(lineOfRecord(logged), checksum);
        checksum = next;
        batch.records.push(record);
        batch.lines.push(new TextDecoder().decode(line).trimEnd());
      },
    });
    flush();
    post({ kind: 'state', state: 'complete' });
    // The last configuration can be looked at for as long as the page likes.
    playing = false;
    for (;;) {
      draw();
      await pause();
    }
  };

  return message => {
    if (message.kind === 'load') {
      ({ look, perSecond } = message);
      start(message.text).catch(error => post({ kind: 'state', state: 'failed', message: sentence(error) }));
      return;
    }
    if (message.kind === 'play') playing = true;
    if (message.kind === 'pause') playing = false;
    if (message.kind === 'step') {
      playing = false;
      steps = 1;
    }
    if (message.kind === 'speed') perSecond = message.perSecond;
    if (message.kind === 'look') look = message.look;
    if (message.kind === 'drawn') wanted = true;
    if (message.kind === 'play' || message.kind === 'pause' || message.kind === 'step') {
      // Who hears of a pause has heard of every trajectory before it.
      flush();
      post({ kind: 'state', state: playing ? 'running' : 'paused' });
    }
    wake?.();
  };
}

/** Assembles a run as a page can: 128-bit WebAssembly unless the file asks for another machine. */
async function begin(text: string, post: Post): Promise<{ simulation: Simulation; resolved: Resolved; scene: Scene }> {
  const { resolved: read } = runFromText('run file', text);
  const { machine } = read;
  const resolved = {
    ...read,
    machine: { ...machine, kind: machine.kind === 'auto' ? 'wasm128' : machine.kind },
  } as const;
  const simulation = await assemble(resolved, { announce() {} });
  const scene = sceneOf(simulation);
  const { extents, quantities, hasFlow } = scene;
  post({
    kind: 'ready',
    ready: {
      name: simulation.name,
      title: resolved.title ?? simulation.name,
      ...{ extents, quantities, hasFlow },
      machine: simulation.machine,
      arithmetic: simulation.arithmetic ?? '',
      banner: simulation.describe(),
    },
  });
  return { simulation, resolved, scene };
}

function weightsIn(text: string): Weight[] {
  const { weights } = JSON.parse(text) as { weights: Readonly<Record<string, number>> };
  return Object.entries(weights).map(([name, value]) => ({ name, value }));
}

function sentence(error: unknown): string {
  if (error instanceof InputError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
