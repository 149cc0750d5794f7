/** [sampler] of the translated run: molecular dynamics in units of Cask, or heatbath. */
import { InputError } from '../input/problem.ts';

/**
 * LatticeQCD.jl 2 draws momenta of width σ = √2 with kinetic energy p²/(2σ²) = p²/4, Cask and version 1 of width 1 with
 * p²/2. With p = σ p' the equations of motion are the same for t' = σ t: a step of 0.05 there is one of 0.05 √2 here.
 */
export const momentumWidth = { 1: 1, 2: Math.SQRT2 } as const;

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
export function samplerOf(
  { stepSize, steps, width, ordering, gaugeSubsteps }: LatticeQcdTrajectory,
  solver: Record<string, unknown> | undefined,
): Record<string, unknown> {
  return {
    kind: 'hmc',
    trajectoryLength: Number((stepSize * steps * width).toPrecision(15)),
    steps,
    integrator: `leapfrog${ordering}`,
    ...(gaugeSubsteps > 1 ? { gaugeSubsteps } : {}),
    ...(solver ? { solver } : {}),
  };
}

/** The sentence about units that belongs into every translation from version 2. */
export function unitNote({ stepSize, steps, width }: LatticeQcdTrajectory): string {
  const [theirs, ours] = [stepSize * steps, stepSize * steps * width].map(length => Number(length.toPrecision(6)));
  return width === 1
    ? `Trajectories of length ${theirs}: momenta have width 1 in both programs.`
    : `Trajectories of length ${theirs} with momenta of width ${Number(width.toPrecision(6))} are of length ${ours} with width 1.`;
}

/** Gauge steps inside a fermion step. */
export function substepsOf(isNested: boolean, substeps: number, hasFermion: boolean, notes: string[]): number {
  if (!isNested) return 1;
  if (!hasFermion) {
    notes.push('Sexton-Weingarten steps are left out: without quarks there is one force only.');
    return 1;
  }
  notes.push('Sexton-Weingarten: the gauge force is nested inside the steps of the fermion force, as many times.');
  return substeps;
}

/**
 * @param overrelaxation sweeps after each heatbath sweep
 * @throws InputError with quarks, which heatbath cannot draw from
 */
export function heatbathOf(fileName: string, overrelaxation: number, hasFermion: boolean): Record<string, unknown> {
  if (hasFermion) {
    throw new InputError([
      `${fileName} updates with Heatbath and has quarks; expected HMC with quarks, or none. Nothing was written.`,
    ]);
  }
  return { kind: 'heatbath', sweeps: 1, overrelaxation };
}

export function solverNote(squared: number): string {
  return (
    `The solver tolerance ${squared} is an absolute |r|² there; here tolerances are relative, |r|/|b|, and ` +
    'have their defaults.'
  );
}
