// SU(3) as one would write it in JavaScript: 3×3 complex matrices, re and im alternating, loops over typed arrays.

/** out = A B */
function multiply(A: Float64Array, a: number, B: Float64Array, b: number, out: Float64Array) {
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < 3; k++) {
        const l = a + 2 * (3 * i + k);
        const r = b + 2 * (3 * k + j);
        re += A[l] * B[r] - A[l + 1] * B[r + 1];
        im += A[l] * B[r + 1] + A[l + 1] * B[r];
      }
      out[2 * (3 * i + j)] = re;
      out[2 * (3 * i + j) + 1] = im;
    }
  }
}

/** out = A B† */
function multiplyByAdjoint(A: Float64Array, a: number, B: Float64Array, b: number, out: Float64Array) {
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < 3; k++) {
        const l = a + 2 * (3 * i + k);
        const r = b + 2 * (3 * j + k);
        re += A[l] * B[r] + A[l + 1] * B[r + 1];
        im += A[l + 1] * B[r] - A[l] * B[r + 1];
      }
      out[2 * (3 * i + j)] = re;
      out[2 * (3 * i + j) + 1] = im;
    }
  }
}

/** out = A† B */
function adjointMultiply(A: Float64Array, a: number, B: Float64Array, b: number, out: Float64Array) {
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < 3; k++) {
        const l = a + 2 * (3 * k + i);
        const r = b + 2 * (3 * k + j);
        re += A[l] * B[r] + A[l + 1] * B[r + 1];
        im += A[l] * B[r + 1] - A[l + 1] * B[r];
      }
      out[2 * (3 * i + j)] = re;
      out[2 * (3 * i + j) + 1] = im;
    }
  }
}

export function staggered(neighbours: Int32Array, U: Float64Array, chi: Float64Array, out: Float64Array) {
  for (let x = 0; x < neighbours.length / 8; x++) {
    for (let i = 0; i < 3; i++) {
      let re = 0;
      let im = 0;
      for (let mu = 0; mu < 4; mu++) {
        const up = neighbours[8 * x + mu];
        const down = neighbours[8 * x + 4 + mu];
        for (let k = 0; k < 3; k++) {
          const u = 72 * x + 18 * mu + 2 * (3 * i + k);
          const w = 72 * down + 18 * mu + 2 * (3 * k + i);
          const v = 6 * up + 2 * k;
          const z = 6 * down + 2 * k;
          re += U[u] * chi[v] - U[u + 1] * chi[v + 1] - (U[w] * chi[z] + U[w + 1] * chi[z + 1]);
          im += U[u] * chi[v + 1] + U[u + 1] * chi[v] - (U[w] * chi[z + 1] - U[w + 1] * chi[z]);
        }
      }
      out[6 * x + 2 * i] = re / 2;
      out[6 * x + 2 * i + 1] = im / 2;
    }
  }
}

export function staples(neighbours: Int32Array, U: Float64Array, out: Float64Array) {
  const half = new Float64Array(18);
  const whole = new Float64Array(18);
  for (let x = 0; x < neighbours.length / 8; x++) {
    for (let mu = 0; mu < 4; mu++) {
      const target = 72 * x + 18 * mu;
      for (let c = 0; c < 18; c++) out[target + c] = 0;
      const ahead = neighbours[8 * x + mu];
      for (let nu = 0; nu < 4; nu++) {
        if (nu === mu) continue;
        const above = neighbours[8 * x + nu];
        const below = neighbours[8 * x + 4 + nu];
        const corner = neighbours[8 * below + mu];
        multiply(U, 72 * x + 18 * nu, U, 72 * above + 18 * mu, half);
        multiplyByAdjoint(half, 0, U, 72 * ahead + 18 * nu, whole);
        for (let c = 0; c < 18; c++) out[target + c] += whole[c];
        adjointMultiply(U, 72 * below + 18 * nu, U, 72 * below + 18 * mu, half);
        multiply(half, 0, U, 72 * corner + 18 * nu, whole);
        for (let c = 0; c < 18; c++) out[target + c] += whole[c];
      }
    }
  }
}

const order = 12;

/** exp(i p·λ/2) for every link by Cayley–Hamilton, X³ = t X + d, as in c/plain/su3.h. */
export function exponential(P: Float64Array, out: Float64Array) {
  const X = new Float64Array(18);
  const square = new Float64Array(18);
  const cube = new Float64Array(18);
  const coefficient = [1];
  for (let n = 1; n <= order; n++) coefficient.push(coefficient[n - 1] / n);
  for (let p = 0, at = 0; p < P.length; p += 8, at += 18) {
    const eighth = P[p + 7] / Math.sqrt(3);
    // X = i Q: re and im of an element are −Im Q and Re Q.
    X[1] = (P[p + 2] + eighth) / 2;
    X[9] = (eighth - P[p + 2]) / 2;
    X[17] = -eighth;
    X[2] = P[p + 1] / 2;
    X[3] = P[p] / 2;
    X[4] = P[p + 4] / 2;
    X[5] = P[p + 3] / 2;
    X[10] = P[p + 6] / 2;
    X[11] = P[p + 5] / 2;
    X[6] = -X[2];
    X[7] = X[3];
    X[12] = -X[4];
    X[13] = X[5];
    X[14] = -X[10];
    X[15] = X[11];
    multiply(X, 0, X, 0, square);
    multiply(square, 0, X, 0, cube);
    const t = (square[0] + square[8] + square[16]) / 2;
    // det X = tr X³ / 3 is imaginary.
    const d = (cube[1] + cube[9] + cube[17]) / 3;
    let q0r = coefficient[order];
    let q0i = 0;
    let q1r = 0;
    let q1i = 0;
    let q2r = 0;
    let q2i = 0;
    for (let n = order - 1; n >= 0; n--) {
      const nextR = coefficient[n] - d * q2i;
      const nextI = d * q2r;
      const middleR = q0r + t * q2r;
      const middleI = q0i + t * q2i;
      q2r = q1r;
      q2i = q1i;
      q1r = middleR;
      q1i = middleI;
      q0r = nextR;
      q0i = nextI;
    }
    for (let c = 0; c < 18; c += 2) {
      const one = c % 8 === 0 ? 1 : 0;
      out[at + c] = one * q0r + q1r * X[c] - q1i * X[c + 1] + q2r * square[c] - q2i * square[c + 1];
      out[at + c + 1] = one * q0i + q1r * X[c + 1] + q1i * X[c] + q2r * square[c + 1] + q2i * square[c];
    }
  }
}
