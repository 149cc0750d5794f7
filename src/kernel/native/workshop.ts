/** Where native code is ordered: one compiler, a few pieces of work at a time, and what became of them. */
import type { NativeCode, NativeCompiler } from './compiler.ts';

/** After so many failures in a row the compiler is not asked again. */
const failuresInRow = 3;

export class Workshop {
  readonly compiler: NativeCompiler;
  private readonly atATime: number;
  private readonly waiting: (() => void)[] = [];
  private working = 0;
  private failures = 0;
  private firstFailure: string | undefined;
  /** Names of kernels by what runs them in the end. */
  private readonly settled = { native: new Set<string>(), slower: new Set<string>(), differing: new Set<string>() };

  constructor(compiler: NativeCompiler, atATime: number) {
    this.compiler = compiler;
    this.atATime = atATime;
  }

  /** Compiles when it is this one's turn. */
  async order(source: string): Promise<NativeCode> {
    if (this.working >= this.atATime) await new Promise<void>(resolve => this.waiting.push(resolve));
    this.working++;
    try {
      if (this.failures >= failuresInRow) throw new Error(this.firstFailure);
      const made = await this.compiler.compile(source);
      this.failures = 0;
      return made;
    } catch (error) {
      this.failures++;
      this.firstFailure ??= error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      this.working--;
      this.waiting.shift()?.();
    }
  }

  settle(kernel: string, outcome: 'native' | 'slower' | 'differing'): void {
    this.settled[outcome].add(kernel);
  }

  /** What became of the kernels so far, in sentences; undefined if nothing did. */
  account(): string | undefined {
    const { native, slower, differing } = this.settled;
    if (native.size + slower.size + differing.size === 0 && this.firstFailure === undefined) return undefined;
    const sentences = [
      `${native.size} ${native.size === 1 ? 'kernel' : 'kernels'} ran as C (${this.compiler.name})`,
      ...(slower.size > 0 ? [`${slower.size} in WebAssembly, which was faster`] : []),
      ...(differing.size > 0 ? [`${[...differing].join(', ')} in WebAssembly, because the C gave other bits`] : []),
    ];
    const failed = this.firstFailure === undefined ? '' : ` A kernel was not compiled: ${this.firstFailure}`;
    return `${sentences.join('; ')}.${failed}`;
  }
}
