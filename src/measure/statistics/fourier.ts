/**
 * Sums of lagged products through the fast Fourier transform (Wiener-Khinchin):
 *   P(t) = Σ_i x_i x_{i+t},  t = 0 … lags-1.
 * The series is cut into blocks of a few times `lags`. Each block X meets itself and the values that follow it, Y;
 * conj(X_k) Y_k is summed over blocks and transformed back once. So the cost is O(n log lags), in cache.
 * Radix-2 transform after J. W. Cooley and J. W. Tukey, Math. Comp. 19 (1965) 297.
 */

/** cos and −sin of 2 π k / n for k < n/2. */
interface Twiddles {
  readonly cosine: Float64Array;
  readonly sine: Float64Array;
}

/** The transform length is this many times the number of lags, unless the series is shorter. */
const BLOCK_FACTOR = 4;

/** Up to here the plain sum is faster. */
const FEW_LAGS = 48;

/** P(t) for t = 0 … lags-1; zero from the length of the series on. */
export function laggedProducts(x: Float64Array, lags: number): Float64Array {
  return lags <= FEW_LAGS ? plainProducts(x, lags) : transformedProducts(x, lags);
}

/** Four lags at a time, so that each value is loaded once for all of them. */
function plainProducts(x: Float64Array, lags: number): Float64Array {
  const rounded = 4 * Math.ceil(lags / 4);
  const padded = new Float64Array(x.length + rounded);
  padded.set(x);
  const products = new Float64Array(rounded);
  for (let t = 0; t < rounded; t += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      const value = padded[i];
      a += value * padded[i + t];
      b += value * padded[i + t + 1];
      c += value * padded[i + t + 2];
      d += value * padded[i + t + 3];
    }
    products.set([a, b, c, d], t);
  }
  return products.subarray(0, lags);
}

function transformedProducts(x: Float64Array, lags: number): Float64Array {
  let n = 2;
  while (n < Math.min(BLOCK_FACTOR * lags, x.length + lags)) n *= 2;
  const block = n - lags;
  const twiddles = twiddlesOf(n);
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  const sumRe = new Float64Array(n);
  const sumIm = new Float64Array(n);
  for (let start = 0; start < x.length; start += block) {
    re.fill(0).set(x.subarray(start, start + block));
    im.fill(0).set(x.subarray(start, start + n));
    fourierTransform(re, im, twiddles);
    // Two real transforms in one: X = (Z_k + conj Z_-k)/2, Y = (Z_k − conj Z_-k)/2i.
    for (let k = 0; k < n; k++) {
      const m = (n - k) & (n - 1);
      const xr = re[k] + re[m];
      const xi = im[k] - im[m];
      const yr = im[k] + im[m];
      const yi = re[m] - re[k];
      sumRe[k] += 0.25 * (xr * yr + xi * yi);
      sumIm[k] += 0.25 * (xr * yi - xi * yr);
    }
  }
  // With real and imaginary parts exchanged, the forward transform is the inverse one.
  fourierTransform(sumIm, sumRe, twiddles);
  return sumRe.slice(0, lags).map((value, t) => (t < x.length ? value / n : 0));
}

/** In-place forward transform of re + i im; the length must be a power of two. */
export function fourierTransform(re: Float64Array, im: Float64Array, twiddles = twiddlesOf(re.length)): void {
  const n = re.length;
  const { cosine, sine } = twiddles;
  reverseBits(re, im);
  for (let half = 1; half < n; half *= 2) {
    const stride = n / (2 * half);
    for (let start = 0; start < n; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const a = start + k;
        const b = a + half;
        const wr = cosine[k * stride];
        const wi = sine[k * stride];
        const tr = re[b] * wr - im[b] * wi;
        const ti = re[b] * wi + im[b] * wr;
        re[b] = re[a] - tr;
        im[b] = im[a] - ti;
        re[a] += tr;
        im[a] += ti;
      }
    }
  }
}

function twiddlesOf(n: number): Twiddles {
  const cosine = new Float64Array(n / 2);
  const sine = new Float64Array(n / 2);
  for (let k = 0; k < n / 2; k++) {
    cosine[k] = Math.cos((2 * Math.PI * k) / n);
    sine[k] = -Math.sin((2 * Math.PI * k) / n);
  }
  return { cosine, sine };
}

function reverseBits(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    while (j & bit) {
      j ^= bit;
      bit >>= 1;
    }
    j |= bit;
    if (i < j) {
      const [a, b] = [re[i], im[i]];
      re[i] = re[j];
      im[i] = im[j];
      re[j] = a;
      im[j] = b;
    }
  }
}
