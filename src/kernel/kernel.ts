/** A traced site function: what it computes, what it costs, its adjoint, and how to run it. */
import { adjointEffects } from './adjoint/reverse.ts';
import { costOf } from './ir/cost.ts';
import { printEffects } from './ir/print.ts';
import type { Effect } from './ir/program.ts';
import { loadsOf } from './ir/reachable.ts';
import { type Arguments, type Bound, bind, type LaunchOptions } from './machine/launch.ts';
import type { Parameters } from './machine/numbers.ts';
import type { KernelShape } from './shape.ts';
import { needsOneParity } from './trace/inPlace.ts';
import { derivativeLists, type Lists } from './trace/lists.ts';
import type { Role } from './trace/roles.ts';

const isParameter = (value: Arguments[string] | Parameters[string]): value is Parameters[string] =>
  typeof value === 'number' || (Array.isArray(value) && value.every(element => typeof element === 'number'));

export class Kernel implements KernelShape {
  readonly name: string;
  readonly dimension: number;
  readonly roles: Readonly<Record<string, Role>>;
  readonly lists: Lists;
  readonly effects: readonly Effect[];
  readonly oneParity: boolean;
  /** Why there is no adjoint, if somebody said so. */
  private reason: string | undefined;
  private readonly parities = new Map<string, Set<boolean>>();
  private readonly adjoints = new Map<string, Kernel>();

  constructor(
    name: string,
    dimension: number,
    roles: Record<string, Role>,
    effects: readonly Effect[],
    lists: Lists = {},
  ) {
    this.name = name;
    this.dimension = dimension;
    this.roles = roles;
    this.lists = lists;
    this.effects = effects;
    this.oneParity = needsOneParity(roles, effects);
  }

  /** Readable listing of the graph. */
  get ir(): { toString(): string } {
    return { toString: () => printEffects(this.name, this.effects) };
  }

  /** Floating-point operations per site: + - * / and square roots, each counted once. */
  get flops(): number {
    return costOf(this.effects).flops;
  }

  /** Reals read and written per site (every load counted once, caches ignored), in bytes of f64. */
  get bytes(): number {
    return costOf(this.effects).bytes;
  }

  /**
   * Prepares the kernel for these fields. The answer may be called many times; it takes the parameters and returns
   * the sums. Fields are anything with a `storage`.
   */
  bind(fields: Arguments, options: LaunchOptions = {}): Bound {
    return bind(this, fields, options);
  }

  /** Whether field `name` is used at an even (false) or odd (true) distance from the kernel's own site. */
  displacementParities(name: string): ReadonlySet<boolean> {
    let parities = this.parities.get(name);
    if (!parities) {
      parities = new Set(this.roles[name]?.role === 'input' ? [] : [false]);
      for (const { field, displacement } of loadsOf(this.effects.map(effect => effect.value))) {
        if (field === name) parities.add(displacement.reduce((sum, d) => sum + d, 0) % 2 !== 0);
      }
      this.parities.set(name, parities);
    }
    return parities;
  }

  /** Runs once: fields, blocks and parameters by name; returns the sums by name. */
  run(
    values: Readonly<Record<string, Arguments[string] | Parameters[string]>>,
    options: LaunchOptions = {},
  ): Record<string, number> {
    const given: Record<string, Arguments[string]> = {};
    const parameters: Record<string, Parameters[string]> = {};
    for (const [name, value] of Object.entries(values)) {
      if (isParameter(value)) parameters[name] = value;
      else given[name] = value;
    }
    using bound = this.bind(given, options);
    return bound(parameters);
  }

  /** From now on `adjoint` is refused, for this reason: the end of a sentence that says what the kernel does. */
  declareNotDifferentiable(reason: string): this {
    this.reason = reason;
    return this;
  }

  /** Whether `adjoint` can answer: nobody said otherwise, and no field is updated in place. */
  get differentiable(): boolean {
    const updates = Object.values(this.roles).some(({ role }) => role === 'update' || role === 'inPlace');
    return this.reason === undefined && !updates;
  }

  /**
   * The exact adjoint with respect to `wrt` (input fields and parameters; a list or a block is meant as a whole).
   *
   * For L a function of this kernel's outputs, with d_OUT = dL/dOUT (a field for an output field, a parameter for a
   * sum), the adjoint gives d_IN = dL/dIN: an output field for an input field, a sum for a parameter. Derivatives are
   * those with respect to the stored real components. The derivatives of fields named in `accumulate` are added to.
   *
   * Errors: kernels that update fields in place, and those of families that say so, have no adjoint.
   */
  adjoint(wrt: readonly string[], accumulate: readonly string[] = []): Kernel {
    if (this.reason) throw new Error(`Kernel ${this.name} has no adjoint: ${this.reason}.`);
    const key = `${wrt}|${accumulate}`;
    let made = this.adjoints.get(key);
    if (!made) {
      const elements = (names: readonly string[]) => names.flatMap(name => this.lists[name] ?? [name]);
      const { roles, effects } = adjointEffects(this, elements(wrt), elements(accumulate));
      const lists = { ...this.lists, ...derivativeLists(this.lists) };
      made = new Kernel(`${this.name}†(${wrt})`, this.dimension, roles, effects, lists);
      this.adjoints.set(key, made);
    }
    return made;
  }
}
