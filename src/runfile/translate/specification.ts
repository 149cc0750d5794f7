/** The layout `format = "LatticeQCD.SimulationSpec"` of LatticeQCD.jl 2. */
import { gaugeOf } from './gauge.ts';
import { flowOf, type Measuring, measureOf } from './measurements.ts';
import { quarkOf } from './quarks.ts';
import { stoutOf } from './smearing.ts';
import type { Source } from './source.ts';
import { type Draft, groupOf, otherTheory, outputOf, plainName, refuseStored, startOf } from './theory.ts';
import { heatbathOf, momentumWidth, samplerOf, substepsOf, unitNote } from './trajectory.ts';

/** @throws InputError for a theory that Cask does not have, or a value of the wrong type */
export function fromSpecification(source: Source): Draft {
  const { fileName } = source;
  const notes: string[] = [];
  for (const key of ['format', 'schema_version']) source.take(key);
  const extent = [...source.numbers(['lattice', 'size'], [4, 4, 4, 4])];
  const quarks = source.tables('fermions').map(term => quarkIn(term, notes));
  const measuring: Measuring = { fileName, sea: quarks[0]?.kind as string | undefined, notes };
  const measure = { ...measureOf(listed(source, 'direct'), measuring), ...flowIn(source, notes) };
  const { smearing } = measuring;
  const sampler = samplerIn(source, quarks.length > 0, notes);
  const output = (key: string) => ['output', 'configurations', key];
  const document = {
    lattice: { extent },
    group: groupOf(fileName, source.number(['gauge', 'colors'], 3), extent.length),
    ...startIn(source, extent, notes),
    action: {
      gauge: gaugeOf(source, extent.length),
      ...(quarks.length === 1 ? { fermion: quarks[0] } : {}),
      ...(quarks.length > 1 ? { fermions: quarks } : {}),
    },
    sampler,
    schedule: {
      thermalise: source.number(['schedule', 'thermalization_steps'], 0),
      trajectories: source.number(['schedule', 'production_steps'], 100),
      seed: source.number(['update', ...(sampler.kind === 'hmc' ? ['momentum'] : []), 'random', 'seed'], 1),
    },
    ...(smearing ? { smearing } : {}),
    measure,
    ...outputOf(source, source.text(output('format'), 'none'), source.number(output('every'), 1), notes),
  };
  return { document, notes };
}

function startIn(source: Source, extent: readonly number[], notes: string[]): Record<string, unknown> {
  const at = (key: string) => ['gauge', 'initialization', key];
  const kind = source.text(at('kind'), 'cold');
  if (kind === 'file') return startOf(source.text(at('path'), ''), extent, notes);
  if (kind !== 'embedded_instanton') return startOf(kind, extent, notes);
  const block = source.numbers(at('block'), [1, 2]);
  if (block.join() !== '1,2' || source.take(...at('center')) !== undefined) {
    notes.push('The embedded instanton is put into the first SU(2) block, in the middle of the lattice.');
  }
  const from = source.number(at('sign'), 1) < 0 ? 'antiinstanton' : 'instanton';
  return { start: { from, radius: source.number(at('radius'), Math.floor(extent[0] / 2)) } };
}

function quarkIn(term: Source, notes: string[]): Record<string, unknown> {
  term.take('name');
  const number = (key: string, fallback?: number) => term.number(['operator', key], fallback);
  const smearing = stoutOf(term.fileName, {
    kind: term.text(['smearing', 'kind'], 'none'),
    layers: term.number(['smearing', 'layers'], 1),
    coefficients: term.numbers(['smearing', 'coefficients'], []),
    loops: term.texts(['smearing', 'loops'], []),
  });
  const quark = {
    operator: term.text(['operator', 'kind'], 'staggered'),
    flavours: term.number(['flavors']),
    signs: term.numbers(['solver', 'boundary_conditions'], [1, 1, 1, -1]),
    smearing,
    mass: () => number('mass'),
    naikEpsilon: () => number('naik_epsilon', 0),
    kappa: () => number('hopping_parameter'),
    r: () => number('wilson_parameter', 1),
    cSw: () => number('clover_coefficient'),
    wall: () => ({ M: number('domainwall_height'), mass: number('mass'), extent5: number('fifth_dimension') }),
    moebius: () => ({ b: number('b', 2), c: number('c', 1) }),
  };
  return quarkOf(term.fileName, quark, notes);
}

function samplerIn(source: Source, hasFermion: boolean, notes: string[]): Record<string, unknown> {
  const kind = plainName(source.text(['update', 'kind'], 'HMC'));
  if (kind === 'configurationsequence') refuseStored(source.fileName);
  if (kind === 'heatbath') {
    for (const key of ['even_odd', 'max_iterations']) source.take('update', key);
    return heatbathOf(source.fileName, source.number(['update', 'overrelaxation_steps'], 0), hasFermion);
  }
  if (kind !== 'hmc' && kind !== 'slhmc') throw otherTheory(source.fileName, `the update ${kind}`);
  if (kind === 'slhmc') notes.push('The update SLHMC became HMC; the distribution that is sampled is the same.');
  const at = (...keys: string[]) => ['update', 'md', 'integrator', ...keys];
  for (const key of ['forces', 'slow_forces', 'fast_integrator']) source.take(...at(key));
  const isNested = /sexton/i.test(source.text(at('kind'), 'leapfrog'));
  const trajectory = {
    stepSize: source.number(['update', 'md', 'step_size'], 0.05),
    steps: source.number(['update', 'md', 'steps'], 20),
    width: source.number(['update', 'momentum', 'sigma'], momentumWidth[2]),
    ordering: source.text(at('ordering'), 'QPQ') === 'PQP' ? ('PQP' as const) : ('QPQ' as const),
    gaugeSubsteps: substepsOf(isNested, source.number(at('fast_steps'), 1), hasFermion, notes),
  };
  notes.push(unitNote(trajectory));
  return samplerOf(trajectory, undefined);
}

/** The measurements of a list, by their method. */
function listed(source: Source, ...path: string[]) {
  return source
    .tables('schedule', 'measurements', ...path)
    .map(at => [at.text(['methodname'], at.text(['kind'], at.text(['name'], 'unknown'))), at] as const);
}

function flowIn(source: Source, notes: string[]): Record<string, unknown> {
  const at = (key: string) => ['schedule', 'measurements', 'gradient_flow', key];
  if (!source.flag(at('enabled'), false)) return {};
  const described = {
    step: source.number(at('step_size')),
    samples: source.number(at('samples')),
    stepsPerSample: source.number(at('integration_steps'), 1),
    measurements: listed(source, 'gradient_flow', 'measurements'),
  };
  return { flow: flowOf(described, notes) };
}
