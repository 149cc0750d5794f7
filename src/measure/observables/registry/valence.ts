/** Valence quarks of the catalogue: what options leave open comes from the sea quarks and the run. */
import { z } from 'zod';
import { kappaOfMass, type SolverOptions, type WilsonOptions } from '../../../fermion/index.ts';
import { type ValenceQuark, wilsonQuark } from '../hadrons/quark.ts';
import type { StaggeredQuark } from '../staggered/quark.ts';
import type { MeasuredTheory } from './entry.ts';
import { positive, solving } from './options.ts';

const usualTolerance = 1e-10;

export const staggeredOptions = {
  mass: positive().optional().describe('valence mass; left out, that of the sea quarks'),
  ...solving,
};

const finite = () => z.number({ error: 'a finite number' });

export const wilsonOptions = {
  kappa: positive().optional().describe('valence hopping parameter; left out, that of the sea quarks'),
  mass: finite().optional().describe('bare valence mass m_0 in place of kappa = 1/(2 m_0 + 2 D)'),
  cSw: finite().optional().describe('coefficient of the clover term; left out, that of the sea quarks, or 0'),
  ...solving,
};

/** What `z` makes of optional options. */
type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** The tolerance of these options, or that of the run. */
export function solverOf({ tolerance }: Given<{ tolerance: number }>, { solver }: MeasuredTheory): SolverOptions {
  return { ...solver, tolerance: tolerance ?? solver?.tolerance ?? usualTolerance };
}

/** @throws if there is no mass */
export function staggeredValence(
  name: string,
  options: Given<{ mass: number; tolerance: number }>,
  theory: MeasuredTheory,
): StaggeredQuark {
  const { lattice, group, boundary, quarks } = theory;
  const mass = options.mass ?? quarks?.mass;
  if (mass === undefined) {
    throw new Error(`${name} depends on the quark mass, and there are no sea quarks to take it from: give the mass.`);
  }
  return { lattice, group, mass, ...(boundary ? { boundary } : {}), solver: solverOf(options, theory) };
}

/** @throws if there is neither kappa nor a mass, or both are given */
export function wilsonParameters(
  name: string,
  options: Given<{ kappa: number; mass: number; cSw: number }>,
  theory: MeasuredTheory,
): WilsonOptions {
  const { lattice, group, boundary, quarks } = theory;
  if (options.kappa !== undefined && options.mass !== undefined) {
    throw new Error(`${name} has kappa = ${options.kappa} and mass = ${options.mass}: give one of them.`);
  }
  const ofMass = (mass: number) => kappaOfMass(mass, lattice.dimension);
  const own = options.mass === undefined ? options.kappa : ofMass(options.mass);
  const sea = quarks?.kappa ?? (quarks?.mass === undefined ? undefined : ofMass(quarks.mass));
  const kappa = own ?? sea;
  if (kappa === undefined) {
    throw new Error(`${name} depends on kappa, and there are no sea quarks to take it from: give kappa or the mass.`);
  }
  const cSw = options.cSw ?? quarks?.cSw ?? 0;
  return { lattice, group, kappa, cSw, ...(boundary ? { boundary } : {}) };
}

/** Errors as `wilsonParameters`. */
export function wilsonValence(
  name: string,
  options: Given<{ kappa: number; mass: number; cSw: number; tolerance: number }>,
  theory: MeasuredTheory,
): ValenceQuark {
  return wilsonQuark(wilsonParameters(name, options, theory), solverOf(options, theory));
}
