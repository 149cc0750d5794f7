/**
 * Where derivatives with respect to links are added up: along the motions of the links (a force), or with respect to their
 * stored reals (a differential). A force is made with fewer numbers; a differential is what maps of links pull back.
 */
import type { Group } from '../group/index.ts';
import { type Field, type Lattice, sharedField } from '../lattice/index.ts';

export type DerivativeKind = 'force' | 'differential';

export interface DerivativeSum {
  readonly kind: DerivativeKind;
  readonly field: Field;
}

/** Something that exists once of each kind, made at first use. */
export function ofEachKind<T>(make: (kind: DerivativeKind) => T): (kind: DerivativeKind) => T {
  const known: Partial<Record<DerivativeKind, T>> = {};
  return kind => (known[kind] ??= make(kind));
}

/**
 * The sums of a theory, shared by all its pseudofermions: contents last until the next of them is asked for a derivative.
 *
 * @param linkReals stored reals of the links per site, by default those of one link per direction
 */
export function derivativeSums(
  lattice: Lattice,
  { algebraSize, linkSize }: Group,
  linkReals = lattice.dimension * linkSize,
): (kind: DerivativeKind) => DerivativeSum {
  const forceReals = lattice.dimension * algebraSize;
  return ofEachKind(kind => ({
    kind,
    field: sharedField(lattice, `pseudofermion ${kind}`, kind === 'force' ? forceReals : linkReals),
  }));
}
