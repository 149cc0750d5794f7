/**
 * A program as WebAssembly SIMD: one function that walks over rows of outer sites.
 *
 * Every value occupies `registers` v128 locals, one or two; the operations on the two are emitted side by side, which
 * is what V8's revectorizer looks for. Its rules (found by experiment): loads and stores of a pair adjacent in memory
 * and in the code, and separate load instructions for the two operands of a lane rotation.
 */
import { loadsIn } from '../ir/program.ts';
import type { Load } from '../ir/real.ts';
import type { Repeated } from '../ir/repeated.ts';
import type { Precision } from '../machine/precision.ts';
import { Arithmetic } from './arithmetic.ts';
import { Assembler, registerBytes } from './assembler.ts';
import type { WasmFunction } from './encoder.ts';
import { op, simd } from './opcodes.ts';

/** Everything the emitted code knows about its surroundings. */
export interface EmissionPlan {
  readonly name: string;
  readonly loop: Repeated;
  readonly precision: Precision;
  /** Sites per value. */
  readonly lanes: number;
  readonly contraction: boolean;
  /** Fields in the order of their base pointers, with bytes per outer site. */
  readonly fields: readonly { readonly name: string; readonly components: number }[];
  /** The sums that it adds to, each with the offset in bytes of its first partial sum. */
  readonly sums: readonly { readonly name: string; readonly offset: number }[];
  /** Byte offset of each constant and parameter in the block of uniform values. */
  readonly uniforms: ReadonlyMap<string, number>;
  /** Columns of the neighbour table, with the lane permutation of this variant. */
  readonly displacements: readonly { readonly key: string; readonly permutation: readonly number[] }[];
}

/** Parameters of every emitted function; the base pointers of fields follow. */
export const fixedParameters = ['rows', 'rowsEnd', 'rowLength', 'neighbours', 'uniforms', 'sums'] as const;

/** Names a constant or a parameter in the block of uniform values. */
export function uniformKey(leaf: { op: 'const'; value: number } | { op: 'parameter'; name: string }): string {
  if (leaf.op === 'parameter') return `parameter ${leaf.name}`;
  return `const ${Object.is(leaf.value, -0) ? '-0' : leaf.value}`;
}

export function emitFunction(plan: EmissionPlan): WasmFunction {
  return new Emission(plan).finish();
}

class Emission extends Assembler {
  private readonly plan: EmissionPlan;
  private readonly arithmetic: Arithmetic;
  private readonly fieldIndex = new Map<string, number>();
  private readonly neighbourLocals = new Map<string, number>();

  constructor(plan: EmissionPlan) {
    super(
      [...fixedParameters, ...plan.fields].map(() => 'i32'),
      plan,
    );
    this.plan = plan;
    this.arithmetic = new Arithmetic(this, plan.contraction);
    for (const [k, { name }] of plan.fields.entries()) this.fieldIndex.set(name, k);
  }

