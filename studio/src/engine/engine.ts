/** A run in a worker of its own, as the page uses it. Ending the worker gives all its memory back. */
import type { FromEngine, Look, ToEngine } from './protocol.ts';

export interface Engine {
  play(): void;
  pause(): void;
  step(): void;
  speed(perSecond: number | null): void;
  look(look: Look): void;
  /** Asks for another picture. */
  drawn(): void;
  end(): void;
}

export interface EngineOptions {
  readonly text: string;
  readonly look: Look;
  readonly perSecond: number | null;
  hear(message: FromEngine): void;
  /** The worker itself broke. */
  crashed(): void;
}

export function startEngine({ text, look, perSecond, hear, crashed }: EngineOptions): Engine {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const say = (message: ToEngine) => worker.postMessage(message);
  worker.onmessage = ({ data }: MessageEvent<FromEngine>) => hear(data);
  worker.onerror = event => {
    event.preventDefault();
    crashed();
  };
  worker.onmessageerror = () => crashed();
  say({ kind: 'load', text, look, perSecond });
  return {
    play: () => say({ kind: 'play' }),
    pause: () => say({ kind: 'pause' }),
    step: () => say({ kind: 'step' }),
    speed: rate => say({ kind: 'speed', perSecond: rate }),
    look: next => say({ kind: 'look', look: next }),
    drawn: () => say({ kind: 'drawn' }),
    end: () => worker.terminate(),
  };
}
