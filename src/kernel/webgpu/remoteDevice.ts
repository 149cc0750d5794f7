/** A GPU behind WebGPU, as the thread sees that computes: commands are collected, sent, and waited for when a number is read. */
import type { Device, DeviceKernel, DeviceMemory, DeviceProgram, HostNumbers } from '../device/device.ts';
import type { Language } from '../device/language.ts';
import { Placement } from '../machine/placement.ts';
import { argumentWords, workgroupSize } from './emit.ts';
import { wgsl } from './language.ts';
import { type Answers, type Command, type FoundGpu, firstHeapBytes } from './protocol.ts';

/** Commands that are sent together while nobody waits. */
const commandsTogether = 64;
/** A GPU that is silent for so long is taken for dead; software that stands in for one may compile for minutes. */
const usualPatience = 600_000;

interface HeapPiece extends DeviceMemory {
  readonly pointer: number;
}

const floats = new Float32Array(1);
const floatBits = new Uint32Array(floats.buffer);

export class RemoteDevice implements Device {
  readonly name: string;
  readonly language: Language = wgsl;
  readonly memoryBytes: number;
  readonly travelled = { toHost: 0, toDevice: 0, reads: 0 };
  private readonly answers: Answers;
  /** Milliseconds. */
  private readonly patience: number;
  private readonly send: (commands: readonly Command[]) => void;
  private readonly placement = new Placement();
  private readonly registry = new FinalizationRegistry<() => void>(release => release());
  private readonly programs = new Map<string, DeviceProgram>();
  private commands: Command[] = [];
  private heapBytes = firstHeapBytes;
  private functions = 0;
  /** Where what is read arrives, in memory that both threads see. */
  private inbox = new SharedArrayBuffer(0);

  constructor(
    { name, heapBytes }: FoundGpu,
    answers: Answers,
    send: (commands: readonly Command[]) => void,
    patience: number = usualPatience,
  ) {
    this.name = `${name} by WebGPU`;
    this.memoryBytes = heapBytes;
    this.answers = answers;
    this.patience = patience;
    this.send = send;
  }

  get largestPiece(): number {
    return this.memoryBytes;
  }

  allocate(bytes: number): DeviceMemory {
    const pointer = this.placement.take(bytes);
    if (this.placement.top > this.heapBytes) this.grow(bytes, pointer);
    let isFree = false;
    const release = () => {
      if (!isFree) this.placement.giveBack(pointer, bytes);
      isFree = true;
    };
    const piece: HeapPiece = {
      bytes,
      pointer,
      free: () => {
        this.registry.unregister(piece);
        release();
      },
    };
    this.registry.register(piece, release, piece);
    return piece;
  }

  private grow(bytes: number, pointer: number): void {
    const wanted = Math.min(Math.max(this.placement.top, 2 * this.heapBytes), this.memoryBytes);
    const refused = wanted < this.placement.top || this.asked({ do: 'grow', bytes: wanted }) !== '';
    if (!refused) {
      this.heapBytes = wanted;
      return;
    }
    this.placement.giveBack(pointer, bytes);
    const mebibytes = (count: number) => `${Math.ceil(count / 2 ** 20)} MiB`;
    throw new RangeError(
      `${this.name} has no memory left for another ${mebibytes(bytes)}: ${mebibytes(this.placement.live)} of the ` +
        `${mebibytes(this.memoryBytes)} that it gives are in use here. Use a smaller lattice, or solve in double precision on another machine.`,
    );
  }

  program(source: string): DeviceProgram {
    const known = this.programs.get(source);
    if (known) return known;
    const program = this.programs.size;
    this.order({ do: 'program', program, source });
    const ids = new Map<string, number>();
    const made = {
      kernel: (name: string) => {
        const id = ids.get(name) ?? this.functions++;
        if (!ids.has(name)) this.order({ do: 'function', id, program, name });
        ids.set(name, id);
        return this.kernel(id);
      },
    };
    this.programs.set(source, made);
    return made;
  }

  /** Word 0 of the arguments is 0. */
  private kernel(id: number): DeviceKernel {
    const words = new Uint32Array(argumentWords);
    let used = 1;
    const set = (index: number, value: number) => {
      words[index + 1] = value;
      used = Math.max(used, index + 2);
    };
    return {
      setMemory: (index, memory) => set(index, memory ? (memory as HeapPiece).pointer / 4 : 0),
      setInt: set,
      setReal(index, value) {
        floats[0] = value;
        set(index, floatBits[0]);
      },
      run: items => {
        if (used > argumentWords) throw new Error(`A kernel has ${used} arguments, more than ${argumentWords}.`);
        const groups = Math.ceil(items / workgroupSize);
        this.order({ do: 'run', id, words: words.slice(0, used), groups });
      },
      free() {},
    };
  }

  write(memory: DeviceMemory, atByte: number, numbers: HostNumbers): void {
    this.travelled.toDevice += numbers.byteLength;
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength).slice();
    this.order({ do: 'write', at: (memory as HeapPiece).pointer + atByte, bytes });
  }

  read(memory: DeviceMemory, atByte: number, numbers: HostNumbers): void {
    this.travelled.toHost += numbers.byteLength;
    this.travelled.reads++;
    if (this.inbox.byteLength < numbers.byteLength) this.inbox = new SharedArrayBuffer(numbers.byteLength);
    const into = new Uint8Array(this.inbox, 0, numbers.byteLength);
    this.asked({ do: 'read', at: (memory as HeapPiece).pointer + atByte, into });
    new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength).set(into);
  }

  private order(command: Command): void {
    this.commands.push(command);
    if (this.commands.length >= commandsTogether) this.flush();
  }

  private flush(): void {
    this.send(this.commands);
    this.commands = [];
  }

  /** The answer to a command. @throws if the GPU has failed or is silent */
  private asked(command: Command): string {
    const { answers, patience } = this;
    const before = answers.count;
    this.commands.push(command);
    this.flush();
    if (!answers.waitBeyond(before, patience)) {
      throw new Error(`${this.name} has not answered for ${patience / 1000} seconds; ${advice}`);
    }
    const { text, failed } = answers.last;
    if (failed) throw new Error(`${this.name} ${text}; ${advice}`);
    return text;
  }
}

const advice =
  'look at the messages of its driver. A run goes on from its last checkpoint with cask resume, on the same processor also ' +
  'without the GPU.';
