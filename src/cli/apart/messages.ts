/** What the thread that computes tells the one that listens. */
import type { SharedMemory } from './shared.ts';

export type Message =
  | { readonly kind: 'stdout'; readonly text: string }
  | { readonly kind: 'stderr'; readonly text: string }
  /** The lock of a folder, to be touched as long as it is held. */
  | { readonly kind: 'held'; readonly path: string }
  | { readonly kind: 'released'; readonly path: string }
  /** Nothing more is to be said than errors. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'ended'; readonly code: number };

/** What it is started with. */
export interface Order {
  readonly argv: readonly string[];
  /** How to start the program once more. */
  readonly program: readonly string[];
  readonly memory: SharedMemory;
  readonly terminal: { readonly isTTY: boolean; readonly columns: number | undefined };
}
