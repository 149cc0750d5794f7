/** What attention looks at: the matrix A_ij of one layer on one configuration. */
import { Tape } from '../../lattice/index.ts';
import type { SpinField } from '../spinField.ts';
import type { Score } from './kernels.ts';
import type { EffectiveModel } from './model.ts';

/**
 * A_ij of layer 1 … L, row after row (i slower), sites with x fastest. A convolution has its diagonal only.
 *
 * @throws if the model has no such layer
 */
export function attentionMap(model: EffectiveModel, u: SpinField, layer: number): Float64Array {
  const { layers, options } = model;
  const chosen = layers[layer - 1];
  if (!chosen) throw new Error(`${model.name} has the layers 1 to ${layers.length}; found ${layer}.`);
  const tape = new Tape(u.field);
  const below = layers.slice(0, layer - 1).reduce((S, { forward }) => forward(tape, S), u.field);
  const { Q, K } = chosen.project(tape, below);
  const [q, k] = [Q.toArray(), K.toArray()];
  tape.dispose();
  const N = u.lattice.volume;
  const A = new Float64Array(N * N);
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) {
      if (!chosen.attends && i !== j) continue;
      const G = q[3 * i] * k[3 * j] + q[3 * i + 1] * k[3 * j + 1] + q[3 * i + 2] * k[3 * j + 2];
      A[N * i + j] = G / Math.sqrt(3);
    }
    score(A.subarray(N * i, N * i + N), options.score);
  }
  return A;
}

function score(row: Float64Array, kind: Score): void {
  if (kind === 'relu') for (let j = 0; j < row.length; j++) row[j] = Math.max(row[j], 0);
  if (kind !== 'softmax') return;
  let sum = 0;
  for (let j = 0; j < row.length; j++) {
    row[j] = Math.exp(row[j]);
    sum += row[j];
  }
  for (let j = 0; j < row.length; j++) row[j] /= sum;
}
