/** `provenance.json`: where results come from, without naming the computer or its user. */

/** A module with parts of the user's own. */
export interface OwnModule {
  /** From the working directory on, or the name alone. */
  readonly file: string;
  /** Of its content; what it imports is not part of it. */
  readonly hash: string;
}

/** What a part of a run was made with. */
export interface Session {
  readonly version: string;
  /** Of the sources, where they are a git checkout. */
  readonly commit?: string;
  readonly node: string;
  readonly platform: string;
  /** What kernels ran on. */
  readonly machine: string;
  /** Device and driver, where kernels ran on one. */
  readonly device?: string;
  /** Threads that shared the work. */
  readonly threads?: number;
  /** Which solver found eigenvalues of electrons. */
  readonly eigenvalues?: string;
  /** How its kernels ran, where it chose for each of them; known at the end. */
  readonly account?: string;
  /** How kernels round: two machines of one arithmetic give the same bits. */
  readonly arithmetic?: string;
  /** Hashes of the instruction lists of kernels, by name. */
  readonly kernels?: Readonly<Record<string, string>>;
  /** Modules of the user's own, as `--with` loaded them. */
  readonly modules?: readonly OwnModule[];
  /** UTC. */
  readonly started: string;
}

export interface Provenance extends Session {
  readonly program: 'cask';
  readonly seed: number;
  /** The parts of an interrupted run after the first, each with the last trajectory before it. */
  readonly resumed?: readonly (Session & { readonly after: number })[];
}
