/** Which rows the variants of a kernel visit, in which order, and where the blocks of a launch begin in their lists. */
import { MemoryBlock } from '../machine/block.ts';
import type { Grid, Parity, Row } from '../machine/grid.ts';
import type { Arena } from '../machine/memory.ts';
import { blockOfRow } from '../threads/blocks.ts';

/** Rows whose displaced reads need the same lane permutations. */
export interface Variant {
  readonly permutations: readonly (readonly number[])[];
  readonly rows: readonly Row[];
}

export function rowVariants(grid: Grid, displacements: readonly (readonly number[])[]): Variant[] {
  const groups = new Map<string, { permutations: number[][]; rows: Row[] }>();
  for (const row of grid.rows) {
    const permutations = displacements.map(d => grid.permutation(row, d));
    const key = permutations.map(p => p.join('')).join('|');
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { permutations, rows: [row] });
  }
  return [...groups.values()];
}

/** For each variant the list of its rows: addresses where each block begins, and where the last one ends. */
export type RowPlan = readonly {
  readonly bounds: readonly number[];
  readonly block: MemoryBlock<Int32Array>;
}[];

/** How the list of sites is walked through. */
export interface Walk {
  /** Sites visited by all parts of a kernel before the next ones. */
  readonly piece: number;
  /** Whether the kernel reads neighbours. */
  readonly neighbours: boolean;
  /** How many times as many pieces the lattice that is counted for has. */
  readonly largeFactor: number;
  /** Blocks that different threads may run. */
  readonly blocks: number;
  /** If given, only pieces that begin at these outer sites. */
  readonly among?: ReadonlySet<number>;
}

/** The rows that each variant visits. */
export function rowPlan(memory: Arena, grid: Grid, variants: readonly Variant[], sites: Parity, walk: Walk): RowPlan {
  const wanted = new Set(grid.rowsOf(sites));
  return variants.map(({ rows }) => {
    const list = pieces(
      rows.filter(row => wanted.has(row)),
      grid,
      walk,
    );
    const length = Math.max(1, entryWords * list.length);
    const block = new MemoryBlock(memory, Int32Array, length, length * walk.largeFactor);
    block.values.set(list.flatMap(({ site }) => [site, Math.floor(site / grid.tileLength)]));
    const before = (b: number) => list.filter(piece => piece.block < b).length;
    const bounds = Array.from({ length: walk.blocks + 1 }, (_, b) => block.pointer + 4 * entryWords * before(b));
    return { bounds, block };
  });
}

/** First outer site and the number of its tile. */
const entryWords = 2;

interface Piece {
  readonly site: number;
  readonly block: number;
}

/**
 * Block after block. Even and odd sites of the same slow coordinates are each other's neighbours: visited together, what
 * one has brought into the cache is there for the other.
 */
function pieces(rows: readonly Row[], grid: Grid, { piece, neighbours, blocks, among }: Walk): Piece[] {
  const { rowLength, slowRows } = grid;
  const entries = rows.flatMap(({ firstSite }) => {
    const number = firstSite / rowLength;
    const block = blockOfRow(number, grid, blocks);
    return Array.from({ length: rowLength / piece }, (_, k) => ({ number, k, slow: number % slowRows, block }));
  });
  entries.sort(
    (a, b) => a.block - b.block || (neighbours ? a.slow - b.slow || a.k - b.k : 0) || a.number - b.number || a.k - b.k,
  );
  return entries
    .map(({ number, k, block }) => ({ site: number * rowLength + k * piece, block }))
    .filter(({ site }) => !among || among.has(site));
}

const [shortestPiece, longestPiece] = [4, 8];

/**
 * Few sites, so that they stay in the fastest cache, and a divisor of the row. A kernel with sums visits tiles, of which
 * these are made; one of a single part, whole rows.
 */
export function pieceLength({ rowLength, tileLength }: Grid, parts: number, sums: number): number {
  if (sums > 0) return tileLength;
  if (parts === 1) return rowLength;
  for (let piece = longestPiece; piece >= shortestPiece; piece--) if (rowLength % piece === 0) return piece;
  return rowLength;
}
