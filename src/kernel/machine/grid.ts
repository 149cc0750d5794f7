/**
 * How the sites of a periodic lattice lie in memory.
 *
 * SIMD lanes hold different sites: along one or two of the slow directions the lattice is cut into equal parts, and
 * lane l of "outer" site o is the site of part l. Outer sites are ordered even sites first, then odd ones; within a
 * parity by rows: a row is all sites with the same slow coordinates (the last two directions, or the last one in two
 * dimensions, or none in one). Every part has even extent, so all lanes of an outer site have the same parity; a lattice
 * that cannot be cut like this gets one lane.
 *
 * With an odd extent anywhere, neighbours across the boundary have the same parity: the lattice is no checkerboard. Then
 * a row holds the sites of both parities, and parts may have any extent.
 *
 * A neighbour across the cut is another outer site with its lanes permuted; which permutation depends on the row only.
 *
 * Sums are made of tiles: two neighbouring lines along x in four dimensions (one if the second extent is odd), one line
 * in two and three. Each row is whole tiles, one after the other.
 */
import { type Summation, summation } from './sums.ts';

export type Parity = 'all' | 'even' | 'odd';

/** Where a site is: outer site and lane. */
export interface Place {
  readonly outer: number;
  readonly lane: number;
}

export interface Row {
  /** Slow coordinates of lane 0 of this row. */
  readonly coordinates: readonly number[];
  readonly parity: 0 | 1;
  readonly firstSite: number;
}

export class Grid {
  readonly extents: readonly number[];
  readonly lanes: number;
  /** Into how many parts each direction is cut. */
  readonly parts: readonly number[];
  readonly volume: number;
  readonly outerVolume: number;
  /** Whether even sites have odd neighbours only: all extents are even. */
  readonly checkerboard: boolean;
  /** Outer sites in one row. */
  readonly rowLength: number;
  /** Outer sites in one tile, whose values are added in the order of its sites. */
  readonly tileLength: number;
  /** Even rows, then odd rows; all in one list if the lattice is no checkerboard. */
  readonly rows: readonly Row[];
  private readonly slow: number;
  private readonly outerExtents: readonly number[];
  private readonly neighbourTables = new Map<string, Int32Array>();
  private readonly summations = new Map<Parity, Summation>();

  constructor(extents: readonly number[], lanesWanted: number) {
    this.extents = extents;
    this.slow = Math.min(2, extents.length - 1);
    this.checkerboard = extents.every(extent => extent % 2 === 0);
    this.parts = cut(extents, this.slow, lanesWanted, this.checkerboard ? 2 : 1);
    this.lanes = product(this.parts);
    this.outerExtents = extents.map((L, mu) => L / this.parts[mu]!);
    this.volume = product(extents);
    this.outerVolume = this.volume / this.lanes;
    const fast = this.outerExtents.slice(0, extents.length - this.slow);
    this.rowLength = product(fast) / (this.checkerboard ? 2 : 1);
    this.tileLength = this.rowLength / this.tilesInRow;
    this.rows = this.makeRows();
  }

  private makeRows(): Row[] {
    const slowExtents = this.slowOf(this.outerExtents);
    const count = product(slowExtents);
    const rows: Row[] = [];
    for (const parity of this.checkerboard ? ([0, 1] as const) : ([0] as const)) {
      for (let k = 0; k < count; k++) {
        const coordinates = unrank(k, slowExtents);
        rows.push({ coordinates, parity, firstSite: rows.length * this.rowLength });
      }
    }
    return rows;
  }

  private slowOf<T>(perDirection: readonly T[]): T[] {
    return perDirection.slice(this.extents.length - this.slow);
  }

  private get tilesInRow(): number {
    const lines = this.extents.length - this.slow > 1 ? this.extents[1]! : 1;
    return lines % 2 === 0 ? lines / 2 : lines;
  }

  /** How many tiles there are, so many partial sums in each lane. */
  get tiles(): number {
    return this.outerVolume / this.tileLength;
  }

