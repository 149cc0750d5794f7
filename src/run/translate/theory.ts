/** The pieces of a run file that both layouts of LatticeQCD.jl end in. */
import { InputError } from '../input/problem.ts';

/** A run file as it will be written, section by section; validated by the schema like any other. */
export interface Draft {
  readonly document: Record<string, unknown>;
  /** What was left out or changed, one sentence each. */
  readonly notes: string[];
}

/**
 * LatticeQCD.jl 2 draws momenta of width σ = √2 with kinetic energy p²/(2σ²) = p²/4, Cask and version 1 of width 1 with
 * p²/2. With p = σ p' the equations of motion are the same for t' = σ t: a step of 0.05 there is one of 0.05 √2 here.
 */
export const momentumWidth = { 1: 1, 2: Math.SQRT2 } as const;

/** What does not change the theory is left out with a note; another theory is never written in its place. */
export function otherTheory(fileName: string, what: string): InputError {
  return new InputError([`${fileName} has ${what}, which Cask cannot simulate; nothing was written.`]);
}

/** @throws InputError for a group that Cask does not have */
export function groupOf(fileName: string, colours: number): { name: string } {
  if (![2, 3, 4, 5].includes(colours)) throw otherTheory(fileName, `the gauge group SU(${colours})`);
  return { name: `SU(${colours})` };
}

/** @throws InputError unless fermions are periodic in space, and one of the two in time */
export function boundaryOf(fileName: string, signs: readonly number[]): 'periodic' | 'antiperiodic' {
  const time = signs.at(-1);
  if (signs.slice(0, -1).every(sign => sign === 1) && (time === 1 || time === -1)) {
    return time === 1 ? 'periodic' : 'antiperiodic';
  }
  throw otherTheory(fileName, `fermions with the boundary conditions [${signs.join(', ')}]`);
}

export interface LatticeQcdTrajectory {
  /** As written in the file. */
  readonly stepSize: number;
  readonly steps: number;
  /** σ of the momenta. */
  readonly width: number;
  readonly ordering: 'QPQ' | 'PQP';
  /** Gauge steps inside a fermion step, 1 without Sexton-Weingarten. */
  readonly gaugeSubsteps: number;
}

/** [sampler], in units of Cask. */
export function samplerOf({
  stepSize,
  steps,
  width,
  ordering,
  gaugeSubsteps,
}: LatticeQcdTrajectory): Record<string, unknown> {
  return {
    kind: 'hmc',
    trajectoryLength: Number((stepSize * steps * width).toPrecision(15)),
    steps,
    integrator: `leapfrog${ordering}`,
    ...(gaugeSubsteps > 1 ? { gaugeSubsteps } : {}),
  };
}

/** The sentence about units that belongs into every translation from version 2. */
export function unitNote({ stepSize, steps, width }: LatticeQcdTrajectory): string {
  const [theirs, ours] = [stepSize * steps, stepSize * steps * width].map(length => Number(length.toPrecision(6)));
  return width === 1
    ? `Trajectories of length ${theirs}: momenta have width 1 in both programs.`
    : `Trajectories of length ${theirs} with momenta of width ${Number(width.toPrecision(6))} are of length ${ours} with width 1.`;
}

const known: Readonly<Record<string, string>> = { cold: 'cold', hot: 'hot' };

/** [start], or nothing with a note. */
export function startOf(kind: string, notes: string[]): Record<string, unknown> {
  if (known[kind] !== undefined) return { start: { from: known[kind] } };
  notes.push(`The start ${JSON.stringify(kind)} is not translated; the run starts cold.`);
  return { start: { from: 'cold' } };
}
