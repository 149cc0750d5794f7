/**
 * Stop requests. The first SIGINT (Ctrl-C), SIGTERM or SIGHUP asks for a clean end after the running trajectory; a
 * second one aborts. Launchers like npm pass on a Ctrl-C that the terminal has already delivered to everybody, so
 * signals that arrive within a moment of the first count as the same one.
 */

/** Where signals come from; `process` is one. */
export interface SignalSource {
  on(signal: NodeJS.Signals, handler: () => void): unknown;
  off(signal: NodeJS.Signals, handler: () => void): unknown;
}

export interface StopListener {
  readonly requested: () => boolean;
  /** No longer listens. */
  release(): void;
}

export interface StopOptions {
  readonly source: SignalSource;
  readonly onRequest: () => void;
  readonly onAbort: () => void;
  /** Milliseconds. */
  readonly now?: () => number;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const satisfies NodeJS.Signals[];
const sameMoment = 400;

/** Listens for stop requests until released. */
export function listenForStop({
  source,
  onRequest,
  onAbort,
  now = () => performance.now(),
}: StopOptions): StopListener {
  let first: number | undefined;
  const handle = () => {
    if (first === undefined) {
      first = now();
      onRequest();
    } else if (now() - first > sameMoment) onAbort();
  };
  for (const signal of signals) source.on(signal, handle);
  return {
    requested: () => first !== undefined,
    release() {
      for (const signal of signals) source.off(signal, handle);
    },
  };
}
