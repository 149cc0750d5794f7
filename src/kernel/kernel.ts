/** A traced site function: what it computes, what it costs, its adjoint, and how to run it. */
import { adjointEffects } from './adjoint/reverse.ts';
import { costOf } from './ir/cost.ts';
import { printEffects } from './ir/print.ts';
import type { Effect } from './ir/program.ts';
import { loadsOf } from './ir/reachable.ts';
import { type Arguments, type Bound, bind, type LaunchOptions } from './machine/launch.ts';
import type { KernelShape } from './shape.ts';
import { needsOneParity } from './trace/inPlace.ts';
import { isField, type Role } from './trace/roles.ts';

export class Kernel implements KernelShape {
  readonly name: string;
  readonly dimension: number;
  readonly roles: Readonly<Record<string, Role>>;
  readonly effects: readonly Effect[];
  readonly oneParity: boolean;
  private readonly parities = new Map<string, Set<boolean>>();
  private readonly adjoints = new Map<string, Kernel>();

  constructor(name: string, dimension: number, roles: Record<string, Role>, effects: readonly Effect[]) {
    this.name = name;
    this.dimension = dimension;
    this.roles = roles;
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

  /** Runs once: fields and parameters by name; returns the sums by name. */
  run(
    values: Readonly<Record<string, Arguments[string] | number>>,
    options: LaunchOptions = {},
  ): Record<string, number> {
    const fields: Arguments = {};
    const parameters: Record<string, number> = {};
    for (const [name, role] of Object.entries(this.roles)) {
      if (isField(role)) fields[name] = values[name] as Arguments[string];
      else if (role.role === 'parameter') parameters[name] = values[name] as number;
    }
    using bound = this.bind(fields, options);
    return bound(parameters);
  }

  /**
   * The exact adjoint with respect to `wrt` (input fields and parameters).
   *
   * For L a function of this kernel's outputs, with d_OUT = dL/dOUT (a field for an output field, a parameter for a
   * sum), the adjoint gives d_IN = dL/dIN: an output field for an input field, a sum for a parameter. Derivatives are
   * those with respect to the stored real components. The derivatives of fields named in `accumulate` are added to.
   *
   * Errors: kernels that update fields in place have no adjoint.
   */
  adjoint(wrt: readonly string[], accumulate: readonly string[] = []): Kernel {
    const key = `${wrt}|${accumulate}`;
    let made = this.adjoints.get(key);
    if (!made) {
      const { roles, effects } = adjointEffects(this, wrt, accumulate);
      made = new Kernel(`${this.name}†(${wrt})`, this.dimension, roles, effects);
      this.adjoints.set(key, made);
    }
    return made;
  }
}
