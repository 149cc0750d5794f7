/**
 * The Chebyshev series of y^{−1/2} on [lower², upper²],
 *   y^{−1/2} ≈ Σ_{k=0}^n a_k T_k(x),   x = slope y + offset in [−1, 1],
 * with as few terms as meet a relative error. It converges like exp(−2n lower/upper).
 *
 * Reference: T. J. Rivlin, Chebyshev Polynomials (Wiley, 1990).
 */
export interface Range {
  /** Of |h|, not of h². */
  readonly lower: number;
  readonly upper: number;
}

export interface ChebyshevSeries {
  readonly coefficients: readonly number[];
  readonly slope: number;
  readonly offset: number;
}

const highestDegree = 4000;

/** @throws if the range is empty, or more than 4000 terms are needed */
export function inverseRootSeries({ lower, upper }: Range, tolerance: number): ChebyshevSeries {
  if (!(lower > 0 && lower < upper)) throw new Error(`A range needs 0 < lower < upper; found [${lower}, ${upper}].`);
  const [from, to] = [lower ** 2, upper ** 2];
  const slope = 2 / (to - from);
  const offset = -(to + from) / (to - from);
  const terms = 16 + Math.ceil((Math.log(100 / tolerance) * upper) / (2 * lower));
  if (!(terms <= highestDegree)) {
    throw new Error(
      `A Chebyshev series of the sign to ${tolerance} on [${lower}, ${upper}] has some ${terms} terms; at most ` +
        `${highestDegree} are used. Project more modes, ask for a larger tolerance, or use zolotarev.`,
    );
  }
  const root = (x: number) => Math.sqrt((x - offset) / slope);
  const coefficients = new Float64Array(terms);
  const nodes = 2 * terms;
  for (let j = 0; j < nodes; j++) {
    const x = Math.cos((Math.PI * (j + 1 / 2)) / nodes);
    const value = 2 / (nodes * root(x));
    forEachPolynomial(x, terms, (k, t) => {
      coefficients[k] += t * value;
    });
  }
  coefficients[0] /= 2;
  // The largest relative error of every partial sum, on a grid twice as dense as its extremes.
  const worst = new Float64Array(terms);
  for (let j = 0; j <= nodes; j++) {
    const x = Math.cos((Math.PI * j) / nodes);
    const size = root(x);
    let sum = 0;
    forEachPolynomial(x, terms, (k, t) => {
      sum += coefficients[k] * t;
      worst[k] = Math.max(worst[k], Math.abs(sum * size - 1));
    });
  }
  const last = worst.findIndex(error => error <= tolerance);
  if (last === -1) {
    throw new Error(
      `A Chebyshev series of the sign on [${lower}, ${upper}] reaches the error ${Math.min(...worst).toExponential(2)} ` +
        `with ${terms} terms; asked was ${tolerance}: double precision allows no more. Ask for a larger tolerance.`,
    );
  }
  return { coefficients: Array.from(coefficients.subarray(0, last + 1)), slope, offset };
}

/** T₀(x), T₁(x) … */
function forEachPolynomial(x: number, terms: number, visit: (k: number, value: number) => void): void {
  let [before, now] = [x, 1];
  for (let k = 0; k < terms; k++) {
    visit(k, now);
    [before, now] = [now, 2 * x * now - before];
  }
}
