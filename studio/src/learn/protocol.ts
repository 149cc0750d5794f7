/** What a guided experiment and the worker that carries it out say to each other. */
import type { Picture } from '../engine/protocol.ts';
import type { DrawnPlot } from '../view/plot.ts';

export const studyNames = [
  'gauge',
  'balance',
  'stepSize',
  'errors',
  'confinement',
  'topology',
  'stout',
  'deconfinement',
  'attention',
  'surrogate',
] as const;
export type StudyName = (typeof studyNames)[number];

/** A number with a name; the name is a key of the words of the experiment. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface Progress {
  /** From 0 to 1. */
  readonly done: number;
  readonly figure?: DrawnPlot;
  readonly facts?: readonly Fact[];
  readonly picture?: Picture;
}

export type FromStudy =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly sentence: string };

export type Report = (progress: Progress) => void;
export type Study = (report: Report) => Promise<void>;
