/**
 * A record of kernels run one after the other, which can be run again and swept backwards.
 *
 * A map of fields is written by running kernels through `record`; its exact adjoint, with respect to fields and
 * weights, is then the adjoints of those kernels in reverse order. Every field on a tape is written once. A tape keeps
 * its fields and prepared launches until it is disposed of, so running it again costs no preparation.
 */
import { type Bound, flattened, type Kernel, type Role } from '../kernel/index.ts';
import type { Field } from './field.ts';
import { addDerivative, type Coefficient, presentValue, type Weight } from './weights.ts';
import { workspaceOf } from './workspace.ts';

interface Entry {
  readonly kernel: Kernel;
  readonly fields: Readonly<Record<string, Field>>;
  readonly parameters: Readonly<Record<string, Coefficient>>;
  readonly blocks: Readonly<Record<string, Block>>;
  /** Sums over the lattice, parameters of later kernels. */
  readonly sums: Readonly<Record<string, Weight>>;
  readonly run: Bound;
}

/** Many parameters, and the array from which a kernel reads them. */
interface Block {
  readonly given: readonly Coefficient[];
  readonly values: Float64Array;
}

export interface Pullback {
  /** dL/d(reals of the input field). Belongs to the tape: overwritten by its next use. */
  readonly derivative: Field;
  readonly weights: ReadonlyMap<Weight, number>;
}

/** A backward sweep, prepared. Derivatives of fields between input and output share memory where their lives do not meet. */
interface Sweep {
  readonly output: Field;
  readonly upstream: Field;
  readonly derivative: Field;
  /** Each adds to the derivatives of the weights. */
  readonly steps: readonly ((weights: Map<Weight, number>) => void)[];
}

export class Tape {
  readonly input: Field;
  private readonly entries: Entry[] = [];
  private readonly borrowed: Field[] = [];
  private readonly kept = new Map<string, Field>();
  private readonly dependent = new Set<Field>();
  private readonly onRelease: ((tape: Tape) => void) | undefined;
  private prepared: Sweep | undefined;

  /**
   * @param input the field with respect to which derivatives will be asked for
   * @param onRelease takes over a released tape, to run it again or to dispose of it
   */
  constructor(input: Field, onRelease?: (tape: Tape) => void) {
    this.input = input;
    this.onRelease = onRelease;
    this.dependent.add(input);
  }

  /** A field that lives as long as the tape; the same one for the same name. */
  keep(name: string, components: number): Field {
    let field = this.kept.get(name);
    if (!field) {
      field = this.scratch(components);
      this.kept.set(name, field);
    }
    return field;
  }

  private scratch(components: number): Field {
    const field = workspaceOf(this.input.lattice).take(components);
    this.borrowed.push(field);
    return field;
  }

  private idleOrScratch(components: number, idle: Field[]): Field {
    const k = idle.findIndex(field => field.components === components);
    return k < 0 ? this.scratch(components) : idle.splice(k, 1)[0];
  }

  /**
   * Runs the kernel and remembers it. Inputs and parameters by name, those of a list or of a block as arrays (a parameter
   * may be a number, a weight, or a linear combination of weights); output fields are made here and returned by name.
   */
  record(
    kernel: Kernel,
    inputs: Readonly<Record<string, Field | readonly Field[]>>,
    parameters: Readonly<Record<string, Coefficient | readonly Coefficient[]>> = {},
  ): Record<string, Field> {
    return this.remember(kernel, inputs, parameters).outputs;
  }

  /**
   * The same of a kernel that gives sums over the lattice: numbers, to be given to later kernels as parameters. Their
   * derivatives flow back into the fields that were summed.
   */
  recordSums(
    kernel: Kernel,
    inputs: Readonly<Record<string, Field | readonly Field[]>>,
    parameters: Readonly<Record<string, Coefficient | readonly Coefficient[]>> = {},
  ): Readonly<Record<string, Weight>> {
    return this.remember(kernel, inputs, parameters).sums;
  }

