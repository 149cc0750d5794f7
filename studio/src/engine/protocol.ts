/** What the page and the worker that computes say to each other. */
import type { LogRecord } from '../../../src/simulation/index.ts';

/** What can be seen of the field itself. */
export const quantities = [
  'topologicalDensity',
  'energyDensity',
  'polyakovLoop',
  'networkChange',
  'attention',
  'spin',
  'neighbours',
] as const;
export type Quantity = (typeof quantities)[number];

/** Numbers of links, of which a picture holds one for each site. */
export const ofLinks: readonly Quantity[] = ['networkChange', 'attention'];

export interface Look {
  readonly quantity: Quantity;
  /** Flow time of the smoothing before it is looked at, in units of a². */
  readonly flow: number;
  /** Of numbers of links: those in this direction alone. */
  readonly direction?: number;
}

export type ToEngine =
  | { readonly kind: 'load'; readonly text: string; readonly look: Look; readonly perSecond: number | null }
  | { readonly kind: 'play' | 'pause' | 'step' }
  /** Trajectories per second; null: as fast as they can be made. */
  | { readonly kind: 'speed'; readonly perSecond: number | null }
  | { readonly kind: 'look'; readonly look: Look }
  /** The page is ready for another picture. */
  | { readonly kind: 'drawn' };

/** One real per site, x fastest. */
export interface Picture {
  readonly look: Look;
  readonly extents: readonly number[];
  readonly values: Float32Array;
  /** The sum over sites; of spins, Polyakov loops and numbers of links the mean. */
  readonly total: number;
  readonly trajectory: number;
  /** Where a site stands for its links: the numbers of all of them. */
  readonly links?: readonly LinkNumbers[];
}

export interface LinkNumbers {
  /** In a legend, where there are several of these. */
  readonly label: string;
  /** Which of the numbers of a site is which, in their order: "x", or "x, +y" for what a link in x sees towards +y. */
  readonly names: readonly string[];
  /** Site by site. */
  readonly values: Float32Array;
}

export interface Weight {
  readonly name: string;
  readonly value: number;
}

/** What was assembled. */
export interface Ready {
  readonly name: string;
  readonly title: string;
  readonly extents: readonly number[];
  readonly machine: string;
  readonly arithmetic: string;
  readonly quantities: readonly Quantity[];
  /** Whether the gradient flow smooths it. */
  readonly hasFlow: boolean;
  readonly banner: readonly string[];
}

export type State = 'running' | 'paused' | 'complete' | 'failed';

export type FromEngine =
  | { readonly kind: 'ready'; readonly ready: Ready }
  /** `lines` are those of log.jsonl. */
  | { readonly kind: 'records'; readonly records: readonly LogRecord[]; readonly lines: readonly string[] }
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'weights'; readonly trajectory: number; readonly weights: readonly Weight[] }
  | { readonly kind: 'state'; readonly state: State; readonly message?: string };