  finish(): WasmFunction {
    const { code } = this;
    const site = this.local('i32');
    const siteEnd = this.local('i32');
    const row = this.local('i32');
    const neighbourRow = this.local('i32');
    const rowSums = this.local('i32');
    const own = this.plan.fields.map(() => this.local('i32'));
    const sums = this.plan.sums.map(() => this.vector());
    const columns = this.plan.displacements.length;

    this.opcode(op.block).byte(op.void).byte(op.loop).byte(op.void);
    this.get(0).get(1).opcode(op.i32_ge_u).byte(op.br_if).unsigned(1);
    this.get(0).opcode(op.i32_load).byte(2).unsigned(0);
    this.set(site);
    this.get(0).opcode(op.i32_load).byte(2).unsigned(4);
    this.set(row);
    this.get(site).get(2).opcode(op.i32_add);
    this.set(siteEnd);
    if (columns > 0) {
      this.get(3)
        .get(site)
        .constant(columns * 4)
        .opcode(op.i32_mul)
        .byte(op.i32_add);
      this.set(neighbourRow);
    }
    this.plan.fields.forEach(({ components }, k) => {
      this.get(this.basePointer(k))
        .get(site)
        .constant(components * this.vectorBytes);
      this.opcode(op.i32_mul).byte(op.i32_add);
      this.set(own[k]!);
    });
    for (const registers of sums) for (const local of registers) this.zero(local);

    this.opcode(op.loop).byte(op.void);
    if (this.plan.loop.count === 1) this.body(own, sums, neighbourRow);
    else this.passes(own, sums, neighbourRow);
    if (columns > 0) this.advance(neighbourRow, columns * 4);
    this.plan.fields.forEach(({ components }, k) => {
      this.advance(own[k]!, (components - this.passedComponents(k)) * this.vectorBytes);
    });
    this.advance(site, 1);
    this.get(siteEnd).get(site);
    this.opcode(op.i32_gt_u).byte(op.br_if).unsigned(0);
    code.byte(op.end);

    if (sums.length > 0) {
      this.get(5).get(row).constant(this.vectorBytes).opcode(op.i32_mul).byte(op.i32_add);
      this.set(rowSums);
    }
    sums.forEach((registers, k) => {
      this.storeVector(rowSums, this.plan.sums[k].offset, registers);
    });
    this.advance(0, 8);
    this.opcode(op.br).unsigned(0).byte(op.end).byte(op.end);
    return { name: this.plan.name, parameters: this.parameters, locals: this.locals, code };
  }

  /** Several times the straight-line part, with the addresses of fields moved from pass to pass. */
  private passes(own: readonly number[], sums: readonly number[][], neighbourRow: number): void {
    const { program, count, step } = this.plan.loop;
    const passesLeft = this.local('i32');
    const moving = new Map(
      this.plan.fields.flatMap(({ name }, k) => (step.get(name) ? [[own[k]!, name] as const] : [])),
    );
    for (const load of loadsIn(program)) {
      const field = this.fieldIndex.get(load.field)!;
      const column = this.columnOf(load);
      if (column < 0) continue;
      const address = this.neighbourAddress(field, column, neighbourRow);
      if (step.get(load.field)) moving.set(address, load.field);
    }
    this.constant(count);
    this.set(passesLeft);
    this.opcode(op.loop).byte(op.void);
    this.body(own, sums, neighbourRow);
    for (const [address, field] of moving) this.advance(address, step.get(field)! * this.vectorBytes);
    this.advance(passesLeft, -1);
    this.get(passesLeft).opcode(op.br_if).unsigned(0);
    this.opcode(op.end);
  }

  /** By how many components the address of field k has been moved after all passes. */
  private passedComponents(k: number): number {
    const { count, step } = this.plan.loop;
    return count * (step.get(this.plan.fields[k]!.name) ?? 0);
  }

  /** The straight-line part. */
  private body(own: readonly number[], sums: readonly number[][], neighbourRow: number): void {
    const { program } = this.plan.loop;
    const lastUse = new Int32Array(program.length);
    program.forEach((instruction, k) => {
      for (const arg of instruction.args) lastUse[arg] = k;
    });
    const place: number[][] = [];
    program.forEach((instruction, k) => {
      const args = instruction.args.map(arg => place[arg]!);
      if (instruction.op === 'store') {
        const { field, component } = instruction;
        this.storeVector(own[this.fieldIndex.get(field)!]!, component * this.vectorBytes, args[0]!);
      } else if (instruction.op === 'accumulate') {
        const sum = sums[this.plan.sums.findIndex(({ name }) => name === instruction.sum)]!;
        this.each(sum, r => this.get(sum[r]!).get(args[0]![r]!).vectorOp(this.table.add));
      } else {
        const target = this.vector();
        place[k] = target;
        if (instruction.op === 'load') this.load(instruction, target, own, neighbourRow);
        else if (instruction.op === 'const' || instruction.op === 'parameter') {
          const offset = this.plan.uniforms.get(uniformKey(instruction))!;
          this.each(target, r =>
            this.get(4)
              .vectorOp(simd.v128_load)
              .memory(offset + r * registerBytes),
          );
        } else this.each(target, r => this.arithmetic.emit(instruction, args, r));
      }
      for (const arg of new Set(instruction.args)) {
        if (lastUse[arg] === k) this.spareVectors.push(...place[arg]!.toReversed());
      }
    });
  }