  private remember(
    kernel: Kernel,
    inputs: Readonly<Record<string, Field | readonly Field[]>>,
    parameters: Readonly<Record<string, Coefficient | readonly Coefficient[]>>,
  ): { outputs: Record<string, Field>; sums: Readonly<Record<string, Weight>> } {
    const outputs: Record<string, Field> = {};
    for (const [name, role] of Object.entries(kernel.roles)) {
      if (role.role === 'output') outputs[name] = this.scratch(role.type.components);
    }
    const sums = Object.fromEntries(namesOf(kernel, 'sum').map(name => [name, { name, value: 0 }]));
    const fields = { ...flattened(kernel.name, kernel.lists, inputs), ...outputs };
    const { single, blocks } = parted(kernel, parameters);
    const given = [...Object.values(single), ...Object.values(blocks).flatMap(block => block.given)];
    const depends =
      given.some(value => typeof value !== 'number') || Object.values(fields).some(field => this.dependent.has(field));
    if (depends) for (const field of Object.values(outputs)) this.dependent.add(field);
    const run = kernel.bind({ ...fields, ...arraysOf(blocks) });
    const entry = { kernel, fields, parameters: single, blocks, sums, run };
    carryOut(entry);
    this.entries.push(entry);
    return { outputs, sums };
  }

  /** The kernels in the order in which they ran; one that ran twice comes twice. */
  get kernels(): readonly Kernel[] {
    return this.entries.map(({ kernel }) => kernel);
  }

  /** Runs all kernels again: the input field or the weights have new values. */
  rerun(): void {
    for (const entry of this.entries) carryOut(entry);
  }

  /** Given dL/d(output), the derivatives of L with respect to the input field and to all weights met on the way. */
  pullback(output: Field, upstream: Field): Pullback {
    if (this.prepared?.output !== output || this.prepared.upstream !== upstream) {
      this.prepared = this.prepare(output, upstream);
    }
    const weights = new Map<Weight, number>();
    for (const step of this.prepared.steps) step(weights);
    return { derivative: this.prepared.derivative, weights };
  }

  private prepare(output: Field, upstream: Field): Sweep {
    const derivatives = new Map<Field, Field>([[output, upstream]]);
    const idle: Field[] = [];
    const steps = this.entries.toReversed().flatMap(entry => {
      const made = this.adjointSteps(entry, derivatives, idle);
      // All readers of this entry's outputs came after it: what is known of their derivatives has had its last use.
      for (const name of namesOf(entry.kernel, 'output')) {
        const done = derivatives.get(entry.fields[name]);
        if (done && done !== upstream) idle.push(done);
      }
      return made;
    });
    const derivative = derivatives.get(this.input);
    if (derivative) return { output, upstream, derivative, steps };
    const nothing = this.scratch(this.input.components);
    return { output, upstream, derivative: nothing, steps: [...steps, () => nothing.fill(0)] };
  }