  /** Combinations of the slow coordinates: rows of one parity. */
  get slowRows(): number {
    return this.rows.length / (this.checkerboard ? 2 : 1);
  }

  /** @throws if `what` needs even and odd sites and the lattice is no checkerboard */
  requireCheckerboard(what: string): void {
    if (this.checkerboard) return;
    throw new Error(
      `${what}, but on the lattice ${this.extents.join('×')} neighbours are not even and odd in turn, because of the ` +
        `extent ${this.extents.find(extent => extent % 2 !== 0)}. Use even extents.`,
    );
  }

  /**
   * Rows of the given parity.
   *
   * @throws if one parity is asked for and the lattice is no checkerboard
   */
  rowsOf(parity: Parity): readonly Row[] {
    if (parity === 'all') return this.rows;
    this.requireCheckerboard(`Only the ${parity} sites are to be visited`);
    const half = this.rows.length / 2;
    return parity === 'even' ? this.rows.slice(0, half) : this.rows.slice(half);
  }

  /** Coordinates of global site number `site` (first direction fastest). */
  coordinates(site: number): number[] {
    return unrank(site, this.extents);
  }

  /** Global site number of coordinates taken modulo the extents. */
  siteAt(coordinates: readonly number[]): number {
    return rank(
      coordinates.map((c, mu) => modulo(c, this.extents[mu]!)),
      this.extents,
    );
  }

  /** Outer site and lane of the site with these coordinates (within the lattice). */
  place(coordinates: readonly number[]): Place {
    const inner = coordinates.map((c, mu) => c % this.outerExtents[mu]!);
    const part = coordinates.map((c, mu) => Math.floor(c / this.outerExtents[mu]!));
    return { outer: this.outerIndex(inner), lane: rank(part, this.parts) };
  }

  private outerIndex(inner: readonly number[]): number {
    const fast = inner.length - this.slow;
    const row = rank(inner.slice(fast), this.outerExtents.slice(fast));
    const within = rank(inner.slice(0, fast), this.outerExtents.slice(0, fast));
    if (!this.checkerboard) return row * this.rowLength + within;
    const parity = inner.reduce((sum, c) => sum + c, 0) & 1;
    return (parity * this.slowRows + row) * this.rowLength + (within >> 1);
  }

  /** Coordinates of outer site `outer`, lane 0. */
  outerCoordinates(outer: number): number[] {
    const row = this.rows[Math.floor(outer / this.rowLength)]!;
    const fast = this.outerExtents.slice(0, this.extents.length - this.slow);
    if (!this.checkerboard) return [...unrank(outer % this.rowLength, fast), ...row.coordinates];
    const within = 2 * (outer % this.rowLength);
    // Two neighbouring sites in x share `within`; the parity of the row decides between them.
    const candidate = unrank(within, fast);
    const parity = [...candidate, ...row.coordinates].reduce((sum, c) => sum + c, 0) & 1;
    if (parity !== row.parity) candidate[0]!++;
    return [...candidate, ...row.coordinates];
  }

  /** Global number of the site in this lane of an outer site. */
  siteIn(outer: number, lane: number): number {
    const part = unrank(lane, this.parts);
    const coordinates = this.outerCoordinates(outer).map((c, mu) => c + part[mu]! * this.outerExtents[mu]!);
    return rank(coordinates, this.extents);
  }

  /** For every outer site, the outer sites at the displacements, interleaved: [site][displacement]. */
  neighbours(displacements: readonly (readonly number[])[]): Int32Array {
    const key = displacements.map(d => d.join(',')).join('|');
    const known = this.neighbourTables.get(key);
    if (known) return known;
    const table = new Int32Array(this.outerVolume * displacements.length);
    this.writeNeighbours(displacements, table);
    this.neighbourTables.set(key, table);
    return table;
  }

  /** The same into memory of others. */
  writeNeighbours(displacements: readonly (readonly number[])[], table: Int32Array): void {
    const count = displacements.length;
    for (let outer = 0; outer < this.outerVolume; outer++) {
      const here = this.outerCoordinates(outer);
      displacements.forEach((d, k) => {
        table[outer * count + k] = this.outerIndex(here.map((c, mu) => modulo(c + d[mu]!, this.outerExtents[mu]!)));
      });
    }
  }

