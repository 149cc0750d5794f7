import type { PlainLinks } from './plainLinks.fixture.ts';
import { dagger, determinant, difference, identity, largest, product } from './plainMatrices.fixture.ts';

/** The largest of |U U† − 1| and |det U − 1|, entry by entry; U(1) has no condition on the determinant. */
export function offTheGroup(plain: PlainLinks): number {
  const colours = Math.sqrt(plain.links[0][0].length / 2);
  const one = identity(colours);
  return largest(
    plain.links.flatMap(row =>
      row.flatMap(link => {
        const [re, im] = determinant(link);
        return [...difference(product(link, dagger(link)), one), ...(colours > 1 ? [re - 1, im] : [])];
      }),
    ),
  );
}
