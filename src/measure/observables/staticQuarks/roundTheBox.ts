/**
 * Wilson loops on a periodic box of L sites: a side of L links closes on itself, so that there is no pair of static quarks any
 * more; with a side above L/2 the loop is nearer to its image round the box than to itself.
 */

/** The longest side of some loops, and the sites of the box in that direction. */
export interface Side {
  /** For sentences: "R", "T". */
  readonly name: string;
  readonly links: number;
  readonly sites: number;
}

/** @throws if a side is as long as the box */
export function requireInside(sides: readonly Side[]): void {
  const closed = sides.find(({ links, sites }) => links >= sites);
  if (!closed) return;
  const { name, links, sites } = closed;
  throw new Error(
    `Wilson loops with ${name} = ${links} wind round the box of ${sites} sites; ask for ${name} up to ${sites - 1}, better ${Math.floor(sites / 2)}.`,
  );
}

/** A sentence for each side above half of the box. */
export function longSides(sides: readonly Side[]): string[] {
  return sides
    .filter(({ links, sites }) => 2 * links > sites)
    .map(
      ({ name, sites }) =>
        `Wilson loops with ${name} above ${Math.floor(sites / 2)} reach over half of the box of ${sites} sites: leave them out of fits.`,
    );
}
