/**
 * WebAssembly bytes: just what straight-line SIMD kernels over rows of sites need.
 * Names are those of the WebAssembly specification, binary format 1 with SIMD and relaxed SIMD.
 */

export const valueType = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof valueType;

/** A growing byte buffer. */
export class Bytes {
  private buffer = new Uint8Array(1024);
  length = 0;

  byte(value: number): this {
    if (this.length === this.buffer.length) this.grow(1);
    this.buffer[this.length++] = value;
    return this;
  }

  append(other: Uint8Array): this {
    if (this.length + other.length > this.buffer.length) this.grow(other.length);
    this.buffer.set(other, this.length);
    this.length += other.length;
    return this;
  }

  /** Unsigned LEB128. */
  unsigned(value: number): this {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** Signed LEB128 of a 32-bit integer. */
  signed(value: number): this {
    let rest = value | 0;
    while (true) {
      const low = rest & 0x7f;
      rest >>= 7;
      if ((rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40)) return this.byte(low);
      this.byte(low | 0x80);
    }
  }

  text(value: string): this {
    const encoded = new TextEncoder().encode(value);
    return this.unsigned(encoded.length).append(encoded);
  }

  view(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private grow(extra: number): void {
    const larger = new Uint8Array(Math.max(2 * this.buffer.length, this.length + extra));
    larger.set(this.buffer);
    this.buffer = larger;
  }
}

/** One function: parameters first, then zero-initialised locals, then code without its final `end`. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly locals: readonly ValueType[];
  readonly code: Bytes;
}

/** A module that imports the memory `machine.memory` and exports the function of that name. */
export function encodeModule(
  functions: readonly WasmFunction[],
  memory: { maximumPages: number; shared: boolean },
  exportedName: string,
) {
  const out = new Bytes();
  out.append(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const section = (id: number, body: Bytes) => out.byte(id).unsigned(body.length).append(body.view());

  const types = new Bytes().unsigned(functions.length);
  for (const { parameters } of functions) {
    types.byte(0x60).unsigned(parameters.length);
    for (const type of parameters) types.byte(valueType[type]);
    types.unsigned(0);
  }
  section(1, types);

  const imports = new Bytes().unsigned(1).text('machine').text('memory').byte(2);
  section(
    2,
    imports
      .byte(memory.shared ? 3 : 1)
      .unsigned(1)
      .unsigned(memory.maximumPages),
  );

  const declarations = new Bytes().unsigned(functions.length);
  for (const k of functions.keys()) declarations.unsigned(k);
  section(3, declarations);

  const entry = functions.findIndex(({ name }) => name === exportedName);
  const exported = new Bytes().unsigned(1).text(exportedName).byte(0).unsigned(entry);
  section(7, exported);

  const bodies = new Bytes().unsigned(functions.length);
  for (const { locals, code } of functions) {
    const body = new Bytes();
    const runs = runLengths(locals);
    body.unsigned(runs.length);
    for (const { type, count } of runs) body.unsigned(count).byte(valueType[type]);
    body.append(code.view()).byte(0x0b);
    bodies.unsigned(body.length).append(body.view());
  }
  section(10, bodies);
  return out.view().slice();
}

function runLengths(locals: readonly ValueType[]): { type: ValueType; count: number }[] {
  const runs: { type: ValueType; count: number }[] = [];
  for (const type of locals) {
    const last = runs[runs.length - 1];
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  return runs;
}
