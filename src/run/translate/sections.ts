/**
 * The layout with the sections ["Physical setting"], ["HMC related"] …, written by the wizard of LatticeQCD.jl 1 and
 * read by version 2 as well. The file does not tell which of them it is meant for, but its step size depends on that.
 */
import { InputError } from '../input/problem.ts';
import { measureOf } from './measurements.ts';
import type { Source } from './source.ts';
import { boundaryOf, type Draft, groupOf, momentumWidth, otherTheory, samplerOf, startOf, unitNote } from './theory.ts';

const setting = 'Physical setting';
const fermions = 'Physical setting(fermions)';
const control = 'System Control';
const hmc = 'HMC related';
const measurement = 'Measurement set';

/** Keys that only version 2 writes. */
const onlyInTwo = [
  ['SLHMC related', 'βeff'],
  [fermions, 'naik_epsilon'],
  [fermions, 'b'],
  [fermions, 'c'],
] as const;

/** @throws InputError for a theory that Cask does not have, or a value of the wrong type */
export function fromSections(source: Source, asked: 1 | 2 | undefined): Draft {
  const notes: string[] = [];
  const version = asked ?? guessVersion(source, notes);
  const fermion = fermionOf(source);
  const extent = [...source.numbers([setting, 'L'], [4, 4, 4, 4])];
  const trajectory = {
    stepSize: source.number([hmc, 'Δτ'], 0.05),
    steps: source.number([hmc, 'MDsteps'], 20),
    width: momentumWidth[version],
    ordering: source.flag([hmc, 'QPQ'], true) ? ('QPQ' as const) : ('PQP' as const),
    gaugeSubsteps: substepsOf(source, fermion !== undefined, notes),
  };
  notes.push(unitNote(trajectory), solverNote(source));
  const mass = fermion?.mass as number | undefined;
  const document = {
    lattice: { extent },
    group: groupOf(source.fileName, source.number([setting, 'NC'], 3)),
    ...startOf(source.text([setting, 'initial'], 'cold'), notes),
    action: {
      gauge: { kind: 'plaquette', beta: source.number([setting, 'β'], 5.7) },
      ...(fermion === undefined ? {} : { fermion }),
    },
    sampler: {
      ...samplerOf(trajectory),
      solver: { maxIterations: source.number([hmc, 'MaxCGstep'], 3000) },
    },
    schedule: scheduleOf(source, notes),
    measure: measureOf(measurementsOf(source), { quarkMass: mass, notes }),
  };
  refuseOtherUpdates(source, notes);
  return { document, notes };
}

function guessVersion(source: Source, notes: string[]): 1 | 2 {
  const sign = onlyInTwo.find(([section, key]) => source.keys(section).includes(key));
  const version = sign === undefined ? 1 : 2;
  const reason = sign === undefined ? 'nothing in it needs version 2' : `it has the key ${sign[1]}`;
  notes.push(`Read as a file for LatticeQCD.jl ${version}, because ${reason}; --latticeqcd-version decides otherwise.`);
  return version;
}

function fermionOf(source: Source): Record<string, unknown> | undefined {
  const operator = source.text([fermions, 'Dirac_operator'], 'nothing');
  const isQuenched = source.flag([fermions, 'quench'], true);
  const flavours = source.number([fermions, 'Nf'], 4);
  const mass = source.number([fermions, 'mass'], 0.5);
  const signs = source.numbers([fermions, 'BoundaryCondition'], [1, 1, 1, -1]);
  const smearing = source.text([fermions, 'smearing_for_fermion'], 'nothing');
  if (isQuenched) return;
  if (operator.toLowerCase() !== 'staggered') throw otherTheory(source.fileName, `${operator} quarks`);
  if (smearing !== 'nothing') throw otherTheory(source.fileName, `quarks on links with ${smearing} smearing`);
  return { kind: 'staggered', mass, flavours, boundary: boundaryOf(source.fileName, signs) };
}

function substepsOf(source: Source, hasFermion: boolean, notes: string[]): number {
  const isNested = source.flag([hmc, 'SextonWeingargten'], false);
  const substeps = source.number([hmc, 'N_SextonWeingargten'], 2);
  if (!isNested) return 1;
  if (!hasFermion) {
    notes.push('Sexton-Weingarten steps are left out: without quarks there is one force only.');
    return 1;
  }
  notes.push('Sexton-Weingarten: the gauge force is nested inside the steps of the fermion force, as many times.');
  return substeps;
}

function solverNote(source: Source): string {
  const squared = source.number([hmc, 'eps'], 1e-19);
  return (
    `The solver tolerance eps = ${squared} is an absolute |r|² there; here tolerances are relative, |r|/|b|, and ` +
    'have their defaults.'
  );
}

function scheduleOf(source: Source, notes: string[]): Record<string, unknown> {
  const thermalise = source.number([setting, 'Nthermalization'], 0);
  const last = source.number([setting, 'Nsteps'], 100);
  const first = source.number([setting, 'initialtrj'], 1);
  const trajectories = last - (first - 1) - thermalise;
  if (trajectories < 0) {
    throw new InputError([
      `${source.fileName}: Nsteps is ${last}, but ${thermalise} trajectories of thermalisation after number ${first} ` +
        'need more; expected at least as many.',
    ]);
  }
  notes.push(
    `Nsteps = ${last} is the number of the last trajectory there; here it is ${thermalise} to thermalise and ` +
      `${trajectories} that are averaged.`,
  );
  const seed = source.number([control, 'randomseed'], 111);
  notes.push('The seed is taken over, but the random numbers are others.');
  return { thermalise, trajectories, seed };
}

function measurementsOf(source: Source) {
  return source.keys(measurement, 'measurement_methods').map(method => {
    const at = (key: string) => [measurement, 'measurement_methods', method, key];
    const ownMass = source.take(...at('mass'));
    return {
      method,
      every: source.number(at('measure_every'), 1),
      vectors: source.number(at('Nr'), 10),
      mass: typeof ownMass === 'number' ? ownMass : undefined,
    };
  });
}

function refuseOtherUpdates(source: Source, notes: string[]): void {
  const method = source.text([setting, 'update_method'], 'HMC');
  if (method === 'Fileloading') {
    throw new InputError([
      `${source.fileName} measures stored configurations, which is no run of Cask; nothing was written.`,
    ]);
  }
  if (method === 'HMC') return;
  const why = method === 'SLHMC' ? 'its effective β has no counterpart' : 'it has another algorithm';
  notes.push(`update_method ${method} became HMC: ${why}; the distribution that is sampled is the same.`);
}
