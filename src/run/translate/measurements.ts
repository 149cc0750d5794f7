/** The measurements of LatticeQCD.jl that have a counterpart, by the name of their method. */

export interface LatticeQcdMeasurement {
  readonly method: string;
  readonly every: number;
  /** Noise vectors of the condensate. */
  readonly vectors: number;
  /** Mass in the condensate, if it has one of its own. */
  readonly mass: number | undefined;
}

interface Context {
  readonly quarkMass: number | undefined;
  readonly notes: string[];
}

/** [measure]. */
export function measureOf(measurements: readonly LatticeQcdMeasurement[], context: Context): Record<string, unknown> {
  return Object.fromEntries(measurements.flatMap(measurement => translated(measurement, context)));
}

function translated(
  { method, every, vectors, mass }: LatticeQcdMeasurement,
  { quarkMass, notes }: Context,
): [string, unknown][] {
  const plainName = method.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (plainName === 'plaquette') return [];
  if (plainName === 'polyakovloop') return [['polyakovLoop', { every }]];
  if (plainName !== 'chiralcondensate') {
    notes.push(`The measurement ${method} is not translated.`);
    return [];
  }
  if (quarkMass === undefined) {
    notes.push('The chiral condensate is not translated: the run has no dynamical quarks.');
    return [];
  }
  if (mass !== undefined && mass !== quarkMass) {
    notes.push(`The chiral condensate is measured with the quark mass ${quarkMass} of the action, not with ${mass}.`);
  }
  notes.push('Noise vectors of the condensate are Z4; version 1 drew phases whose mean is not zero.');
  return [['chiralCondensate', { every, vectors, noise: 'Z4' }]];
}
