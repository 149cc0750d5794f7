import type { Group } from '../../group/index.ts';

/** What a covariant map of links needs to know about where it is used. */
export interface Theory {
  readonly group: Group;
  readonly extents: readonly number[];
}
