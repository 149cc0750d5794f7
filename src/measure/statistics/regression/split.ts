/**
 * Which measurements a regression learns from, which correct it and which it predicts: in whole blocks along the chain, long
 * against τ_int, so that blocks count as independent.
 */

export interface Blocked {
  /** The block of each configuration, rising along the chain. */
  readonly block: Int32Array;
  /** Whether the target was measured there. */
  readonly labelled: readonly boolean[];
}

/** The rows of one block, by what is done with them. */
export interface Block {
  readonly kind: 'train' | 'correct' | 'unlabelled';
  readonly labelled: readonly number[];
  readonly unlabelled: readonly number[];
}

/** A share of the blocks with labels, evenly spread, is for training, the others correct. */
export function blocksFor({ block, labelled }: Blocked, trainShare: number): Block[] {
  const rows = new Map<number, number[]>();
  block.forEach((b, i) => {
    const own = rows.get(b);
    if (own === undefined) rows.set(b, [i]);
    else own.push(i);
  });
  let seen = 0;
  return [...rows.values()].map(own => {
    const known = own.filter(i => labelled[i]);
    const unlabelled = own.filter(i => !labelled[i]);
    if (known.length === 0) return { kind: 'unlabelled', labelled: known, unlabelled };
    const isTrained = Math.floor((seen + 1) * trainShare) > Math.floor(seen * trainShare);
    seen++;
    return { kind: isTrained ? 'train' : 'correct', labelled: known, unlabelled };
  });
}

/** Rows to train on, to correct with and to predict. */
export interface Sets {
  readonly train: readonly number[];
  readonly correct: readonly number[];
  readonly unlabelled: readonly number[];
}

export function setsOf(blocks: readonly Block[]): Sets {
  const labelled = (kind: Block['kind']) => blocks.filter(one => one.kind === kind).flatMap(one => one.labelled);
  return {
    train: labelled('train'),
    correct: labelled('correct'),
    unlabelled: blocks.flatMap(one => one.unlabelled),
  };
}

/** The blocks of one kind, dealt into folds. */
export function foldsOf(blocks: readonly Block[], kind: Block['kind'], count: number): number[][] {
  const own = blocks.filter(one => one.kind === kind);
  const folds = Array.from({ length: Math.min(count, own.length) }, (): number[] => []);
  own.forEach((one, b) => {
    folds[b % folds.length].push(...one.labelled);
  });
  return folds;
}
