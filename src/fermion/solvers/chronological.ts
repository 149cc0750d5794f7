/**
 * Where to start a solve along a trajectory: the best combination of the last solutions.
 *
 * For (A + s) x = b with A and b little changed, the past solutions x_k span a space in which x has a good approximation,
 *   x₀ = Σ_k c_k x_k,   ⟨x_j, (A + s) x₀⟩ = ⟨x_j, b⟩ for all j:
 * of all combinations the one with the smallest error in the norm of A + s. Coefficients are real, as those of an
 * extrapolation in time. The solutions, nearly parallel, are made orthonormal first, the newest one first.
 *
 * The start depends on the past of the trajectory. A solution is then a function of the links only up to the tolerance,
 * and a trajectory is reversible only so far: ask for a small one, and forget everything before the next trajectory.
 *
 * Reference: R. C. Brower, T. Ivanenko, A. R. Levi, K. N. Orginos, Nucl. Phys. B 484, 353 (1997), hep-lat/9509012.
 */
import { axpy, dot, type Field, scaled } from '../../lattice/index.ts';
import { solveLinearSystem } from '../rational/linearSystem.ts';
import { type PositiveOperator, vectorDuring, vectorFor } from './positiveOperator.ts';

/** What is left of a vector after orthogonalisation is rounding below this fraction. */
const smallestRemainder = 1e-12;

interface Direction {
  readonly vector: Field;
  /** image ← (A + shift) vector */
  readonly apply: (shift: number) => number;
  /** Re ⟨vector, image⟩ and Re ⟨vector, b⟩ */
  readonly withImage: () => number;
  readonly withRight: () => number;
  readonly squared: () => number;
  /** vector ← a vector, by way of a copy in `image` */
  readonly scale: (a: number) => void;
  readonly addToGuess: (a: number) => void;
}

export class ChronologicalGuess {
  private readonly operator: PositiveOperator;
  private readonly capacity: number;
  /** The newest first. */
  private past: Field[] = [];
  private readonly directions: Direction[] = [];
  private readonly overlaps = new Map<
    string,
    { readonly overlap: () => number; readonly subtract: (a: number) => void }
  >();
  private readonly image: Field;
  private readonly right: Field;
  private readonly start: Field;

  /**
   * @param capacity how many solutions to remember
   * @throws if that is not a positive integer
   */
  constructor(operator: PositiveOperator, capacity: number) {
    if (!(Number.isInteger(capacity) && capacity >= 1)) {
      throw new Error(`A chronological guess remembers 1, 2, 3 ... solutions; found ${capacity}.`);
    }
    this.operator = operator;
    this.capacity = capacity;
    [this.image, this.right, this.start] = ['image', 'right', 'start'].map(name =>
      vectorDuring(`chronological guess ${name}`, operator),
    );
  }

  /** Forgets all solutions: to be called before every trajectory. */
  clear(): void {
    for (const solution of this.past) solution.free();
    this.past = [];
  }

  remember(solution: Field): void {
    const oldest = this.past.length === this.capacity ? this.past.pop() : undefined;
    this.past.unshift((oldest ?? solution.like()).copyFrom(solution));
  }

  /** The start for (A + shift) x = b, valid until the next call; nothing if nothing is remembered. */
  guess(b: Field, shift: number): Field | undefined {
    const basis = this.orthonormalBasis();
    if (basis.length === 0) return;
    this.right.copyFrom(b);
    const matrix: number[][] = basis.map(() => []);
    basis.forEach((column, k) => {
      column.apply(shift);
      for (let j = 0; j <= k; j++) {
        matrix[j][k] = basis[j].withImage();
        matrix[k][j] = matrix[j][k];
      }
    });
    const coefficients = solveLinearSystem(
      matrix,
      basis.map(direction => direction.withRight()),
    );
    this.start.fill(0);
    basis.forEach((direction, k) => {
      direction.addToGuess(coefficients[k]);
    });
    return this.start;
  }

  /** Modified Gram-Schmidt; what depends on newer solutions is left out. */
  private orthonormalBasis(): Direction[] {
    const basis: number[] = [];
    this.past.forEach((solution, k) => {
      const direction = this.direction(k);
      direction.vector.copyFrom(solution);
      const before = direction.squared();
      for (const j of basis) this.between(j, k).subtract(this.between(j, k).overlap());
      const left = direction.squared();
      if (!(left > smallestRemainder ** 2 * before)) return;
      direction.scale(1 / Math.sqrt(left));
      basis.push(k);
    });
    return basis.map(k => this.direction(k));
  }

  private direction(k: number): Direction {
    const known = this.directions[k];
    if (known) return known;
    const { operator, image, right, start } = this;
    const { components, parity, lattice } = operator;
    const { dimension } = lattice;
    const sites = { sites: parity };
    const vector = vectorFor(operator);
    const overlapWith = (y: Field) => {
      const overlap = dot(components, dimension).bind({ x: vector, y }, sites);
      return () => overlap().total;
    };
    const shrink = scaled(components, dimension).bind({ x: image, y: vector }, sites);
    const add = axpy(components, dimension).bind({ x: vector, y: start }, sites);
    const made: Direction = {
      vector,
      apply: operator.bind(vector, image),
      withImage: overlapWith(image),
      withRight: overlapWith(right),
      squared: overlapWith(vector),
      scale(a) {
        image.copyFrom(vector);
        shrink({ a });
      },
      addToGuess: a => void add({ a }),
    };
    this.directions[k] = made;
    return made;
  }

  /** Re ⟨v_j, v_k⟩, and v_k ← v_k − a v_j */
  private between(j: number, k: number) {
    const known = this.overlaps.get(`${j} ${k}`);
    if (known) return known;
    const { components, parity, lattice } = this.operator;
    const fields = { x: this.direction(j).vector, y: this.direction(k).vector };
    const overlap = dot(components, lattice.dimension).bind(fields, { sites: parity });
    const add = axpy(components, lattice.dimension).bind(fields, { sites: parity });
    const made = { overlap: () => overlap().total, subtract: (a: number) => void add({ a: -a }) };
    this.overlaps.set(`${j} ${k}`, made);
    return made;
  }
}
