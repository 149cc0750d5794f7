/**
 * The side of a worker: it waits for launches and takes blocks of them. Code that it does not have yet comes as a
 * message, for which it goes back to its event loop; whoever launches does not wait for that.
 */
import { complain, pause, spinMilliseconds, takeBlocks, word } from './control.ts';

/** Code for all threads: the function `entry` of the module runs what a descriptor at this address says. */
export interface WasmCode {
  readonly module: WebAssembly.Module;
  readonly entry: string;
}

/** The same in a library of machine code, which is given the address of a table besides (`native/code.ts`). */
export interface LibraryCode {
  readonly library: string;
  readonly table: number;
}

export type SharedCode = WasmCode | LibraryCode;

/** Makes a library callable: for this engine, and made outside of this room (see kernel/node). */
export type OpenLibrary = (code: LibraryCode, memory: WebAssembly.Memory) => EntryFunction;

export type EntryFunction = (descriptor: number) => void;

/** What a worker begins with. */
export interface Invitation {
  readonly thread: number;
  readonly threads: number;
  readonly control: Int32Array;
  readonly memory: WebAssembly.Memory;
}

export function instantiate({ module, entry }: WasmCode, memory: WebAssembly.Memory): EntryFunction {
  return new WebAssembly.Instance(module, { machine: { memory } }).exports[entry] as EntryFunction;
}

export class PoolWorker {
  private readonly invitation: Invitation;
  private readonly openLibrary: OpenLibrary;
  private readonly code: (() => EntryFunction)[] = [];
  /** The last launch that this worker has seen. */
  private seen = 1;

  constructor(invitation: Invitation, openLibrary: OpenLibrary = refuseLibrary) {
    this.invitation = invitation;
    this.openLibrary = openLibrary;
  }

  /** Takes code and goes on waiting. */
  receive(code: SharedCode): void {
    let opened: EntryFunction | undefined;
    this.code.push(() => {
      const { memory } = this.invitation;
      opened ??= 'module' in code ? instantiate(code, memory) : this.openLibrary(code, memory);
      return opened;
    });
    this.serve();
  }

  /** Serves launches until there is a message to be read. */
  serve(): void {
    const { control } = this.invitation;
    let since = performance.now();
    for (let looks = 1; Atomics.load(control, word.mail) === this.code.length; looks++) {
      const launch = Atomics.load(control, word.launch);
      if (launch !== this.seen && (launch & 1) === 0) {
        this.takePart(launch);
        this.seen = launch;
        since = performance.now();
      } else if (looks % 32 !== 0 || performance.now() - since < spinMilliseconds) pause();
      else {
        Atomics.add(control, word.sleepers, 1);
        Atomics.wait(control, word.launch, launch);
        Atomics.sub(control, word.sleepers, 1);
        since = performance.now();
      }
    }
  }

  private takePart(launch: number): void {
    const { control, thread, threads } = this.invitation;
    const code = Atomics.load(control, word.code);
    const descriptor = Atomics.load(control, word.descriptor);
    const stride = Atomics.load(control, word.stride);
    const blocks = Atomics.load(control, word.blocks);
    if (Atomics.load(control, word.launch) !== launch || code >= this.code.length) return;
    takeBlocks(control, launch, thread, threads, blocks, block => {
      try {
        this.code[code]()(descriptor + block * stride);
      } catch (error) {
        complain(control, thread, error);
      }
    });
  }
}

function refuseLibrary({ library }: LibraryCode): never {
  throw new Error(`${library} cannot be opened in this kind of thread`);
}
