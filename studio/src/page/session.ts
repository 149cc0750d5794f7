/** One run on the page: the engine, what it has said so far, and who listens. */

import type { Desk } from '../desk/desk.ts';
import type { Analysed } from '../desk/protocol.ts';
import { type Engine, startEngine } from '../engine/engine.ts';
import type { Look, Picture, Ready, State, Weight } from '../engine/protocol.ts';
import { type Trace, trace } from '../view/trace.ts';
import { words } from '../words.ts';
import { recorded } from './recorded.ts';

export interface Session {
  readonly text: string;
  readonly engine: Engine;
  /** Numbers along the run, by name. */
  readonly traces: ReadonlyMap<string, Trace>;
  readonly weights: ReadonlyMap<string, Trace>;
  /** Lines of log.jsonl, the last hundred thousand. */
  readonly lines: readonly string[];
  readonly ready: Ready | undefined;
  readonly state: State | 'loading';
  readonly message: string;
  readonly trajectory: number;
  readonly analysed: Analysed | undefined;
  /** Trajectories per second, lately. */
  readonly rate: number;
  readonly look: Look;
  setLook(look: Look): void;
  end(): void;
}

export interface SessionEvents {
  ready(ready: Ready): void;
  picture(picture: Picture): void;
  records(): void;
  weights(weights: readonly Weight[]): void;
  state(): void;
  analysed(analysed: Analysed): void;
}

const mostLines = 100_000;
/** Milliseconds between analyses, at least; a long run is analysed less often than it takes. */
const shortestRest = 700;

export function startSession(
  desk: Desk,
  text: string,
  start: { readonly look: Look; readonly perSecond: number | null },
  events: Partial<SessionEvents>,
): Session {
  const numbers = recorded();
  const weights = new Map<string, Trace>();
  let lines: string[] = [];
  let { look } = start;
  let ready: Ready | undefined;
  let state: State | 'loading' = 'loading';
  let [message, trajectory, rate, fresh] = ['', 0, 0, false];
  let analysed: Analysed | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let counted = { at: performance.now(), trajectory: 0 };
  let ended = false;

  const analyse = async () => {
    timer = undefined;
    if (ended || !fresh) return;
    fresh = false;
    const begun = performance.now();
    try {
      const found = await desk.analyse();
      if (ended || !found) return;
      analysed = found;
      events.analysed?.(found);
    } catch (error) {
      console.warn(error);
    }
    plan(Math.max(shortestRest, 3 * (performance.now() - begun)));
  };
  const plan = (rest: number) => {
    if (!ended) timer ??= setTimeout(analyse, rest);
  };
  desk.begin(text);
  const engine = startEngine({
    ...{ text, ...start },
    hear(said) {
      if (ended) return;
      switch (said.kind) {
        case 'ready':
          ready = said.ready;
          events.ready?.(ready);
          return;
        case 'picture':
          events.picture?.(said.picture);
          // Nobody waits for the first picture of a page that is not seen.
          if (document.hidden) desk.open();
          return;
        case 'weights':
          for (const { name, value } of said.weights) {
            const kept = weights.get(name) ?? trace();
            weights.set(name, kept);
            kept.add(said.trajectory, value);
          }
          events.weights?.(said.weights);
          return;
        case 'state':
          state = said.state;
          if (said.message !== undefined) message = said.message;
          events.state?.();
          return;
        case 'records': {
          for (const record of said.records) {
            trajectory = record.trajectory;
            numbers.add(record);
          }
          lines.push(...said.lines);
          if (lines.length > 1.2 * mostLines) lines = lines.slice(-mostLines);
          desk.records(said.records.map(({ seconds: _, ...logged }) => logged));
          const now = performance.now();
          if (now - counted.at > 500) {
            rate = ((trajectory - counted.trajectory) / (now - counted.at)) * 1000;
            counted = { at: now, trajectory };
          }
          fresh = true;
          plan(analysed ? shortestRest : 300);
          events.records?.();
        }
      }
    },
    crashed() {
      state = 'failed';
      message = words.crashed;
      events.state?.();
    },
  });
  return {
    ...{ text, engine, traces: numbers.traces, weights },
    get lines() {
      return lines;
    },
    get ready() {
      return ready;
    },
    get state() {
      return state;
    },
    get message() {
      return message;
    },
    get trajectory() {
      return trajectory;
    },
    get analysed() {
      return analysed;
    },
    get rate() {
      return rate;
    },
    get look() {
      return look;
    },
    setLook(next) {
      look = next;
      engine.look(next);
    },
    end() {
      ended = true;
      clearTimeout(timer);
      engine.end();
    },
  };
}
