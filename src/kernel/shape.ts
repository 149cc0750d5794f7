/** What a kernel is, apart from what can be done with it. */
import type { Effect } from './ir/program.ts';
import type { Lists } from './trace/lists.ts';
import type { Role } from './trace/roles.ts';

export interface KernelShape {
  readonly name: string;
  readonly dimension: number;
  readonly roles: Readonly<Record<string, Role>>;
  /** Roles that belong together, and are given and differentiated together. */
  readonly lists: Lists;
  readonly effects: readonly Effect[];
  /** Runs on even or on odd sites only: it changes a field in place and reads it at neighbours. */
  readonly oneParity: boolean;
  /** Whether a field is used at an even (false) or odd (true) distance from the kernel's own site. */
  displacementParities(field: string): ReadonlySet<boolean>;
}
