/**
 * Kernels that exist once per group, dimension, loop list …: traced at first use, remembered, and listed, so that a
 * test can find all of them.
 */
import type { Kernel } from '../kernel.ts';

type Argument = string | number | boolean | object;

export interface KernelFamily {
  readonly name: string;
  /** Arguments of typical members, for tests and documentation. */
  readonly examples: () => readonly (readonly unknown[])[];
  readonly member: (...args: never[]) => Kernel;
}

const families: KernelFamily[] = [];

/** Every family defined in the modules loaded so far. */
export function kernelFamilies(): readonly KernelFamily[] {
  return families;
}

/**
 * A family of kernels. `build` traces the member for its arguments; `examples` names members that tests run on all
 * machines. Arguments that are objects are told apart by identity.
 */
export function kernelFamily<A extends readonly Argument[]>(
  name: string,
  examples: () => readonly Readonly<A>[],
  build: (...args: A) => Kernel,
): (...args: A) => Kernel {
  const known = new Map<Argument, unknown>();
  const member = (...args: A): Kernel => {
    let level = known;
    for (const arg of args.slice(0, -1)) {
      let next = level.get(arg) as Map<Argument, unknown> | undefined;
      if (!next) {
        next = new Map();
        level.set(arg, next);
      }
      level = next;
    }
    const last = args[args.length - 1] ?? '';
    let kernel = level.get(last) as Kernel | undefined;
    if (!kernel) {
      kernel = build(...args);
      level.set(last, kernel);
    }
    return kernel;
  };
  families.push({ name, examples, member: member as unknown as KernelFamily['member'] });
  return member;
}