  /** Seen from a row: lane l of the neighbour at `displacement` sits in lane permutation[l] of its outer site. */
  permutation(row: Row, displacement: readonly number[]): number[] {
    const fast = this.extents.length - this.slow;
    const carry = this.extents.map((_, mu) =>
      mu < fast ? 0 : Math.floor((row.coordinates[mu - fast]! + displacement[mu]!) / this.outerExtents[mu]!),
    );
    return Array.from({ length: this.lanes }, (_, lane) => {
      const part = unrank(lane, this.parts).map((p, mu) => modulo(p + carry[mu]!, this.parts[mu]!));
      return rank(part, this.parts);
    });
  }

  /** How the partial sums of the tiles add up, in an order that depends on the lattice only, never on lanes. */
  summation(parity: Parity): Summation {
    const made = this.summations.get(parity) ?? summation(this.levels(parity), this.tileOrder(parity));
    this.summations.set(parity, made);
    return made;
  }

  /** How many sums are added at each level: the tiles of a row, the slow directions one after the other, parities. */
  private levels(parity: Parity): number[] {
    return [this.tilesInRow, ...this.slowOf(this.extents), this.checkerboard && parity === 'all' ? 2 : 1];
  }

  /** The number of the partial sum, (tile, lane), of each tile of the lattice. */
  private tileOrder(parity: Parity): Int32Array {
    const slowExtents = this.slowOf(this.extents);
    const fast = this.extents.length - this.slow;
    const outerSlow = this.slowOf(this.outerExtents);
    const order: number[] = [];
    const parities = this.checkerboard ? [0, 1] : [0];
    for (const p of parity === 'all' ? parities : [parity === 'even' ? 0 : 1]) {
      for (let k = 0; k < product(slowExtents); k++) {
        const slow = unrank(k, slowExtents);
        const inner = slow.map((c, i) => c % outerSlow[i]!);
        const part = slow.map((c, i) => Math.floor(c / outerSlow[i]!));
        const lane = rank([...new Array(fast).fill(0), ...part], this.parts);
        const row = p * this.slowRows + rank(inner, outerSlow);
        for (let tile = 0; tile < this.tilesInRow; tile++) {
          order.push((row * this.tilesInRow + tile) * this.lanes + lane);
        }
      }
    }
    return Int32Array.from(order);
  }
}

/** Factors that cut the slow directions into `lanes` parts of extents that `unit` divides, or fewer if that cannot be. */
function cut(extents: readonly number[], slow: number, lanes: number, unit: 1 | 2): number[] {
  const uncut = extents.map(() => 1);
  if (lanes === 1 || slow === 0) return uncut;
  const last = extents.length - 1;
  const fits = (mu: number, parts: number) => extents[mu]! % (unit * parts) === 0;
  const choices: [number, number][] = [[1, lanes]];
  for (let second = 2; second <= lanes; second *= 2) choices.push([second, lanes / second]);
  for (const [before, final] of choices) {
    if (before > 1 && (slow < 2 || !fits(last - 1, before))) continue;
    if (final > 1 && !fits(last, final)) continue;
    const parts = [...uncut];
    parts[last] = final;
    if (before > 1) parts[last - 1] = before;
    return parts;
  }
  return cut(extents, slow, lanes / 2, unit);
}

export function product(values: readonly number[]): number {
  return values.reduce((p, v) => p * v, 1);
}

export function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}

/** Mixed-radix number with the first digit fastest. */
export function rank(digits: readonly number[], radices: readonly number[]): number {
  let value = 0;
  for (let k = digits.length - 1; k >= 0; k--) value = value * radices[k]! + digits[k]!;
  return value;
}

export function unrank(value: number, radices: readonly number[]): number[] {
  let rest = value;
  return radices.map(radix => {
    const digit = rest % radix;
    rest = Math.floor(rest / radix);
    return digit;
  });
}
