/** What an analysis reads of a run folder, wherever that lies. */
import type { Fingerprint } from './fingerprint.ts';
import type { Resolved } from './schema/index.ts';

/** A text with the name of the file that holds it, for sentences. */
export interface NamedText {
  readonly path: string;
  readonly text: string;
}

export interface RunTexts {
  readonly folder: string;
  /** `resolved.toml`, read and checked. */
  readonly resolved: Resolved;
  readonly echo: NamedText;
  /** `provenance.json`, where it is there. */
  readonly provenance?: NamedText;
  /** Compared with its checksums, which are taken off. */
  readonly log: NamedText;
  /** What `cask measure` wrote: `measured*.jsonl`, in alphabetical order. */
  readonly measured: readonly NamedText[];
  /** `observables.json`, where it is there. */
  readonly observables?: NamedText;
  /** With what the chain was begun, as far as a checkpoint says so. */
  readonly begun?: Begun;
}

export interface Begun {
  readonly fingerprint: Fingerprint;
  readonly version: string;
  readonly node: string;
  /** Hash of the instruction lists of kernels. */
  readonly kernels: string;
}
