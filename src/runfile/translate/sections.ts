/**
 * The layout with the sections ["Physical setting"], ["HMC related"] …, written by the wizard of LatticeQCD.jl 1 and
 * read by version 2 as well. The file does not tell which of them it is meant for, but its step size depends on that.
 */
import { InputError } from '../input/problem.ts';
import { flowOf, type Measuring, measureOf } from './measurements.ts';
import { quarkOf } from './quarks.ts';
import { stoutOf } from './smearing.ts';
import type { Source } from './source.ts';
import { type Draft, groupOf, outputOf, plainName, refuseStored, startOf } from './theory.ts';
import { heatbathOf, momentumWidth, samplerOf, solverNote, substepsOf, unitNote } from './trajectory.ts';

const setting = 'Physical setting';
const fermions = 'Physical setting(fermions)';
const control = 'System Control';
const hmc = 'HMC related';
const flow = 'gradientflow_measurements';

/** Keys that only version 2 writes. */
const onlyInTwo = [
  ['SLHMC related', 'βeff'],
  [fermions, 'naik_epsilon'],
  [fermions, 'b'],
  [fermions, 'c'],
] as const;

type Version = 1 | 2;

/** @throws InputError for a theory that Cask does not have, or a value of the wrong type */
export function fromSections(source: Source, asked: Version | undefined): Draft {
  const { fileName } = source;
  const notes: string[] = [];
  const version = asked ?? guessVersion(source, notes);
  const fermion = fermionOf(source, version, notes);
  const extent = [...source.numbers([setting, 'L'], [4, 4, 4, 4])];
  const sampler = samplerIn(source, version, fermion !== undefined, notes);
  const measuring: Measuring = { fileName, sea: fermion?.kind as string | undefined, notes };
  const measure = {
    ...measureOf(measurementsIn(source, 'Measurement set', 'measurement_methods'), measuring),
    ...flowIn(source, version, notes),
  };
  const { smearing } = measuring;
  const document = {
    lattice: { extent },
    group: groupOf(fileName, source.number([setting, 'NC'], 3), extent.length),
    ...startOf(source.text([setting, 'initial'], 'cold'), extent, notes),
    action: {
      gauge: { kind: 'plaquette', beta: source.number([setting, 'β'], 5.7) },
      ...(fermion === undefined ? {} : { fermion }),
    },
    sampler,
    schedule: scheduleOf(source, notes),
    ...(smearing ? { smearing } : {}),
    measure,
    ...outputOf(
      source,
      source.text([control, 'saveU_format'], 'nothing'),
      source.number([control, 'saveU_every'], 1),
      notes,
    ),
  };
  return { document, notes };
}

function guessVersion(source: Source, notes: string[]): Version {
  const sign = onlyInTwo.find(([section, key]) => source.keys(section).includes(key));
  const version = sign === undefined ? 1 : 2;
  const reason = sign === undefined ? 'nothing in it needs version 2' : `it has the key ${sign[1]}`;
  notes.push(`Read as a file for LatticeQCD.jl ${version}, because ${reason}; --latticeqcd-version decides otherwise.`);
  return version;
}

function fermionOf(source: Source, version: Version, notes: string[]): Record<string, unknown> | undefined {
  const operator = source.text([fermions, 'Dirac_operator'], 'nothing');
  if (source.flag([fermions, 'quench'], true)) {
    source.take(fermions);
    return;
  }
  const number = (key: string, fallback?: number) => source.number([fermions, key], fallback);
  const either = (key: string, old: string) => (source.take(fermions, key) === undefined ? number(old) : number(key));
  const isStaggered = ['staggered', 'hisq'].includes(plainName(operator));
  return quarkOf(
    source.fileName,
    {
      operator,
      flavours: number('Nf', isStaggered ? 4 : 2),
      signs: source.numbers([fermions, 'BoundaryCondition'], [1, 1, 1, -1]),
      smearing: stoutIn(source, version, notes),
      mass: () => number('mass', 0.5),
      naikEpsilon: () => number('naik_epsilon', 0),
      kappa: () => number('hop', 0.141139),
      r: () => number('r', 1),
      cSw: () => number('Clover_coefficient', 1.5612),
      wall: () => ({
        M: either('Domainwall_M', 'M'),
        mass: either('Domainwall_m', 'm'),
        extent5: either('Domainwall_L5', 'N5'),
      }),
      moebius: () => ({ b: number('b', 2), c: number('c', 1) }),
    },
    notes,
  );
}

