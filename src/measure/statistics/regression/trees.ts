/**
 * Gradient-boosted regression trees on histograms: O^P starts as the mean, and each round adds a small tree that is fitted to what is
 * left, r = O − O^P. A tree asks at each node whether one input lies below one of 31 quantiles; the question that reduces
 * the squares most is taken,
 *   gain = S_L²/(n_L + 1) + S_R²/(n_R + 1) − S²/(n + 1),   S = Σ r,
 * and a leaf answers with S/(n + 1) times the learning rate.
 *
 * J. H. Friedman, Annals of Statistics 29 (2001) 1189; histograms: G. Ke et al., NeurIPS 30 (2017) 3146 (LightGBM).
 */
import type { Columns, Learner, Predict, Rows } from './learner.ts';

export interface TreeOptions {
  readonly rounds: number;
  /** Questions on the way to a leaf. */
  readonly depth: number;
  readonly rate: number;
}

const mostBins = 32;
const smallestLeaf = 5;

/** A node with a question, or a leaf: then `input` is −1. */
interface Tree {
  readonly input: number[];
  readonly below: number[];
  readonly value: number[];
}

export function boostedTrees(options: TreeOptions): Learner {
  const { rounds, depth, rate } = options;
  return {
    name: `boosted trees, ${rounds} of depth ${depth}, rate ${rate}`,
    train(inputs, targets, rows) {
      const binned = binnedOf(inputs);
      const models = targets.map(target => boosted(binned, target, rows, options));
      return predicting(models);
    },
  };
}

interface Binned {
  /** `edges[f]`: upper ends of all bins but the last. */
  readonly edges: readonly Float64Array[];
  /** `bins[f][i]` */
  readonly bins: readonly Uint8Array[];
}

const known = new WeakMap<Columns, Binned>();

/** Bins depend on inputs alone, so that resamples share them. */
function binnedOf(inputs: Columns): Binned {
  const found = known.get(inputs);
  if (found !== undefined) return found;
  const edges = inputs.map(column => {
    const sorted = Float64Array.from(column).sort();
    const quantiles = Array.from({ length: mostBins - 1 }, (_, b) => {
      const at = Math.floor(((b + 1) * sorted.length) / mostBins);
      return (sorted[Math.max(at - 1, 0)] + sorted[at]) / 2;
    });
    return Float64Array.from(new Set(quantiles));
  });
  const bins = inputs.map((column, f) => Uint8Array.from(column, x => binOf(x, edges[f])));
  const binned = { edges, bins };
  known.set(inputs, binned);
  return binned;
}

function binOf(x: number, edges: Float64Array): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x > edges[middle]) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Model {
  readonly mean: number;
  readonly trees: readonly Tree[];
}

function boosted(binned: Binned, target: Float64Array, rows: Rows, { rounds, depth, rate }: TreeOptions): Model {
  const count = rows.length;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += target[rows[i]] / count;
  const rest = Float64Array.from({ length: count }, (_, i) => target[rows[i]] - mean);
  const trees: Tree[] = [];
  for (let round = 0; round < rounds; round++) {
    const { tree, leaf } = grown(binned, rest, rows, depth, rate);
    for (let i = 0; i < count; i++) rest[i] -= tree.value[leaf[i]];
    trees.push(tree);
  }
  return { mean, trees };
}

/** Node n has the children 2n + 1 and 2n + 2. */
function grown({ edges, bins }: Binned, rest: Float64Array, rows: Rows, depth: number, rate: number) {
  const size = 2 ** (depth + 1) - 1;
  const tree: Tree = {
    input: new Array<number>(size).fill(-1),
    below: new Array<number>(size).fill(0),
    value: new Array<number>(size).fill(0),
  };
  const leaf = new Uint16Array(rows.length);
  for (let level = 0; level <= depth; level++) {
    const first = 2 ** level - 1;
    const width = 2 ** level;
    const [counts, sums] = [new Float64Array(width), new Float64Array(width)];
    for (let i = 0; i < rows.length; i++) {
      if (leaf[i] < first) continue;
      counts[leaf[i] - first]++;
      sums[leaf[i] - first] += rest[i];
    }
    for (let n = 0; n < width; n++) tree.value[first + n] = (rate * sums[n]) / (counts[n] + 1);
    if (level === depth) break;
    const best = new Float64Array(width).fill(1e-300);
    const cuts = new Int32Array(width);
    for (let f = 0; f < bins.length; f++) {
      const own = bins[f];
      const length = edges[f].length + 1;
      const [n, S] = [new Float64Array(width * length), new Float64Array(width * length)];
      for (let i = 0; i < rows.length; i++) {
        if (leaf[i] < first) continue;
        const at = (leaf[i] - first) * length + own[rows[i]];
        n[at]++;
        S[at] += rest[i];
      }
      for (let node = 0; node < width; node++) {
        const before = sums[node] ** 2 / (counts[node] + 1);
        let [left, sum] = [0, 0];
        for (let b = 0; b + 1 < length; b++) {
          left += n[node * length + b];
          sum += S[node * length + b];
          const right = counts[node] - left;
          if (left < smallestLeaf || right < smallestLeaf) continue;
          const gain = sum ** 2 / (left + 1) + (sums[node] - sum) ** 2 / (right + 1) - before;
          if (gain <= best[node]) continue;
          best[node] = gain;
          tree.input[first + node] = f;
          tree.below[first + node] = edges[f][b];
          cuts[node] = b;
        }
      }
    }
    for (let i = 0; i < rows.length; i++) {
      const node = leaf[i];
      if (node < first || tree.input[node] < 0) continue;
      leaf[i] = 2 * node + (bins[tree.input[node]][rows[i]] <= cuts[node - first] ? 1 : 2);
    }
  }
  return { tree, leaf };
}

function predicting(models: readonly Model[]): Predict {
  return inputs =>
    models.map(({ mean, trees }) =>
      Float64Array.from({ length: inputs[0].length }, (_, i) =>
        trees.reduce((sum, { input, below, value }) => {
          let node = 0;
          while (input[node] >= 0) node = 2 * node + (inputs[input[node]][i] <= below[node] ? 1 : 2);
          return sum + value[node];
        }, mean),
      ),
    );
}
