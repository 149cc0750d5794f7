/** What a kernel is, apart from what can be done with it. */
import type { Effect } from './ir/program.ts';
import type { Role } from './trace/roles.ts';

export interface KernelShape {
  readonly name: string;
  readonly dimension: number;
  readonly roles: Readonly<Record<string, Role>>;
  readonly effects: readonly Effect[];
  /** Whether a field is used at an even (false) or odd (true) distance from the kernel's own site. */
  displacementParities(field: string): ReadonlySet<boolean>;
}
