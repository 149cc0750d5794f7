/**
 * What the run room asks of the physics. A simulation is a Markov chain that can make its next trajectory and say
 * what it saw; schedules, logs, error bars, reports and signals are the business of this room alone.
 */
import type { Facts } from '../catalogue/index.ts';
import type {
  GaugeConfiguration,
  ReadConfiguration,
  ReadOptions,
  ReadSpins,
  SpinConfiguration,
} from '../files/index.ts';
import type { GaugeField } from '../gauge/index.ts';
import type { Division, HermitianSolver, MemoryUse, ThreadOptions } from '../kernel/index.ts';
import type { Cite, Transformation } from '../lattice/index.ts';
import type { ReadWeightsFile } from '../network/index.ts';
import type { Resolved } from '../runfile/schema/index.ts';
import type { ProgressListener } from './progress.ts';

/** The three stretches of a run, in this order: forget the start, learn the weights, measure. */
export const phases = ['thermalise', 'train', 'production'] as const;
export type Phase = (typeof phases)[number];

/** Which entries of [measure] are due on a trajectory. */
export type Due = Readonly<Record<string, boolean>>;

/** What an observable gives on one configuration; lists of a fixed length for each run. */
export type Measurement = number | readonly number[];

/** What the driver asks for. */
export interface TrajectoryRequest {
  /** Counts from 1 through all phases; together with the seed it determines every random number. */
  readonly trajectory: number;
  readonly phase: Phase;
  readonly measure: Due;
}

/**
 * What one trajectory did and what was measured on the configuration it left behind. Every number must be finite;
 * anything else ends the run with a sentence that names it.
 */
export interface TrajectoryRecord {
  /** H(end) − H(start) of the exact Hamiltonian, of the proposal whether or not it was accepted; with HMC only. */
  readonly deltaH?: number;
  /** With HMC only: local updates have an acceptance for every link, not one for all. */
  readonly accepted?: boolean;
  /** What was due, by name, after the accept step. */
  readonly observables: Readonly<Record<string, Measurement>>;
  /** The loss of this trajectory before its weights changed; only in the phase "train". */
  readonly loss?: number;
  /** Mean number of conjugate-gradient iterations per solve. */
  readonly cgIterations?: number;
  /** Further numbers for the log, by name. */
  readonly extra?: Readonly<Record<string, number>>;
}

/** Lists of reals by name. */
export type State = Readonly<Record<string, Float64Array>>;

/** A chain, assembled and ready. */
export interface Simulation {
  /** One line for people: "SU(2) 4×4×4×4, SLHMC". */
  readonly name: string;
  readonly cites: readonly Cite[];
  /** What kernels really run on, after "auto" was decided: "wasm256". */
  readonly machine: string;
  /** Device and driver that kernels run on, if they do. */
  readonly device?: string;
  /** Threads that share the work; they change no bit. */
  readonly threads?: number;
  /** Which solver found eigenvalues; its last bits are its own. */
  readonly eigenvalues?: string;
  /** How kernels round; chains of one arithmetic have the same bits on all machines. */
  readonly arithmetic?: string;
  /** Hashes of the instruction lists of kernels, by name. */
  kernels?(): Readonly<Record<string, string>>;
  /** Makes one trajectory, at once or in the background. */
  next(request: TrajectoryRequest): TrajectoryRecord | Promise<TrajectoryRecord>;
  /** Training is over: the weights must not change any more. Called once, before the first production trajectory. */
  freeze?(): void;
  /** The weights as they are now, as a file for the run folder. Called at the end, also of an interrupted run. */
  saveWeights?(): { readonly fileName: string; readonly text: string };
  /**
   * All that the next trajectory depends on besides seed and number: links, weights, optimiser; a copy. Left out by a
   * chain that depends on nothing else.
   */
  state?(): State;
  /** Lists of the state that hold a field: on ranks, rank 0 alone has them, and `restore` hands them out. */
  readonly fields?: readonly string[];
  /** Takes up a state; the trajectories after it have the same bits as if the chain had never stopped. */
  restore?(state: State): void;
  /** The configuration that the last trajectory left behind. */
  configuration?(): GaugeConfiguration | SpinConfiguration;
  /** The same as the chain itself holds it: to look at, not to change, and not to keep beyond the next trajectory. */
  links?(): GaugeField;
  /** The network of the effective action, as it is now: to look at what it makes of the links. */
  readonly network?: Transformation<GaugeField>;
  /** What the observables are that records hold, by name. */
  readonly observables?: Readonly<Record<string, Facts>>;
  /** Bytes of fields and what belongs to them, now and at the most; of the large lattice in a rehearsal. */
  memory?(): MemoryUse;
  /** Lines for the banner: what was assembled, sizes, preflight results. */
  describe(): readonly string[];
  /** How kernels ran, in sentences, where the machine chose for each of them. */
  account?(): string | undefined;
  /** Gives back threads and memory. Called once, also after a failure. */
  close?(): void | Promise<void>;
}

/** The files that a run names, wherever they lie. */
export interface RunFiles {
  /** @throws Error with a sentence that names the file */
  configuration(path: string, options: ReadOptions): ReadConfiguration;
  /** The seed of the run that a configuration comes from, where that is known. */
  seedOf(configuration: string): unknown;
  /** @throws Error with a sentence that names the file */
  weights(path: string): ReadWeightsFile;
  /** @throws Error with a sentence that names the file */
  spins(path: string): ReadSpins;
  /** The files of spins in a folder or in the folder of a run. @throws Error with a sentence that names the path */
  spinsIn(folder: string): readonly string[];
  /** The same for links. */
  linksIn(folder: string): readonly string[];
}

/** Where there are no disks. */
export const noFiles: RunFiles = {
  configuration: refuseFile,
  seedOf: () => undefined,
  weights: refuseFile,
  spins: refuseFile,
  spinsIn: refuseFile,
  linksIn: refuseFile,
};

function refuseFile(path: string): never {
  throw new Error(`${path} cannot be read: this program was started without access to files.`);
}

export interface AssembleOptions {
  /** Shows a line to the user, for work that takes a while. */
  readonly announce: (line: string) => void;
  /** How files that the run names are read. Default: not at all. */
  readonly files?: RunFiles;
  /** The lattice of the run stands for one of these extents, whose memory is counted (rehearsal.ts). */
  readonly rehearsal?: { readonly large: readonly number[]; readonly onLists?: () => void };
  /** How threads are started, so many or as many as there are free cores. Default: there is one. */
  readonly threads?: (count: number | 'auto') => ThreadOptions;
  /** Ranks that compute the lattice together. */
  readonly ranks?: Omit<Division, 'extents'>;
  /** What an earlier part of the run was made with. */
  readonly madeWith?: { readonly eigenvalues?: string };
  /** How eigenvalues of electrons are computed, by a solver other than the own one. Default: there is none. */
  readonly eigenvalues?: FindSolver;
  /** Hears how far a trajectory is. */
  readonly progress?: ProgressListener;
}

/** A solver for matrices of so many rows, with the reason why it was taken. @throws where it is not there */
export type FindSolver = (
  rows: number,
  kind: 'auto' | 'own' | 'lapack',
) => Promise<{ readonly solver: HermitianSolver; readonly report: { readonly kind: string; readonly reason: string } }>;

/**
 * Builds the physics of a run.
 *
 * @throws InputError when something the user wrote cannot be used, such as a weights file; any Error otherwise
 */
export type Assemble = (resolved: Resolved, options: AssembleOptions) => Simulation | Promise<Simulation>;