  private load(source: Load, target: number[], own: readonly number[], neighbourRow: number): void {
    const field = this.fieldIndex.get(source.field)!;
    const offset = source.component * this.vectorBytes;
    const column = this.columnOf(source);
    const address = column < 0 ? own[field]! : this.neighbourAddress(field, column, neighbourRow);
    const permutation = this.plan.displacements[column]?.permutation;
    const perRegister = this.plan.lanes / this.registers;
    this.each(target, r => {
      const from = Array.from(
        { length: perRegister },
        (_, i) => permutation?.[r * perRegister + i] ?? r * perRegister + i,
      );
      this.gatherLanes(address, offset, from, perRegister);
    });
  }

  /** Column of the neighbour table, −1 for the own site. */
  private columnOf({ displacement }: Load): number {
    const key = displacement.join(',');
    return this.plan.displacements.findIndex(d => d.key === key);
  }

  /** Pushes a register whose lane i is lane from[i] of the value in memory. */
  private gatherLanes(address: number, offset: number, from: readonly number[], perRegister: number): void {
    if (this.plan.lanes === 1) {
      this.get(address)
        .vectorOp(this.word === 8 ? simd.v128_load64_splat : simd.v128_load32_splat)
        .memory(offset);
      return;
    }
    const sources = from.map(lane => Math.floor(lane / perRegister));
    const first = sources[0]!;
    const second = sources.find(s => s !== first) ?? first;
    const load = (register: number) =>
      this.get(address)
        .vectorOp(simd.v128_load)
        .memory(offset + register * registerBytes);
    if (from.every((lane, i) => lane === first * perRegister + i)) {
      load(first);
      return;
    }
    const half = perRegister / 2;
    const firstLane = from[0]! % perRegister;
    const inOrder = from.every((lane, i) => lane % perRegister === (firstLane + i) % perRegister);
    if (second !== first && inOrder && firstLane % half !== 0) {
      // An odd step is no pattern that the revectorizer knows; two of those it knows make one.
      if (firstLane < half) load(first);
      load(first);
      load(second);
      this.shuffle([half, half + 1, perRegister, perRegister + 1]);
      if (firstLane > half) load(second);
      this.shuffle([1, half, perRegister + 1, perRegister + half]);
      return;
    }
    load(first);
    load(second);
    // Equal sources: taking the later lanes from the second operand keeps to patterns the revectorizer knows.
    const fromSecond = (i: number) => (sources[i] === first ? second === first && i >= half : true);
    this.shuffle(from.map((lane, i) => (fromSecond(i) ? perRegister : 0) + (lane % perRegister)));
  }

  private neighbourAddress(field: number, column: number, neighbourRow: number): number {
    const key = `${field}|${column}`;
    const known = this.neighbourLocals.get(key);
    if (known !== undefined) return known;
    const local = this.local('i32');
    this.neighbourLocals.set(key, local);
    this.get(this.basePointer(field))
      .get(neighbourRow)
      .opcode(op.i32_load)
      .byte(2)
      .unsigned(column * 4);
    this.constant(this.plan.fields[field]!.components * this.vectorBytes)
      .opcode(op.i32_mul)
      .byte(op.i32_add);
    this.set(local);
    return local;
  }

  private basePointer(k: number): number {
    return fixedParameters.length + k;
  }
}
