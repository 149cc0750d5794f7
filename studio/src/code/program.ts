/**
 * The worker that runs what somebody wrote. It lives in a frame of its own (`sandbox.ts`): no network, no storage, nothing of
 * the page. Kernels are seen as they are traced, since the program gets a `siteKernel` that remembers them.
 */
import type { Kernel } from '../../../src/kernel/index.ts';
import { described } from './describe.ts';
import { plotBy } from './plot.ts';
import type { FromProgram, ToProgram } from './protocol.ts';
import { type Module, rooms } from './rooms.ts';
import { problemOf, translated } from './translate.ts';

const port = globalThis as unknown as {
  postMessage(message: FromProgram): void;
  onmessage: ((event: MessageEvent<ToProgram>) => void) | null;
};

const mostKernels = 12;
/** Milliseconds between batches of points and lines. */
const batchTime = 40;

let [lines, points, sent]: [string[], [string, number, number][], number] = [[], [], 0];

function flush(): void {
  if (lines.length > 0) port.postMessage({ kind: 'print', lines });
  if (points.length > 0) port.postMessage({ kind: 'points', points });
  [lines, points, sent] = [[], [], performance.now()];
}

/** A program that never rests is heard all the same. */
function flushInTime(): void {
  if (performance.now() - sent > batchTime) flush();
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || value === undefined || typeof value === 'function') return String(value);
  if (value instanceof Error) return value.message;
  const plain = ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  const long =
    Array.isArray(plain) && plain.length > 100 ? [...plain.slice(0, 100), `… ${plain.length} in all`] : plain;
  try {
    return JSON.stringify(long, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? String(value);
  } catch {
    return String(value);
  }
}

for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  console[name] = (...values: unknown[]) => {
    lines.push(values.map(shown).join(' '));
    flushInTime();
  };
}
plotBy((curve, x, y) => {
  points.push([curve, x, y]);
  flushInTime();
});

const textModule = (text: string) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));

/** A module with the names of a room, which is in memory already. */
function moduleOf(name: string, room: Module): string {
  const held = globalThis as unknown as Record<string, Module>;
  held[name] = room;
  const names = Object.keys(room).filter(exported => exported !== 'default');
  return textModule(
    `const room = globalThis[${JSON.stringify(name)}];\n${names.map(exported => `export const ${exported} = room.${exported};\n`).join('')}`,
  );
}

/** The rooms with a `siteKernel` that tells of every kernel. */
function watched(trace: (kernel: Kernel) => void): ReadonlyMap<string, Module> {
  return new Map(
    [...rooms].map(([name, room]) => {
      const make = room.siteKernel as ((...values: unknown[]) => Kernel) | undefined;
      if (!make) return [name, room];
      const siteKernel = (...values: unknown[]) => {
        const kernel = make(...values);
        trace(kernel);
        return kernel;
      };
      return [name, { ...room, siteKernel }];
    }),
  );
}

async function run(text: string): Promise<void> {
  const begun = performance.now();
  const kernels: Kernel[] = [];
  let address = '';
  const fail = (error: unknown) => {
    flush();
    port.postMessage({ kind: 'failed', ...problemOf(error, address) });
  };
  // What goes wrong later, in a timer or a promise that nobody waits for.
  addEventListener('error', event => {
    event.preventDefault();
    fail(event.error ?? event.message);
  });
  addEventListener('unhandledrejection', event => {
    event.preventDefault();
    fail(event.reason);
  });
  const show = () => port.postMessage({ kind: 'kernels', kernels: kernels.slice(0, mostKernels).map(described) });
  const seen = watched(kernel => {
    kernels.push(kernel);
    if (kernels.length <= mostKernels) show();
  });
  try {
    const addresses = new Map<string, string>();
    const addressOf = (name: string) => {
      const held = addresses.get(name) ?? moduleOf(name, seen.get(name)!);
      addresses.set(name, held);
      return held;
    };
    address = textModule(translated(text, seen, addressOf));
    await import(/* @vite-ignore */ address);
    flush();
    port.postMessage({ kind: 'end', seconds: (performance.now() - begun) / 1000 });
  } catch (error) {
    fail(error);
  }
}

port.onmessage = ({ data }) => void run(data.text);
