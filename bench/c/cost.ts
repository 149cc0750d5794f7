// What one site costs: the customary count of floating-point operations and the least traffic of a perfect cache.
import type { Group } from './build.ts';
import { reals } from './layout.ts';

export type KernelName = 'staggered' | 'fatlong' | 'wilson' | 'domainwall' | 'clover' | 'staples' | 'exponential';

/** Spinors a site of the domain-wall kernel. */
export const domainWallSlices = 8;

/** A psi and - kappa H psi, added. */
function cloverFlops(colours: number): number {
  const rows = 2 * colours;
  return 2 * (rows * (8 * (rows - 1) + 2)) + 2 * 8 * colours;
}

/**
 * Operations per site. Staggered 570 and Wilson 1320 for SU(3) are the literature's counts: eight products of a matrix
 * (66) or two (132 + 12 to project), and the sums. The clover term multiplies two hermitian blocks of 2N rows,
 * with a real diagonal, and adds 8N numbers times κ. Six staples are 12 products (198 each; 28 for quaternions) and five
 * sums, for four μ. The SU(3) exponential counts 225 a link, the SU(2) one 40 (cos and sin as polynomials).
 */
export const flops: Readonly<Record<Group, Readonly<Record<KernelName, number>>>> = {
  su2: {
    staggered: 252,
    fatlong: 2 * 252 + 4,
    wilson: 624,
    domainwall: 624 * domainWallSlices,
    clover: 624 + cloverFlops(2),
    staples: 4 * (12 * 28 + 5 * 4),
    exponential: 4 * 40,
  },
  su3: {
    staggered: 570,
    fatlong: 2 * 570 + 6,
    wilson: 1320,
    domainwall: 1320 * domainWallSlices,
    clover: 1320 + cloverFlops(3),
    staples: 4 * (12 * 198 + 5 * 18),
    exponential: 4 * 225,
  },
};

/** Reals per site that must be read and written once: links, the field that comes in, the field that goes out. */
export function traffic(group: Group, kernel: KernelName): number {
  const { links, algebra, colour, spinor, blocks } = reals[group];
  return {
    staggered: links + 2 * colour,
    fatlong: 2 * links + 2 * colour,
    wilson: links + 2 * spinor,
    domainwall: links + 2 * spinor * domainWallSlices,
    clover: links + 2 * spinor + blocks,
    staples: 2 * links,
    exponential: algebra + links,
  }[kernel];
}
