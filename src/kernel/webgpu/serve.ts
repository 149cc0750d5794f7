/**
 * The thread that speaks to the GPU. WebGPU answers in promises; the thread that computes waits for a number that kernels sum.
 * So this one has the GPU, carries out commands in order, and answers by memory that both share.
 */
import { argumentWords } from './emit.ts';
import { Answers, type Beginning, type Command, firstHeapBytes } from './protocol.ts';

/** Launches in one submission, at most. */
const launchesTogether = 256;
const argumentBytes = 4 * argumentWords;
const alignment = 256;
const mostGroups = 65535;
/** Constants of WebGPU, which the programs of some engines have to look for. */
const compute = 0x4;
const mapRead = 0x1;
const usage = { mapRead: 0x1, copyFrom: 0x4, copyTo: 0x8, uniform: 0x40, storage: 0x80 } as const;

/** How the messages of the other thread are heard. */
export type Listen = (hear: (message: Beginning | readonly Command[]) => void) => void;

/** @param gpu of the page or of the program; undefined where there is none */
export function serveWebGpu(gpu: Promise<GPU | undefined>, listen: Listen): void {
  let work: Promise<void> = Promise.resolve();
  let service: Service | undefined;
  listen(message => {
    if ('answers' in message) {
      work = begin(gpu, new Answers(message.answers)).then(made => {
        service = made;
      });
    } else work = work.then(() => service?.carryOut(message));
  });
}

async function begin(gpu: Promise<GPU | undefined>, answers: Answers): Promise<Service | undefined> {
  try {
    const found = await gpu;
    const adapter = await found?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) throw new Error('there is no GPU that WebGPU can use, and no driver that does without.');
    const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
    const device = await adapter.requestDevice({ requiredLimits: { maxStorageBufferBindingSize, maxBufferSize } });
    const { vendor, architecture, description } = adapter.info;
    const name = [vendor, description || architecture].filter(Boolean).join(' ') || 'a GPU without a name';
    const service = new Service(device, answers);
    answers.give(JSON.stringify({ name, heapBytes: Math.min(maxStorageBufferBindingSize, maxBufferSize) }), false);
    return service;
  } catch (error) {
    answers.give(messageOf(error), true);
    return;
  }
}

/** Its first line. */
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).trim().split('\n')[0];

export class Service {
  private readonly device: GPUDevice;
  private readonly answers: Answers;
  private readonly layout: GPUBindGroupLayout;
  private readonly pipelines = new Map<number, GPUComputePipeline>();
  private readonly modules = new Map<number, GPUShaderModule>();
  private readonly given: GPUBuffer;
  private readonly givenWords = new Uint32Array((launchesTogether * argumentBytes) / 4);
  private givenBytes = 0;
  private heap: GPUBuffer;
  private bound: GPUBindGroup;
  private waiting: { readonly encoder: GPUCommandEncoder; readonly pass: GPUComputePassEncoder } | undefined;
  private reading: GPUBuffer | undefined;
  /** Why nothing works any more. */
  private failure: string | undefined;

  constructor(device: GPUDevice, answers: Answers) {
    this.device = device;
    this.answers = answers;
    const visibility = compute;
    this.layout = device.createBindGroupLayout({
      entries: [
        { binding: 0, visibility, buffer: { type: 'storage' } },
        { binding: 1, visibility, buffer: { type: 'uniform', hasDynamicOffset: true, minBindingSize: argumentBytes } },
      ],
    });
    this.given = device.createBuffer({
      size: this.givenWords.byteLength + argumentBytes,
      usage: usage.uniform | usage.copyTo,
    });
    this.heap = this.heapOf(firstHeapBytes);
    this.bound = this.bindHeap();
    void device.lost.then(({ message, reason }) => this.fail(`was lost (${messageOf(message || reason)})`));
    device.onuncapturederror = ({ error }) => this.fail(`refuses a command: ${messageOf(error.message)}`);
  }

  private fail(why: string): void {
    this.failure ??= why;
  }

  private heapOf(size: number): GPUBuffer {
    return this.device.createBuffer({ size, usage: usage.storage | usage.copyFrom | usage.copyTo });
  }

