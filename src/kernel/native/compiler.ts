/** What the native back end asks of a C compiler; `node/` has one. */

/** A compiled kernel. */
export interface NativeCode {
  /** The file, for threads that open it themselves. */
  readonly library: string;
  /** Runs it on one descriptor; the table is that of `code.ts`. */
  readonly run: NativeFunction;
}

/** All are byte addresses, the last two within the memory. */
export type NativeFunction = (memory: number, descriptor: number, table: number) => void;

export interface NativeCompiler {
  /** Such as "gcc 12.2.0". */
  readonly name: string;
  /** Bytes of the vectors that the processor has. */
  readonly vectorBytes: readonly number[];
  /** What was compiled earlier, perhaps by another process; undefined if nothing was. */
  known(source: string): NativeCode | undefined;
  /** Compiles in the background. @throws Error with a sentence */
  compile(source: string): Promise<NativeCode>;
  /** Compiles while the caller waits. @throws Error with a sentence */
  compileNow(source: string): NativeCode;
  /** Where the memory begins. */
  addressOf(memory: WebAssembly.Memory): number;
}
