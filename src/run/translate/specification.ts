/** The layout `format = "LatticeQCD.SimulationSpec"` of LatticeQCD.jl 2. */
import { InputError } from '../input/problem.ts';
import { measureOf } from './measurements.ts';
import type { Source } from './source.ts';
import { boundaryOf, type Draft, groupOf, momentumWidth, otherTheory, samplerOf, startOf, unitNote } from './theory.ts';

/** @throws InputError for a theory that Cask does not have, or a value of the wrong type */
export function fromSpecification(source: Source): Draft {
  const notes: string[] = [];
  for (const key of ['format', 'schema_version']) source.take(key);
  const fermion = fermionOf(source);
  const md = (key: string) => ['update', 'md', key];
  const { ordering, gaugeSubsteps } = integratorOf(source, fermion !== undefined, notes);
  const trajectory = {
    stepSize: source.number(md('step_size'), 0.05),
    steps: source.number(md('steps'), 20),
    width: source.number(['update', 'momentum', 'sigma'], momentumWidth[2]),
    ordering,
    gaugeSubsteps,
  };
  notes.push(unitNote(trajectory));
  refuseOtherUpdates(source, notes);
  const quarkMass = fermion?.mass;
  return {
    document: {
      lattice: { extent: [...source.numbers(['lattice', 'size'], [4, 4, 4, 4])] },
      group: groupOf(source.fileName, source.number(['gauge', 'colors'], 3)),
      ...startOf(source.text(['gauge', 'initialization', 'kind'], 'cold'), notes),
      action: { gauge: gaugeOf(source), ...(fermion === undefined ? {} : { fermion }) },
      sampler: samplerOf(trajectory),
      schedule: {
        thermalise: source.number(['schedule', 'thermalization_steps'], 0),
        trajectories: source.number(['schedule', 'production_steps'], 100),
        seed: source.number(['update', 'momentum', 'random', 'seed'], 1),
      },
      measure: measureOf(measurementsOf(source), { quarkMass, notes }),
    },
    notes,
  };
}

const loopNames: Readonly<Record<string, string>> = {
  plaquette: 'plaquette',
  rectangular: 'rectangle',
  rectangle: 'rectangle',
  chair: 'chair',
};

/** Every term is −(coupling/N) Σ Re Tr of its loops, as here. */
function gaugeOf(source: Source): Record<string, unknown> {
  const terms = source.tables('gauge_action', 'terms').map(term => {
    const loop = loopNames[term.text(['loop'], 'plaquette')];
    if (loop === undefined) throw otherTheory(source.fileName, `a gauge action of ${term.text(['loop'], '')} loops`);
    if (!term.flag(['include_adjoint'], true))
      throw otherTheory(source.fileName, 'a gauge action without adjoint loops');
    return { loop, beta: term.number(['coupling'], 0) };
  });
  const [first] = terms;
  if (first === undefined) throw source.wrong(['gauge_action', 'terms'], undefined, 'a list of at least one loop');
  return terms.length === 1 && first.loop === 'plaquette'
    ? { kind: 'plaquette', beta: first.beta }
    : { kind: 'loops', terms };
}

interface Quarks extends Record<string, unknown> {
  readonly mass: number;
}

function fermionOf(source: Source): Quarks | undefined {
  const species = source.tables('fermions');
  const [only] = species;
  if (only === undefined) return;
  if (species.length > 1) throw otherTheory(source.fileName, `${species.length} species of quarks`);
  const kind = only.text(['operator', 'kind'], 'staggered');
  if (kind.toLowerCase() !== 'staggered') throw otherTheory(source.fileName, `${kind} quarks`);
  const smearing = only.text(['smearing', 'kind'], 'none');
  if (smearing !== 'none') throw otherTheory(source.fileName, `quarks on links with ${smearing} smearing`);
  const signs = only.numbers(['solver', 'boundary_conditions'], [1, 1, 1, -1]);
  return {
    kind: 'staggered',
    mass: only.number(['operator', 'mass'], 0.5),
    flavours: only.number(['flavors'], 4),
    boundary: boundaryOf(source.fileName, signs),
  };
}

function integratorOf(source: Source, hasFermion: boolean, notes: string[]) {
  const at = (...keys: string[]) => ['update', 'md', 'integrator', ...keys];
  const kind = source.text(at('kind'), 'leapfrog');
  const ordering: 'QPQ' | 'PQP' = source.text(at('ordering'), 'QPQ') === 'PQP' ? 'PQP' : 'QPQ';
  const fastSteps = source.number(at('fast_steps'), 1);
  for (const key of ['forces', 'slow_forces', 'fast_integrator']) source.take(...at(key));
  if (!/sexton/i.test(kind)) return { ordering, gaugeSubsteps: 1 };
  if (!hasFermion) notes.push('Sexton-Weingarten steps are left out: without quarks there is one force only.');
  else notes.push('Sexton-Weingarten: the gauge force is nested inside the steps of the fermion force, as many times.');
  return { ordering, gaugeSubsteps: hasFermion ? fastSteps : 1 };
}

function measurementsOf(source: Source) {
  return source.tables('schedule', 'measurements', 'direct').map(term => {
    const mass = term.take('mass') ?? term.take('operator', 'mass');
    return {
      method: term.text([term.take('kind') === undefined ? 'name' : 'kind'], 'unknown'),
      every: term.number(['every'], 1),
      vectors: term.number(['noise_vectors'], 10),
      mass: typeof mass === 'number' ? mass : undefined,
    };
  });
}

function refuseOtherUpdates(source: Source, notes: string[]): void {
  const kind = source.text(['update', 'kind'], 'HMC');
  if (kind === 'configuration_sequence') {
    throw new InputError([
      `${source.fileName} measures stored configurations, which is no run of Cask; nothing was written.`,
    ]);
  }
  if (kind === 'HMC') return;
  notes.push(`The update ${kind} became HMC; the distribution that is sampled is the same.`);
}
