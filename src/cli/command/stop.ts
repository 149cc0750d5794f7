/**
 * Stop requests. The first SIGINT (Ctrl-C), SIGTERM, SIGHUP, SIGUSR1 or SIGUSR2 asks for a clean end after the running
 * trajectory; the same one again aborts. Batch systems send one signal after another, so another one changes nothing.
 * Launchers like npm pass on a Ctrl-C that the terminal has already delivered to everybody, so signals that arrive within
 * a moment of the first count as the same one.
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
  readonly onRequest: (signal: NodeJS.Signals) => void;
  readonly onAbort: () => void;
  /** Milliseconds. */
  readonly now?: () => number;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const satisfies NodeJS.Signals[];
const sameMoment = 400;

/** Listens for stop requests until released. */
export function listenForStop({
  source,
  onRequest,
  onAbort,
  now = () => performance.now(),
}: StopOptions): StopListener {
  let first: { readonly signal: NodeJS.Signals; readonly time: number } | undefined;
  const handlers = signals.map(signal => {
    const handle = () => {
      if (first === undefined) {
        first = { signal, time: now() };
        onRequest(signal);
      } else if (signal === first.signal && now() - first.time > sameMoment) onAbort();
    };
    source.on(signal, handle);
    return { signal, handle };
  });
  return {
    requested: () => first !== undefined,
    release() {
      for (const { signal, handle } of handlers) source.off(signal, handle);
    },
  };
}
