/** What the page and the worker that reads, analyses and draws say to each other. */
import type { FormField } from '../../../src/runfile/index.ts';
import type { Logged } from '../../../src/simulation/log/index.ts';

export type ToDesk =
  | { readonly kind: 'read'; readonly id: number; readonly text: string }
  /** Changes a key of a run file; undefined takes it out. */
  | {
      readonly kind: 'edit';
      readonly id: number;
      readonly text: string;
      readonly path: readonly string[];
      readonly value: unknown;
    }
  /** A new run, of which records follow. */
  | { readonly kind: 'begin'; readonly text: string }
  | { readonly kind: 'records'; readonly records: readonly Logged[] }
  | { readonly kind: 'analyse'; readonly id: number }
  /** A figure as a file of its own: drawn, or its numbers. */
  | { readonly kind: 'file'; readonly id: number; readonly figure: number; readonly as: 'svg' | 'csv' };

export interface ReadFile {
  /** One line of theory; undefined where the file is wrong. */
  readonly theory?: string;
  readonly problems: readonly { readonly line: number; readonly sentence: string }[];
  readonly fields: readonly FormField[];
  /** What the file holds. */
  readonly document: Readonly<Record<string, unknown>>;
}

export interface DrawnFigure {
  readonly heading: string;
  readonly caption: string;
  /** Markup of an SVG that takes its colours from the page. */
  readonly svg: string;
}

export interface NamedEstimate {
  readonly name: string;
  readonly title: string;
  readonly role: string;
  /** "0.7025(12)" */
  readonly shown: string;
  readonly mean: number;
  readonly error: number;
  readonly tauInt: number;
}

export interface Analysed {
  /** Production trajectories that counted. */
  readonly trajectories: number;
  readonly from: number;
  readonly estimates: readonly NamedEstimate[];
  readonly remarks: readonly string[];
  readonly figures: readonly DrawnFigure[];
}

/** Answers carry the id of what was asked. */
export type FromDesk = { readonly id: number } & (
  | { readonly kind: 'read'; readonly file: ReadFile }
  | { readonly kind: 'edit'; readonly text: string }
  | { readonly kind: 'analysed'; readonly analysed: Analysed | undefined }
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'failed'; readonly sentence: string }
);
