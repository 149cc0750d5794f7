/**
 * How a kernel changes over from WebAssembly to native code, launch by launch. Its WebAssembly is timed until it has run
 * long enough to be worth a compiler's time; the compiler works in the background; what it made is tried for its bits on
 * the fields of the next launch, then the two take turns until it is clear which is faster. The bits are the same
 * whichever runs, so none of this can be seen in the results.
 *
 * The event loop of a run turns between trajectories, so that is when new code is heard of.
 */
import type { FieldMemory } from '../backend.ts';
import type { Parity } from '../machine/grid.ts';
import type { BlockLaunch } from '../threads/pool.ts';
import type { DescribedKernel, Run } from '../wasm/compile.ts';
import { boundTo, sourceOf } from './code.ts';
import type { NativeCode } from './compiler.ts';
import { Race } from './race.ts';
import { differenceOf } from './sameBits.ts';
import type { Workshop } from './workshop.ts';

/** Seconds of WebAssembly after which a kernel is looked up among those compiled earlier, and compiled. */
const patience = { lookUp: 0.02, compile: 0.3 } as const;

export class Changeover {
  private readonly kernel: DescribedKernel;
  private readonly workshop: Workshop;
  private readonly races = new Map<Parity, Race>();
  private seconds = 0;
  private source: string | undefined;
  private isOrdered = false;
  private isRefused = false;
  /** Compiled, but not tried yet. */
  private untried: Run | undefined;
  /** Compiled and found to give the same bits. */
  private native: Run | undefined;

  constructor(kernel: DescribedKernel, workshop: Workshop) {
    this.kernel = kernel;
    this.workshop = workshop;
  }

  /** What runs a launch on these fields; it may be another thing each time it is called. */
  runOn(fields: readonly FieldMemory[], sites: Parity): Run {
    let decided: Run | undefined;
    return launch => {
      if (decided) return decided(launch);
      if (this.untried) this.tryBits(this.untried, fields, launch);
      decided = this.isRefused ? this.kernel.run : this.races.get(sites)?.winner;
      if (decided) return decided(launch);
      if (this.native) this.race(this.native, sites, launch);
      else this.runTimed(launch);
    };
  }

  private runTimed(launch: BlockLaunch): void {
    const begin = performance.now();
    this.kernel.run(launch);
    this.seconds += (performance.now() - begin) / 1000;
    if (this.isOrdered) return;
    if (this.source === undefined && this.seconds > patience.lookUp) {
      this.source = sourceOf(this.kernel);
      const known = this.workshop.compiler.known(this.source);
      if (known) this.deliver(known);
    } else if (this.source !== undefined && this.seconds > patience.compile) {
      this.isOrdered = true;
      this.workshop.order(this.source).then(
        made => this.deliver(made),
        () => {
          this.isRefused = true;
        },
      );
    }
  }

  private deliver(made: NativeCode): void {
    this.isOrdered = true;
    this.untried = boundTo(this.kernel, this.workshop.compiler, made);
  }

  private tryBits(native: Run, fields: readonly FieldMemory[], launch: BlockLaunch): void {
    this.untried = undefined;
    if (differenceOf(this.kernel, native, fields, launch) === undefined) this.native = native;
    else {
      this.isRefused = true;
      this.workshop.settle(this.kernel.assignment.outline.name, 'differing');
    }
  }

  private race(native: Run, sites: Parity, launch: BlockLaunch): void {
    let race = this.races.get(sites);
    if (!race) {
      race = new Race(this.kernel.run, native);
      this.races.set(sites, race);
    }
    race.turn(launch);
    if (race.winner) {
      const { name } = this.kernel.assignment.outline;
      this.workshop.settle(name, race.winner === native ? 'native' : 'slower');
    }
  }
}
