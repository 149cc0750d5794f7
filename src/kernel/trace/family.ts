/**
 * Kernels that exist once per group, dimension, loop list …: traced at first use, remembered, and listed, so that a
 * test can find all of them.
 */
import type { Kernel } from '../kernel.ts';
import { structuralKey } from './structuralKey.ts';

export interface KernelFamily {
  readonly name: string;
  /** Typical members, for tests and documentation. */
  readonly examples: () => readonly Example[];
}

interface Example {
  readonly args: readonly unknown[];
  readonly kernel: () => Kernel;
}

export interface FamilyOptions {
  /** Why its members have no adjoint: the end of a sentence, as "it draws random numbers". */
  readonly notDifferentiable?: string;
}

const families: KernelFamily[] = [];

/** Every family defined in the modules loaded so far. */
export function kernelFamilies(): readonly KernelFamily[] {
  return families;
}

/**
 * A family of kernels. `build` traces the member for its arguments; `examples` names members that tests run on all
 * machines. Arguments may be numbers, texts, lists and records of them; anything else (a group) is distinguished by
 * identity.
 */
export function kernelFamily<A extends unknown[]>(
  name: string,
  examples: () => readonly Readonly<NoInfer<A>>[],
  build: (...args: A) => Kernel,
  { notDifferentiable }: FamilyOptions = {},
): (...args: A) => Kernel {
  const known = new Map<string, Kernel>();
  const member = (...args: A): Kernel => {
    const key = structuralKey(args);
    let kernel = known.get(key);
    if (!kernel) {
      kernel = build(...args);
      if (notDifferentiable !== undefined) kernel.declareNotDifferentiable(notDifferentiable);
      known.set(key, kernel);
    }
    return kernel;
  };
  families.push({ name, examples: () => examples().map(args => ({ args, kernel: () => member(...args) })) });
  return member;
}
