/**
 * A record of kernels run one after the other, which can be swept backwards.
 *
 * A map of fields is written by running kernels through `record`; its exact adjoint, with respect to fields and
 * weights, is then the adjoints of those kernels in reverse order. Every field on a tape is written once.
 */
import type { Kernel, Role } from '../kernel/index.ts';
import type { Field } from './field.ts';
import { workspaceOf } from './workspace.ts';

/** A number that training may change. */
export interface Weight {
  readonly name: string;
  value: number;
}

interface Entry {
  readonly kernel: Kernel;
  readonly fields: Readonly<Record<string, Field>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly weights: Readonly<Record<string, Weight>>;
}

export interface Pullback {
  /** dL/d(reals of the input field). Belongs to the tape: gone when the tape is released. */
  readonly derivative: Field;
  readonly weights: ReadonlyMap<Weight, number>;
}

export class Tape {
  private readonly entries: Entry[] = [];
  private readonly borrowed: Field[] = [];
  private readonly dependent = new Set<Field>();
  private readonly input: Field;

  /** @param input the field with respect to which derivatives will be asked for */
  constructor(input: Field) {
    this.input = input;
    this.dependent.add(input);
  }

  /** A field that lives until the tape is released. */
  scratch(components: number): Field {
    const field = workspaceOf(this.input.lattice).take(components);
    this.borrowed.push(field);
    return field;
  }

  /**
   * Runs the kernel and remembers it. Inputs and parameters by name (a parameter may be a number or a weight); output
   * fields are made here and returned by name.
   */
  record(
    kernel: Kernel,
    inputs: Readonly<Record<string, Field>>,
    parameters: Readonly<Record<string, number | Weight>> = {},
  ): Record<string, Field> {
    const outputs: Record<string, Field> = {};
    for (const [name, role] of Object.entries(kernel.roles)) {
      if (role.role === 'output') outputs[name] = this.scratch(role.type.components);
    }
    const numbers: Record<string, number> = {};
    const weights: Record<string, Weight> = {};
    for (const [name, given] of Object.entries(parameters)) {
      numbers[name] = typeof given === 'number' ? given : given.value;
      if (typeof given !== 'number') weights[name] = given;
    }
    const fields = { ...inputs, ...outputs };
    kernel.bind(fields)(numbers);
    const depends = Object.keys(weights).length > 0 || Object.values(inputs).some(field => this.dependent.has(field));
    if (depends) for (const field of Object.values(outputs)) this.dependent.add(field);
    this.entries.push({ kernel, fields, numbers, weights });
    return outputs;
  }

  /** Given dL/d(output), the derivatives of L with respect to `input` and to all weights met on the way. */
  pullback(outputField: Field, upstream: Field, input: Field): Pullback {
    const derivatives = new Map<Field, Field>([[outputField, upstream]]);
    const weights = new Map<Weight, number>();
    for (const entry of this.entries.toReversed()) this.sweepEntry(entry, derivatives, weights);
    const derivative = derivatives.get(input) ?? this.scratch(input.components).fill(0);
    return { derivative, weights };
  }

  private sweepEntry(entry: Entry, derivatives: Map<Field, Field>, weights: Map<Weight, number>): void {
    const { kernel, fields, numbers } = entry;
    const outputs = namesOf(kernel, 'output');
    if (!outputs.some(name => derivatives.has(fields[name]))) return;
    const upstream: Record<string, Field> = {};
    for (const name of outputs) {
      upstream[`d_${name}`] = derivatives.get(fields[name]) ?? this.scratch(fields[name].components).fill(0);
    }
    const wanted = namesOf(kernel, 'input').filter(name => this.dependent.has(fields[name]));
    const parameters = Object.keys(entry.weights);
    const firstTime = wanted.filter(name => isFirst(name, wanted, fields, derivatives));
    const again = wanted.filter(name => !firstTime.includes(name));
    const run = (wrt: readonly string[], accumulate: boolean) => {
      if (wrt.length === 0) return;
      const targets: Record<string, Field> = {};
      for (const name of wrt) {
        if (!(name in fields)) continue;
        let target = derivatives.get(fields[name]);
        if (!target) {
          target = this.scratch(fields[name].components);
          derivatives.set(fields[name], target);
        }
        targets[`d_${name}`] = target;
      }
      const sums = kernel.adjoint(wrt, accumulate).bind({ ...fields, ...upstream, ...targets })(numbers);
      for (const name of parameters) {
        if (!wrt.includes(name)) continue;
        const weight = entry.weights[name];
        weights.set(weight, (weights.get(weight) ?? 0) + sums[`d_${name}`]);
      }
    };
    run([...firstTime, ...parameters], false);
    // One field in two roles: its second contribution is added to the first.
    for (const name of again) run([name], true);
  }

  /** Returns all fields of the tape to the stock. */
  release(): void {
    const workspace = workspaceOf(this.input.lattice);
    for (const field of this.borrowed) workspace.giveBack(field);
    this.borrowed.length = 0;
    this.entries.length = 0;
  }
}

function namesOf(kernel: Kernel, role: Role['role']): string[] {
  return Object.keys(kernel.roles).filter(name => kernel.roles[name].role === role);
}

/** Is this the first derivative that this field receives? */
function isFirst(
  name: string,
  wanted: readonly string[],
  fields: Readonly<Record<string, Field>>,
  derivatives: Map<Field, Field>,
): boolean {
  const earlier = wanted.slice(0, wanted.indexOf(name)).some(other => fields[other] === fields[name]);
  return !earlier && !derivatives.has(fields[name]);
}