/** Version 1 reads the number of layers and makes one, whatever it is. */
function stoutIn(source: Source, version: Version, notes: string[]): Record<string, unknown> | undefined {
  const written = source.number([fermions, 'stout_numlayers'], 1);
  const layers = version === 1 ? 1 : written;
  if (layers !== written)
    notes.push(`Stout smearing has 1 layer: version 1 does not use stout_numlayers = ${written}.`);
  return stoutOf(source.fileName, {
    kind: source.text([fermions, 'smearing_for_fermion'], 'nothing'),
    layers,
    coefficients: source.numbers([fermions, 'stout_ρ'], []),
    loops: source.texts([fermions, 'stout_loops'], []),
  });
}

function samplerIn(source: Source, version: Version, hasFermion: boolean, notes: string[]): Record<string, unknown> {
  const method = source.text([setting, 'update_method'], 'HMC');
  if (method === 'Fileloading') refuseStored(source.fileName);
  const usesOverrelaxation = source.flag([setting, 'useOR'], false);
  const sweeps = source.number([setting, 'numOR'], 0);
  if (method === 'Heatbath') {
    source.take(hmc);
    return heatbathOf(source.fileName, usesOverrelaxation ? sweeps : 0, hasFermion);
  }
  if (method !== 'HMC') {
    const why = method === 'SLHMC' ? 'its effective β has no counterpart' : 'it has another algorithm';
    notes.push(`update_method ${method} became HMC: ${why}; the distribution that is sampled is the same.`);
  }
  const isNested = source.flag([hmc, 'SextonWeingargten'], false);
  const trajectory = {
    stepSize: source.number([hmc, 'Δτ'], 0.05),
    steps: source.number([hmc, 'MDsteps'], 20),
    width: momentumWidth[version],
    ordering: source.flag([hmc, 'QPQ'], true) ? ('QPQ' as const) : ('PQP' as const),
    gaugeSubsteps: substepsOf(isNested, source.number([hmc, 'N_SextonWeingargten'], 2), hasFermion, notes),
  };
  notes.push(unitNote(trajectory), solverNote(source.number([hmc, 'eps'], 1e-19)));
  return samplerOf(trajectory, { maxIterations: source.number([hmc, 'MaxCGstep'], 3000) });
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

const measurementsIn = (source: Source, ...path: string[]) =>
  source.keys(...path).map(method => [method, source.table(...path, method)] as const);

/** The flow stands in a section of its own; older files have its switches among the controls. */
function flowIn(source: Source, version: Version, notes: string[]): Record<string, unknown> {
  const place = source.keys(flow).includes('hasgradientflow') ? flow : control;
  const isAsked = source.flag([place, 'hasgradientflow'], false);
  source.take(control, 'hasgradientflow');
  if (!isAsked) {
    source.take(flow);
    return {};
  }
  const between = source.number([place, 'Nflow'], 1);
  if (version === 1 && between !== 1) {
    notes.push(
      `Version 1 moves by one step between flow times whatever Nflow = ${between} says, and so does this run.`,
    );
  }
  const described = {
    step: source.number([place, 'eps_flow'], 0.01),
    samples: source.number([place, 'numflow'], 100),
    stepsPerSample: version === 1 ? 1 : between,
    measurements: measurementsIn(source, flow, 'measurements_for_flow'),
  };
  return { flow: flowOf(described, notes) };
}