  /** @param idle scratch fields that may be overwritten from here on */
  private adjointSteps(entry: Entry, derivatives: Map<Field, Field>, idle: Field[]): Sweep['steps'] {
    const { kernel, fields, parameters, blocks, sums } = entry;
    const outputs = namesOf(kernel, 'output');
    const hasSums = Object.keys(sums).length > 0;
    if (!hasSums && !outputs.some(name => derivatives.has(fields[name]))) return [];
    const upstream: Record<string, Field> = {};
    for (const name of outputs) {
      upstream[`d_${name}`] = derivatives.get(fields[name]) ?? this.scratch(fields[name].components).fill(0);
    }
    const inputs = namesOf(kernel, 'input').filter(name => this.dependent.has(fields[name]));
    const trained = Object.keys(parameters).filter(name => typeof parameters[name] !== 'number');
    const trainedBlocks = Object.keys(blocks).filter(name =>
      blocks[name].given.some(given => typeof given !== 'number'),
    );
    // One field in two roles: its second contribution needs a second pass.
    const fieldsSeen = new Set<Field>();
    const once = inputs.filter(name => !fieldsSeen.has(fields[name]) && fieldsSeen.add(fields[name]));
    const repeated = inputs.filter(name => !once.includes(name));
    const pass = (wrt: readonly string[]): Sweep['steps'] => {
      if (wrt.length === 0) return [];
      const targets: Record<string, Field> = {};
      const accumulate: string[] = [];
      for (const name of wrt.filter(candidate => candidate in fields)) {
        const target = derivatives.get(fields[name]);
        if (target) accumulate.push(name);
        else derivatives.set(fields[name], this.idleOrScratch(fields[name].components, idle));
        targets[`d_${name}`] = derivatives.get(fields[name])!;
      }
      const sumBlocks = trainedBlocks
        .filter(name => wrt.includes(name))
        .map(name => ({ name, given: blocks[name].given, sums: new Float64Array(blocks[name].given.length) }));
      const written = Object.fromEntries(sumBlocks.map(({ name, sums }) => [`d_${name}`, sums]));
      const run = kernel
        .adjoint(wrt, accumulate)
        .bind({ ...fields, ...upstream, ...targets, ...arraysOf(blocks), ...written });
      return [
        weights => {
          const found = run(hasSums ? { ...numbersOf(entry), ...derivativesOf(sums, weights) } : numbersOf(entry));
          for (const name of trained) {
            if (wrt.includes(name)) addDerivative(weights, parameters[name], found[`d_${name}`]);
          }
          for (const block of sumBlocks) {
            block.given.forEach((given, k) => {
              addDerivative(weights, given, block.sums[k]);
            });
          }
        },
      ];
    };
    const steps = [...pass([...once, ...trained, ...trainedBlocks]), ...repeated.flatMap(name => pass([name]))];
    // They are numbers on the way, and no weights.
    const forget = (weights: Map<Weight, number>) => {
      for (const name in sums) weights.delete(sums[name]);
    };
    return hasSums ? [...steps, forget] : steps;
  }

  /** The user is done with all fields of the tape. */
  release(): void {
    if (this.onRelease) this.onRelease(this);
    else this.dispose();
  }

  /** Returns all fields to the stock; the tape is empty then. */
  dispose(): void {
    const workspace = workspaceOf(this.input.lattice);
    for (const field of this.borrowed) workspace.giveBack(field);
    this.borrowed.length = 0;
    this.entries.length = 0;
    this.kept.clear();
    this.prepared = undefined;
  }
}

function carryOut(entry: Entry): void {
  const found = entry.run(numbersOf(entry));
  for (const name in entry.sums) entry.sums[name].value = found[name];
}

/** d_NAME of sums that later kernels were given; all of those have been swept. */
function derivativesOf(sums: Entry['sums'], weights: ReadonlyMap<Weight, number>): Record<string, number> {
  const given: Record<string, number> = {};
  for (const name in sums) given[`d_${name}`] = weights.get(sums[name]) ?? 0;
  return given;
}

/** The present values; those of blocks are written to their arrays. */
function numbersOf({ parameters, blocks }: Entry): Record<string, number> {
  for (const { given, values } of Object.values(blocks)) {
    for (let k = 0; k < values.length; k++) values[k] = presentValue(given[k]);
  }
  const numbers: Record<string, number> = {};
  for (const name in parameters) numbers[name] = presentValue(parameters[name]);
  return numbers;
}

/** Parameters of their own name, lists taken apart, and blocks. */
function parted(kernel: Kernel, parameters: Readonly<Record<string, Coefficient | readonly Coefficient[]>>) {
  const blocks: Record<string, Block> = {};
  const others: Record<string, Coefficient | readonly Coefficient[]> = {};
  for (const [name, given] of Object.entries(parameters)) {
    const isBlock = kernel.roles[name]?.role === 'parameters' && Array.isArray(given);
    if (isBlock) blocks[name] = { given, values: new Float64Array(given.length) };
    else others[name] = given;
  }
  return { single: flattened<Coefficient>(kernel.name, kernel.lists, others), blocks };
}

const arraysOf = (blocks: Readonly<Record<string, Block>>) =>
  Object.fromEntries(Object.entries(blocks).map(([name, { values }]) => [name, values]));

function namesOf(kernel: Kernel, role: Role['role']): string[] {
  return Object.keys(kernel.roles).filter(name => kernel.roles[name].role === role);
}
