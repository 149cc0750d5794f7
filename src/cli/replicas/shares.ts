/** How chains and their threads share the cores. */
import type { ThreadCount } from '../../runfile/schema/schedule.ts';

export interface Shares {
  /** Chains at one time. */
  readonly atOnce: number;
  /** Threads of each. */
  readonly threads: number;
}

/**
 * Chains × threads stay within the cores, as long as one chain does. With 'auto' as many chains as there are cores, and
 * for each of them what is left.
 */
export function sharesOf(chains: number, threads: ThreadCount = 1, cores: number): Shares {
  if (threads !== 'auto') return { atOnce: Math.max(1, Math.floor(cores / threads)), threads };
  const atOnce = Math.min(chains, cores);
  return { atOnce, threads: Math.max(1, Math.floor(cores / atOnce)) };
}
