/**
 * Correlations of complex functions on a periodic lattice,
 *   C(d) = (1/V) Σ_x a(x + d) b(x)^*,
 * for all displacements d at once, by Fourier transforms along one direction after the other:
 *   C(d) = (1/V²) Σ_k a~(k) b~(k)^* e^{i k d},   a~(k) = Σ_x a(x) e^{−i k x}.
 * The cost is V (L₀ + L₁ + …) operations for any extents; x runs fastest in all arrays.
 *
 * Reference: W. H. Press et al., Numerical Recipes, section 13.2 (correlation theorem).
 */

export interface ComplexNumbers {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** C(d), the site numbers of d as those of x. */
export function torusCorrelation(a: ComplexNumbers, b: ComplexNumbers, extents: readonly number[]): ComplexNumbers {
  const volume = a.re.length;
  const [left, right] = [fourierTransformed(a, extents, -1), fourierTransformed(b, extents, -1)];
  const product = { re: new Float64Array(volume), im: new Float64Array(volume) };
  for (let k = 0; k < volume; k++) {
    product.re[k] = (left.re[k] * right.re[k] + left.im[k] * right.im[k]) / volume ** 2;
    product.im[k] = (left.im[k] * right.re[k] - left.re[k] * right.im[k]) / volume ** 2;
  }
  return fourierTransformed(product, extents, 1);
}

/** Σ_x z(x) e^{sign i k x}, k_μ = 2 π n_μ / L_μ. */
export function fourierTransformed(z: ComplexNumbers, extents: readonly number[], sign: 1 | -1): ComplexNumbers {
  const out = { re: z.re.slice(), im: z.im.slice() };
  let stride = 1;
  for (const extent of extents) {
    transformAlong(out, extent, stride, sign);
    stride *= extent;
  }
  return out;
}

function transformAlong({ re, im }: ComplexNumbers, extent: number, stride: number, sign: 1 | -1): void {
  const cosine = Float64Array.from({ length: extent }, (_, k) => Math.cos((2 * Math.PI * k) / extent));
  const sine = Float64Array.from({ length: extent }, (_, k) => sign * Math.sin((2 * Math.PI * k) / extent));
  const [lineRe, lineIm] = [new Float64Array(extent), new Float64Array(extent)];
  for (let first = 0; first < re.length; first += 1) {
    if (Math.floor(first / stride) % extent !== 0) continue;
    for (let x = 0; x < extent; x++) {
      lineRe[x] = re[first + x * stride];
      lineIm[x] = im[first + x * stride];
    }
    for (let k = 0; k < extent; k++) {
      let [sumRe, sumIm] = [0, 0];
      for (let x = 0; x < extent; x++) {
        const phase = (k * x) % extent;
        sumRe += lineRe[x] * cosine[phase] - lineIm[x] * sine[phase];
        sumIm += lineRe[x] * sine[phase] + lineIm[x] * cosine[phase];
      }
      re[first + k * stride] = sumRe;
      im[first + k * stride] = sumIm;
    }
  }
}
