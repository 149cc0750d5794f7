// SU(2) as one would write it in JavaScript: quaternions a0 + i a·σ, four reals a link, loops over typed arrays.

/** out = A B with the vector parts of A and B multiplied by s and t (−1 for the adjoint). */
function multiply(A: Float64Array, a: number, s: number, B: Float64Array, b: number, t: number, out: Float64Array) {
  const p = A[a];
  const q = s * A[a + 1];
  const u = s * A[a + 2];
  const v = s * A[a + 3];
  const w = B[b];
  const x = t * B[b + 1];
  const y = t * B[b + 2];
  const z = t * B[b + 3];
  out[0] = p * w - q * x - u * y - v * z;
  out[1] = p * x + q * w - u * z + v * y;
  out[2] = p * y + u * w - v * x + q * z;
  out[3] = p * z + v * w - q * y + u * x;
}

/** sum += f U v, with the vector part of U multiplied by s. */
function addApplied(sum: Float64Array, f: number, U: Float64Array, u: number, s: number, v: Float64Array, at: number) {
  const a0 = f * U[u];
  const a1 = f * s * U[u + 1];
  const a2 = f * s * U[u + 2];
  const a3 = f * s * U[u + 3];
  const xr = v[at];
  const xi = v[at + 1];
  const yr = v[at + 2];
  const yi = v[at + 3];
  sum[0] += a0 * xr - a3 * xi + a2 * yr - a1 * yi;
  sum[1] += a0 * xi + a3 * xr + a2 * yi + a1 * yr;
  sum[2] += a0 * yr + a3 * yi - a2 * xr - a1 * xi;
  sum[3] += a0 * yi - a3 * yr - a2 * xi + a1 * xr;
}

export function staggered(neighbours: Int32Array, U: Float64Array, chi: Float64Array, out: Float64Array) {
  const sum = new Float64Array(4);
  for (let x = 0; x < neighbours.length / 8; x++) {
    sum.fill(0);
    for (let mu = 0; mu < 4; mu++) {
      const up = neighbours[8 * x + mu];
      const down = neighbours[8 * x + 4 + mu];
      addApplied(sum, 0.5, U, 16 * x + 4 * mu, 1, chi, 4 * up);
      addApplied(sum, -0.5, U, 16 * down + 4 * mu, -1, chi, 4 * down);
    }
    for (let c = 0; c < 4; c++) out[4 * x + c] = sum[c];
  }
}

export function staples(neighbours: Int32Array, U: Float64Array, out: Float64Array) {
  const half = new Float64Array(4);
  const whole = new Float64Array(4);
  for (let x = 0; x < neighbours.length / 8; x++) {
    for (let mu = 0; mu < 4; mu++) {
      const target = 16 * x + 4 * mu;
      for (let c = 0; c < 4; c++) out[target + c] = 0;
      const ahead = neighbours[8 * x + mu];
      for (let nu = 0; nu < 4; nu++) {
        if (nu === mu) continue;
        const above = neighbours[8 * x + nu];
        const below = neighbours[8 * x + 4 + nu];
        const corner = neighbours[8 * below + mu];
        multiply(U, 16 * x + 4 * nu, 1, U, 16 * above + 4 * mu, 1, half);
        multiply(half, 0, 1, U, 16 * ahead + 4 * nu, -1, whole);
        for (let c = 0; c < 4; c++) out[target + c] += whole[c];
        multiply(U, 16 * below + 4 * nu, -1, U, 16 * below + 4 * mu, 1, half);
        multiply(half, 0, 1, U, 16 * corner + 4 * nu, 1, whole);
        for (let c = 0; c < 4; c++) out[target + c] += whole[c];
      }
    }
  }
}

/** exp(i p·σ/2) for every link. */
export function exponential(P: Float64Array, out: Float64Array) {
  for (let p = 0, at = 0; p < P.length; p += 3, at += 4) {
    const length = Math.sqrt(P[p] * P[p] + P[p + 1] * P[p + 1] + P[p + 2] * P[p + 2]);
    const factor = length > 0 ? Math.sin(length / 2) / length : 0.5;
    out[at] = Math.cos(length / 2);
    for (let k = 0; k < 3; k++) out[at + 1 + k] = factor * P[p + k];
  }
}
