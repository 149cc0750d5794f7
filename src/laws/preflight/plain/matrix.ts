/**
 * N × N complex matrices as plain numbers, row by row, re and im alternating. A second, slow arithmetic that shares
 * nothing with the kernels, so that both cannot be wrong in the same way.
 */
export interface PlainMatrix {
  readonly size: number;
  readonly numbers: Float64Array;
}

export function plainProduct(a: PlainMatrix, b: PlainMatrix): PlainMatrix {
  const { size } = a;
  const numbers = new Float64Array(2 * size ** 2);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const re = a.numbers[2 * (i * size + k)];
      const im = a.numbers[2 * (i * size + k) + 1];
      for (let j = 0; j < size; j++) {
        const x = b.numbers[2 * (k * size + j)];
        const y = b.numbers[2 * (k * size + j) + 1];
        numbers[2 * (i * size + j)] += re * x - im * y;
        numbers[2 * (i * size + j) + 1] += re * y + im * x;
      }
    }
  }
  return { size, numbers };
}

export function plainDagger({ size, numbers }: PlainMatrix): PlainMatrix {
  const turned = new Float64Array(numbers.length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      turned[2 * (i * size + j)] = numbers[2 * (j * size + i)];
      turned[2 * (i * size + j) + 1] = -numbers[2 * (j * size + i) + 1];
    }
  }
  return { size, numbers: turned };
}

export function realTrace({ size, numbers }: PlainMatrix): number {
  let trace = 0;
  for (let i = 0; i < size; i++) trace += numbers[2 * i * (size + 1)];
  return trace;
}

export function imaginaryTrace({ size, numbers }: PlainMatrix): number {
  let trace = 0;
  for (let i = 0; i < size; i++) trace += numbers[2 * i * (size + 1) + 1];
  return trace;
}

/** A v for a vector of N complex numbers. */
export function vectorTimes({ size, numbers }: PlainMatrix, v: ArrayLike<number>): Float64Array {
  const out = new Float64Array(2 * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const re = numbers[2 * (i * size + j)];
      const im = numbers[2 * (i * size + j) + 1];
      out[2 * i] += re * v[2 * j] - im * v[2 * j + 1];
      out[2 * i + 1] += re * v[2 * j + 1] + im * v[2 * j];
    }
  }
  return out;
}

/** a + s b, s real. */
export function plainSum(a: PlainMatrix, b: PlainMatrix, s = 1): PlainMatrix {
  return { size: a.size, numbers: a.numbers.map((x, i) => x + s * b.numbers[i]) };
}

/** (re + i im) a */
export function plainScaled({ size, numbers }: PlainMatrix, re: number, im = 0): PlainMatrix {
  const turned = numbers.map((x, i) => (i % 2 === 0 ? re * x - im * numbers[i + 1] : re * x + im * numbers[i - 1]));
  return { size, numbers: turned };
}

export function plainIdentity(size: number): PlainMatrix {
  const numbers = new Float64Array(2 * size ** 2);
  for (let i = 0; i < size; i++) numbers[2 * i * (size + 1)] = 1;
  return { size, numbers };
}

/** Rows of a in blocks of b: (a ⊗ b), the index of b runs faster. */
export function plainKronecker(a: PlainMatrix, b: PlainMatrix): PlainMatrix {
  const size = a.size * b.size;
  const numbers = new Float64Array(2 * size ** 2);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const i = 2 * (Math.floor(row / b.size) * a.size + Math.floor(column / b.size));
      const j = 2 * ((row % b.size) * b.size + (column % b.size));
      const at = 2 * (row * size + column);
      numbers[at] = a.numbers[i] * b.numbers[j] - a.numbers[i + 1] * b.numbers[j + 1];
      numbers[at + 1] = a.numbers[i] * b.numbers[j + 1] + a.numbers[i + 1] * b.numbers[j];
    }
  }
  return { size, numbers };
}
