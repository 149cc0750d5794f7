/** Layers and losses that a user adds by name; run files know them as [network] kind = NAME and training.loss = NAME. */
import { Registry } from '../lattice/index.ts';
import type { Layer } from './layers/layer.ts';
import { type LossRule, losses } from './train/loss.ts';

export interface OwnLayer {
  /** What it is, in a line. */
  readonly meaning: string;
  /** Keys beside those that every network has, each a schema of zod that says what is expected. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** First weights are random within ± this number. Default 0.001. */
  readonly spread?: number;
  /** One block. The names of its weights begin with `name`. */
  layer(name: string, options: Readonly<Record<string, unknown>>): Layer;
}

export const layerKinds = [
  'identity',
  'stout',
  'projected',
  'ape',
  'hyp',
  'nhyp',
  'hex',
  'flow',
  'convolution',
  'cask',
] as const;

export const ownLayers = new Registry<OwnLayer>('a layer', layerKinds);
export const ownLosses = new Registry<LossRule>('a loss', losses);

/** @throws if the name is taken, or is not made of letters and digits */
export function registerLayer(kind: string, layer: OwnLayer): void {
  ownLayers.add(kind, layer);
}

/** @throws if the name is taken, or is not made of letters and digits */
export function registerLoss(name: string, evaluate: LossRule['evaluate']): void {
  ownLosses.add(name, { name, evaluate });
}
