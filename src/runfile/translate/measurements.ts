/**
 * [measure] from the measurements of LatticeQCD.jl. Plaquettes, Polyakov and Wilson loops, charges, pions and the
 * condensate of staggered quarks have the same definitions; what is called Energy_density there is another number.
 */
import { stoutOf } from './smearing.ts';
import type { Source } from './source.ts';
import { plainName } from './theory.ts';

/** What the measurements of one file share. */
export interface Measuring {
  readonly fileName: string;
  /** The kind of the first sea quark. */
  readonly sea: string | undefined;
  readonly notes: string[];
  /** [smearing], once a measurement asks for smeared links. */
  smearing?: Record<string, unknown>;
}

type Entry = readonly [name: string, options: Record<string, unknown>];

/** Everything about one measurement; keys that are not asked for stay untranslated. */
type Translator = (at: Source, measuring: Measuring) => Entry | string;

const every = (at: Source, fallback: number) => ({
  every: at.number(['measure_every'], at.number(['every'], fallback)),
});

const translators: Readonly<Record<string, Translator>> = {
  polyakovloop: at => ['polyakovLoop', every(at, 1)],
  wilsonloop: at => [
    'wilsonLoops',
    { ...every(at, 10), maxR: at.number(['Rmax'], 4), maxT: at.number(['Tmax'], 4), planes: 'time' },
  ],
  topologicalcharge: (at, { notes }) => {
    const kinds = at.take('kinds_of_topological_charge') ?? ['plaquette', 'clover'];
    const definition = Array.isArray(kinds) && !kinds.includes('clover') ? 'plaquette' : 'clover';
    at.take('improved_topological_charge_definition');
    notes.push(
      `The topological charge is measured with the ${definition} definition alone; the sign is the same. "improved" here ` +
        'is the one of Bilson-Thompson.',
    );
    return ['topologicalCharge', { ...every(at, 10), definition }];
  },
  energydensity: (at, { notes }) => {
    notes.push(
      'Energy_density there is 1 on unit links. Here energyDensity is E = F^a F^a/4 from clovers, which vanishes on them.',
    );
    return ['energyDensity', { ...every(at, 10), definition: 'clover' }];
  },
  chiralcondensate: (at, measuring) => {
    const kind = plainName(at.text(['fermiontype'], 'Staggered'));
    if (kind !== 'staggered') return 'the condensate of quarks that are not staggered has another normalisation';
    measuring.notes.push('Noise vectors of the condensate are Z4; version 1 drew phases whose mean is not zero.');
    return [
      'chiralCondensate',
      {
        ...every(at, 1),
        mass: valence(at, 'mass', 0.5),
        ...(measuring.sea === 'hisq' ? { improvement: 'none' } : {}),
        flavours: valence(at, 'Nf', 4),
        vectors: at.number(['Nr'], at.number(['noise_vectors'], 10)),
        noise: 'Z4',
        ...linksOf(at, measuring),
      },
    ];
  },
  pioncorrelator: (at, measuring) => {
    const kind = plainName(at.text(['fermiontype'], 'Wilson'));
    measuring.notes.push('The pion correlator is right here; version 1 contracted colour and spin wrongly.');
    if (kind === 'staggered') {
      const improvement = measuring.sea === 'hisq' ? { improvement: 'none' } : {};
      const mass = valence(at, 'mass', 0.5);
      valence(at, 'Nf', 4);
      return ['staggeredPion', { ...every(at, 1), mass, ...improvement, ...linksOf(at, measuring) }];
    }
    if (kind !== 'wilson' && kind !== 'wilsonclover') return `its quarks are ${kind}`;
    if (valence(at, 'r', 1) !== 1) return 'its quarks do not have r = 1';
    const kappa = valence(at, 'hop', 0.141139);
    const cSw = valence(at, 'Clover_coefficient', 1.5612);
    return [
      'wilsonPion',
      { ...every(at, 1), kappa, cSw: kind === 'wilsonclover' ? cSw : 0, ...linksOf(at, measuring) },
    ];
  },
};

/** A parameter of valence quarks, which may stand in a table of its own. */
function valence(at: Source, key: string, fallback: number): number {
  return at.number([key], at.number(['fermion_parameters', key], fallback));
}

/** `links` of a measurement on stout links. There is one [smearing] for all of them. */
function linksOf(at: Source, measuring: Measuring): { links?: 'smeared' } {
  const kind = at.text(['smearing_for_fermion'], 'nothing');
  const table = stoutOf(measuring.fileName, {
    kind,
    layers: at.number(['stout_numlayers'], 1),
    coefficients: at.numbers(['stout_ρ'], []),
    loops: at.texts(['stout_loops'], []),
  });
  if (table === undefined) return {};
  if (measuring.smearing !== undefined && JSON.stringify(measuring.smearing) !== JSON.stringify(table)) {
    measuring.notes.push('Two measurements smear links differently; the smearing of the first is used for both.');
  }
  measuring.smearing ??= table;
  return { links: 'smeared' };
}

/** [measure] without the gradient flow. @param measurements tables by the name of their method */
export function measureOf(
  measurements: readonly (readonly [method: string, at: Source])[],
  measuring: Measuring,
): Record<string, unknown> {
  const entries = measurements.flatMap(([method, at]): Entry[] => {
    const word = plainName(method);
    at.take('methodname');
    if (word === 'plaquette') {
      for (const key of ['measure_every', 'every']) at.take(key);
      return [];
    }
    const found = translators[word]?.(at, measuring) ?? 'there is nothing like it';
    if (typeof found !== 'string') return [found];
    measuring.notes.push(`The measurement ${method} is not translated: ${found}.`);
    return [];
  });
  const first = new Map<string, Record<string, unknown>>();
  for (const [name, options] of entries) {
    const before = first.get(name);
    if (before === undefined) first.set(name, options);
    else if (JSON.stringify(before) !== JSON.stringify(options)) {
      measuring.notes.push(
        `${name} is measured twice there, with ${JSON.stringify(before)} and ${JSON.stringify(options)}; a run measures it ` +
          'once, with the first. For the other: cask measure.',
      );
    }
  }
  return Object.fromEntries(first);
}

export interface LatticeQcdFlow {
  readonly step: number;
  /** How often the flow is measured. */
  readonly samples: number;
  /** Steps from one measurement to the next. */
  readonly stepsPerSample: number;
  readonly measurements: readonly (readonly [method: string, at: Source])[];
}

/** [measure.flow]: energy density and charge at the same flow times. */
export function flowOf({ step, samples, stepsPerSample, measurements }: LatticeQcdFlow, notes: string[]) {
  const intervals = measurements.map(([, at]) => at.number(['measure_every'], at.number(['every'], 1)));
  for (const [, at] of measurements) for (const key of ['methodname', 'kinds_of_topological_charge']) at.take(key);
  const interval = intervals.reduce(greatestDivisor, 0) || 1;
  const spacing = rounded(step * stepsPerSample * interval);
  const until = rounded(spacing * Math.max(1, Math.floor(samples / interval)));
  const others = measurements
    .map(([method]) => method)
    .filter(method => !['energydensity', 'topologicalcharge'].includes(plainName(method)));
  notes.push(
    `The gradient flow runs to t/a² = ${until} and is measured every ${spacing}: E(t) from clovers and plaquettes, Q(t).` +
      (others.length === 0 ? '' : ` Along it, ${others.join(', ')} is left out.`),
  );
  return { every: 1, action: 'wilson', until, spacing, step };
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

/** Without the rounding of products such as 3 · 0.1. */
const rounded = (x: number) => Number(x.toPrecision(12));
