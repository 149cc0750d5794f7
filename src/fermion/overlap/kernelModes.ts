/**
 * The lowest eigenvectors of h, for exact projection. Lanczos gives those of h²; h itself is diagonalised in the space they
 * span, which tells +μ from −μ. Where that space cuts a degenerate eigenvalue of h², what is left of it is no eigenvector of h,
 * and is not taken.
 */
import { hermitianSolver } from '../../kernel/index.ts';
import { axpy, type Field, key, norm2 } from '../../lattice/index.ts';
import { lowestEigenpairs } from '../eigen/lanczos.ts';
import { complexAxpy, complexDot } from '../solvers/complexLinear.ts';
import type { OverlapKernel } from './kernel.ts';

export interface KernelMode {
  /** Of h; times `unit` it is an eigenvalue of H_W. */
  readonly value: number;
  /** Of norm 1. */
  readonly vector: Field;
}

export interface KernelModes {
  /** Ascending in |value|. */
  readonly modes: readonly KernelMode[];
  /** All other eigenvalues of |h| are at least this large, as far as Lanczos sees. */
  readonly lower: number;
}

/** Below this fraction of the norm of h an eigenvalue has no sign that double precision could tell. */
const smallestValue = 1e-12;

/**
 * Up to `count` of them; |h v − μ v| is at most `tolerance` times the norm of h.
 *
 * @throws if Lanczos does not converge, or the kernel has a zero mode: there the sign is not defined
 */
export function lowestKernelModes(kernel: OverlapKernel, count: number, tolerance: number): KernelModes {
  const { squared, bound } = kernel;
  const { components, lattice } = squared;
  const { dimension } = lattice;
  const { pairs } = lowestEigenpairs(squared, {
    count: count + 1,
    tolerance: tolerance / 10,
    key: key(1, 0, 'overlap/kernel modes'),
  });
  const vectors = pairs.map(({ vector }) => vector);
  const images = vectors.map(vector => {
    const image = vector.like();
    kernel.bind(vector, image)();
    return image;
  });
  const rotations = diagonalised(vectors, images);
  const norm = norm2(components, dimension);
  const ritz = rotations.map(({ value, weights }) => {
    const vector = combined(vectors, weights);
    using image = combined(images, weights);
    const size = Math.sqrt(norm.run({ x: image }).total);
    axpy(components, dimension).run({ a: -value, x: vector, y: image });
    return { value, vector, size, residual: Math.sqrt(norm.run({ x: image }).total) };
  });
  for (const field of [...vectors, ...images]) field.free();
  ritz.sort((a, b) => a.size - b.size);
  if (ritz[0].size < smallestValue * bound) {
    throw new Error(
      `The overlap kernel with rho = ${kernel.rho} has an eigenvalue of ${(ritz[0].value * kernel.unit).toExponential(2)}: its ` +
        'sign is not defined there. Change rho a little, or take another configuration.',
    );
  }
  const usable = ritz.filter(({ residual }) => residual <= tolerance * bound).slice(0, count);
  const others = ritz.filter(one => !usable.includes(one));
  for (const { vector } of others) vector.free();
  return {
    modes: usable.map(({ value, vector }) => ({ value, vector })),
    lower: Math.min(...(others.length > 0 ? others : usable.slice(-1)).map(({ size }) => size)),
  };
}

/** Eigenvalues and eigenvectors of the matrix ⟨v_i, h v_j⟩. */
function diagonalised(vectors: readonly Field[], images: readonly Field[]) {
  const { components, lattice } = vectors[0];
  const size = vectors.length;
  const dense = hermitianSolver(size);
  vectors.forEach((x, i) => {
    images.slice(0, i + 1).forEach((y, j) => {
      const { re, im } = complexDot(components, lattice.dimension).run({ x, y });
      dense.re[j * dense.stride + i] = re;
      dense.im[j * dense.stride + i] = i === j ? 0 : im;
    });
  });
  const values = new Float64Array(size);
  dense.eigen(values);
  return Array.from(values, (value, k) => ({
    value,
    weights: vectors.map((_, i) => [dense.vectors.re[k * dense.stride + i], dense.vectors.im[k * dense.stride + i]]),
  }));
}

/** Σ_i w_i v_i */
function combined(vectors: readonly Field[], weights: readonly (readonly number[])[]): Field {
  const total = vectors[0].like();
  const add = complexAxpy(total.components, total.lattice.dimension);
  vectors.forEach((x, i) => void add.run({ re: weights[i][0], im: weights[i][1], x, y: total }));
  return total;
}