  private bindHeap(): GPUBindGroup {
    const entries = [
      { binding: 0, resource: { buffer: this.heap } },
      { binding: 1, resource: { buffer: this.given, size: argumentBytes } },
    ];
    return this.device.createBindGroup({ layout: this.layout, entries });
  }

  async carryOut(commands: readonly Command[]): Promise<void> {
    for (const command of commands) {
      try {
        await this.carryOutOne(command);
      } catch (error) {
        this.fail(messageOf(error));
      }
      if (command.do === 'read' || command.do === 'grow') {
        if (this.failure !== undefined) this.answers.give(this.failure, true);
        else if (command.do === 'read') this.answers.give('', false);
      }
    }
    this.submit();
  }

  private async carryOutOne(command: Command): Promise<void> {
    if (this.failure !== undefined) return;
    switch (command.do) {
      case 'program':
        this.modules.set(command.program, this.device.createShaderModule({ code: command.source }));
        break;
      case 'function':
        this.pipelines.set(command.id, await this.pipeline(command.program, command.name));
        break;
      case 'run':
        this.run(this.pipelines.get(command.id)!, command.words, command.groups);
        break;
      case 'write':
        this.submit();
        this.device.queue.writeBuffer(this.heap, command.at, command.bytes as Uint8Array<ArrayBuffer>);
        break;
      case 'read':
        await this.read(command.at, command.into);
        break;
      default:
        await this.grow(command.bytes);
    }
  }

  private async pipeline(program: number, entryPoint: string): Promise<GPUComputePipeline> {
    const { device, layout } = this;
    const module = this.modules.get(program)!;
    try {
      return await device.createComputePipelineAsync({
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: { module, entryPoint },
      });
    } catch (error) {
      const { messages } = await module.getCompilationInfo();
      throw new Error(`compiles a kernel wrongly or not at all: ${messageOf(messages[0]?.message ?? error)}`);
    }
  }

  private run(pipeline: GPUComputePipeline, words: Uint32Array, groups: number): void {
    if (this.givenBytes + argumentBytes > this.givenWords.byteLength) this.submit();
    if (!this.waiting) {
      const encoder = this.device.createCommandEncoder();
      this.waiting = { encoder, pass: encoder.beginComputePass() };
    }
    const { pass } = this.waiting;
    this.givenWords.set(words, this.givenBytes / 4);
    const across = Math.min(groups, mostGroups);
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.bound, [this.givenBytes]);
    pass.dispatchWorkgroups(across, Math.ceil(groups / across));
    this.givenBytes += Math.ceil(words.byteLength / alignment) * alignment;
  }

  /** Everything so far goes to the GPU. */
  private submit(): void {
    const { waiting, device } = this;
    if (!waiting) return;
    device.queue.writeBuffer(this.given, 0, this.givenWords, 0, this.givenBytes / 4);
    waiting.pass.end();
    device.queue.submit([waiting.encoder.finish()]);
    this.waiting = undefined;
    this.givenBytes = 0;
  }

  private async read(at: number, into: Uint8Array): Promise<void> {
    const { device } = this;
    const size = Math.ceil(into.byteLength / 4) * 4;
    if (!this.reading || this.reading.size < size) {
      this.reading?.destroy();
      this.reading = device.createBuffer({ size, usage: usage.mapRead | usage.copyTo });
    }
    this.submit();
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.heap, at, this.reading, 0, size);
    device.queue.submit([encoder.finish()]);
    await this.reading.mapAsync(mapRead, 0, size);
    into.set(new Uint8Array(this.reading.getMappedRange(0, size), 0, into.byteLength));
    this.reading.unmap();
  }

  /** A larger heap with the contents of the old one; the answer says whether there was room for it. */
  private async grow(bytes: number): Promise<void> {
    const { device, heap } = this;
    this.submit();
    device.pushErrorScope('out-of-memory');
    const larger = this.heapOf(bytes);
    const error = await device.popErrorScope();
    if (error) {
      this.answers.give('memory', false);
      return;
    }
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(heap, 0, larger, 0, heap.size);
    device.queue.submit([encoder.finish()]);
    heap.destroy();
    this.heap = larger;
    this.bound = this.bindHeap();
    this.answers.give('', false);
  }
}
