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
 * Where a lattice is divided among ranks, a grid is the part of one of them, and lanes cut this part. Sites of other ranks
 * have numbers beyond those of its own (halo.ts), with their lanes in place.
 *
 * Sums are made of tiles: two neighbouring lines along x in four dimensions (one if the second extent is odd), one line
 * in two and three. Each row is whole tiles, one after the other.
 */
import { modulo, product, rank, unrank } from './digits.ts';
import type { Division } from './division.ts';
import { Halo } from './halo.ts';
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
  /** Of the whole lattice. */
  readonly extents: readonly number[];
  /** Among ranks, if it is divided: then this is the part of one of them. */
  readonly division: Division | undefined;
  /** Of this part. */
  readonly local: readonly number[];
  /** Coordinates of the first site of this part. */
  readonly offset: readonly number[];
  readonly lanes: number;
  /** Into how many parts each direction is cut. */
  readonly parts: readonly number[];
  /** Sites of this part. */
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
  /** Sites of other ranks; undefined where the lattice is not divided. */
  readonly halo: Halo | undefined;
  private readonly slow: number;
  private readonly outerExtents: readonly number[];
  private readonly neighbourTables = new Map<string, Int32Array>();
  private readonly summations = new Map<Parity, Summation>();

  constructor(extents: readonly number[], lanesWanted: number, division?: Division) {
    this.extents = extents;
    this.division = division;
    this.local = extents.map((L, mu) => L / (division?.ranks[mu] ?? 1));
    const place = division ? unrank(division.communicator.rank, division.ranks) : extents.map(() => 0);
    this.offset = this.local.map((L, mu) => L * place[mu]!);
    this.slow = Math.min(2, extents.length - 1);
    this.checkerboard = extents.every(extent => extent % 2 === 0);
    const unit = this.checkerboard ? 2 : 1;
    this.parts =
      cutBeside(division?.ranks, this.local, this.slow, lanesWanted, unit) ??
      cut(this.local, this.slow, lanesWanted, unit);
    this.lanes = product(this.parts);
    this.outerExtents = this.local.map((L, mu) => L / this.parts[mu]!);
    this.volume = product(this.local);
    this.outerVolume = this.volume / this.lanes;
    const fast = this.outerExtents.slice(0, extents.length - this.slow);
    this.rowLength = product(fast) / (this.checkerboard ? 2 : 1);
    this.tileLength = this.rowLength / this.tilesInRow;
    this.rows = this.makeRows();
    if (division) {
      const { local, outerExtents, parts, lanes, outerVolume } = this;
      const outerIndex = (inner: readonly number[]) => this.outerIndex(inner);
      this.halo = new Halo({ division, local, outerExtents, parts, lanes, outerVolume, outerIndex });
    }
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
    const lines = this.extents.length - this.slow > 1 ? this.local[1]! : 1;
    return lines % 2 === 0 ? lines / 2 : lines;
  }

  /** How many tiles there are, so many partial sums in each lane. */
  get tiles(): number {
    return this.outerVolume / this.tileLength;
  }

  private isDivided(mu: number): boolean {
    return this.division !== undefined && this.division.ranks[mu]! > 1;
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

  /** Whether the site with these coordinates (within the lattice) is in this part. */
  owns(coordinates: readonly number[]): boolean {
    return coordinates.every((c, mu) => c >= this.offset[mu]! && c < this.offset[mu]! + this.local[mu]!);
  }

  /** Outer site and lane of the site with these coordinates (within this part). */
  place(coordinates: readonly number[]): Place {
    const here = coordinates.map((c, mu) => c - this.offset[mu]!);
    const inner = here.map((c, mu) => c % this.outerExtents[mu]!);
    const part = here.map((c, mu) => Math.floor(c / this.outerExtents[mu]!));
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

  /** Coordinates of outer site `outer`, lane 0, counted from the first site of this part. */
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
    const coordinates = this.outerCoordinates(outer).map(
      (c, mu) => this.offset[mu]! + c + part[mu]! * this.outerExtents[mu]!,
    );
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
        const there = here.map((c, mu) => c + d[mu]!);
        table[outer * count + k] = this.halo
          ? this.halo.outerAt(there)
          : this.outerIndex(there.map((c, mu) => modulo(c, this.outerExtents[mu]!)));
      });
    }
  }

  /** Seen from a row: lane l of the neighbour at `displacement` sits in lane permutation[l] of its outer site. */
  permutation(row: Row, displacement: readonly number[]): number[] {
    const fast = this.extents.length - this.slow;
    const carry = this.extents.map((_, mu) =>
      mu < fast || this.isDivided(mu)
        ? 0
        : Math.floor((row.coordinates[mu - fast]! + displacement[mu]!) / this.outerExtents[mu]!),
    );
    return Array.from({ length: this.lanes }, (_, lane) => {
      const part = unrank(lane, this.parts).map((p, mu) => modulo(p + carry[mu]!, this.parts[mu]!));
      return rank(part, this.parts);
    });
  }

  /** How the partial sums of the tiles add up, in an order that depends on the lattice only, never on lanes. */
  summation(parity: Parity): Summation {
    const made =
      this.summations.get(parity) ?? summation(this.levels(parity), this.tileOrder(parity), this.levelDivision());
    this.summations.set(parity, made);
    return made;
  }

  /** How many sums are added at each level: the tiles of a row, the slow directions one after the other, parities. */
  private levels(parity: Parity): number[] {
    return [this.tilesInRow, ...this.slowOf(this.local), this.checkerboard && parity === 'all' ? 2 : 1];
  }

  /** Among how many ranks each level is divided. */
  private levelDivision() {
    if (!this.division) return;
    const { ranks, communicator } = this.division;
    const lines = this.extents.length - this.slow > 1 ? ranks[1]! : 1;
    return { ranks: [lines, ...this.slowOf(ranks), 1], communicator };
  }

  /** The number of the partial sum, (tile, lane), of each tile. */
  private tileOrder(parity: Parity): Int32Array {
    const slowExtents = this.slowOf(this.local);
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

/** A cut in directions that ranks do not divide, which costs no copies. */
function cutBeside(
  ranks: readonly number[] | undefined,
  extents: readonly number[],
  slow: number,
  lanes: number,
  unit: 1 | 2,
): number[] | undefined {
  if (!ranks) return;
  const parts = cut(
    extents.map((extent, mu) => (ranks[mu]! > 1 ? unit : extent)),
    slow,
    lanes,
    unit,
  );
  return product(parts) === lanes ? parts : undefined;
}

/** Into more parts than this one direction is cut only where two cannot be: V8 leaves their permutations of f32 at 128 bits. */
const partsOfOne = 4;

/** Factors that cut the slow directions into `lanes` parts of extents that `unit` divides, or fewer if that cannot be. */
function cut(extents: readonly number[], slow: number, lanes: number, unit: 1 | 2): number[] {
  const uncut = extents.map(() => 1);
  if (lanes === 1 || slow === 0) return uncut;
  const last = extents.length - 1;
  const fits = (mu: number, parts: number) => extents[mu]! % (unit * parts) === 0;
  const choices: [number, number][] = [[1, lanes]];
  for (let second = 2; second <= lanes; second *= 2) choices.push([second, lanes / second]);
  choices.sort((a, b) => Number(Math.max(...a) > partsOfOne) - Number(Math.max(...b) > partsOfOne));
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
