/** The desk as the page uses it: questions with answers. */
import type { Logged } from '../../../src/simulation/log/index.ts';
import type { Analysed, FromDesk, ReadFile, ToDesk } from './protocol.ts';

export interface Desk {
  /** Sends for the worker, whose code need not share the line with that of the first picture; questions wait until then. */
  open(): void;
  read(text: string): Promise<ReadFile>;
  edit(text: string, path: readonly string[], value: unknown): Promise<string>;
  begin(text: string): void;
  records(records: readonly Logged[]): void;
  analyse(): Promise<Analysed | undefined>;
  /** A figure of the last analysis as a file. */
  file(figure: number, as: 'svg' | 'csv'): Promise<string>;
}

export function desk(): Desk {
  const waiting = new Map<number, { resolve(answer: FromDesk): void; reject(error: Error): void }>();
  let queue: ToDesk[] = [];
  let isOpen = false;
  let say = (message: ToDesk): void => {
    queue.push(message);
  };
  let count = 0;
  const open = () => {
    if (isOpen) return;
    isOpen = true;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromDesk>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.kind === 'failed') asked?.reject(new Error(data.sentence));
      else asked?.resolve(data);
    };
    say = message => worker.postMessage(message);
    for (const message of queue) worker.postMessage(message);
    queue = [];
  };
  const ask = <Kind extends FromDesk['kind']>(make: (id: number) => ToDesk) =>
    new Promise<Extract<FromDesk, { kind: Kind }>>((resolve, reject) => {
      const id = ++count;
      waiting.set(id, { resolve: answer => resolve(answer as Extract<FromDesk, { kind: Kind }>), reject });
      say(make(id));
    });
  return {
    open,
    read: text => ask<'read'>(id => ({ kind: 'read', id, text })).then(({ file }) => file),
    edit: (text, path, value) => ask<'edit'>(id => ({ kind: 'edit', id, text, path, value })).then(found => found.text),
    begin: text => say({ kind: 'begin', text }),
    records: records => say({ kind: 'records', records }),
    analyse: () => ask<'analysed'>(id => ({ kind: 'analyse', id })).then(({ analysed }) => analysed),
    file: (figure, as) => ask<'file'>(id => ({ kind: 'file', id, figure, as })).then(({ text }) => text),
  };
}
