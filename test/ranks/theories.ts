/** Runs on small lattices that between them use every kind of quark and sampler, and every observable of the catalogue. */
import { observableCatalogue } from '../../src/catalogue/index.ts';
import type { Resolved } from '../../src/runfile/schema/index.ts';
import { resolvedFrom } from '../cli/samples.ts';
import { observableOptions } from '../everyObservable.ts';

interface Sample {
  readonly extent?: readonly number[];
  readonly group?: 'U(1)' | 'SU(2)' | 'SU(3)';
  /** All else, as lines of TOML. */
  readonly rest: string;
}

const text = ({ extent = [4, 4, 4, 4], group = 'SU(3)', rest }: Sample) => `
lattice.extent = ${JSON.stringify(extent)}
group.name = "${group}"
start.from = "hot"
schedule.thermalise = 0
schedule.trajectories = 1
${rest}`;

const heatbath = (gauge: string) => `action.gauge = { ${gauge} }
sampler.kind = "heatbath"
`;
const glue = 'kind = "plaquette", beta = 5.7';
const step = 'steps = 1, trajectoryLength = 0.1';
const quarks = (fermion: string, solver = 'tolerance = 1e-4') => `action.gauge = { ${glue} }
action.fermion = { ${fermion} }
sampler = { kind = "hmc", ${step}, solver = { ${solver} } }
`;

const theories: Readonly<Record<string, Sample>> = {
  heatbath: { rest: heatbath('kind = "symanzik", beta = 7.5') },
  staggered: { extent: [4, 4, 8, 8], group: 'SU(2)', rest: quarks('kind = "staggered", mass = 2.0') },
  'staggered, mixed precision': {
    rest: quarks('kind = "staggered", mass = 2.0', 'tolerance = 1e-8, precision = "mixed"'),
  },
  'two staggered flavours': { rest: quarks('kind = "staggered", mass = 2.0, flavours = 2') },
  HISQ: { rest: quarks('kind = "hisq", mass = 2.0') },
  Wilson: { rest: quarks('kind = "wilson", kappa = 0.05') },
  'Wilson-clover on stout links': {
    rest: quarks('kind = "clover", kappa = 0.05, cSw = 1.0, smearing = { kind = "stout", rho = 0.1 }'),
  },
  'domain wall': { rest: quarks('kind = "domainWall", mass = 0.9, extent5 = 4') },
  'SLHMC with CASK': {
    group: 'SU(2)',
    rest: `schedule.train = 1
action.gauge = { kind = "plaquette", beta = 2.7 }
action.fermion = { kind = "staggered", mass = 2.0 }
sampler = { kind = "slhmc", ${step}, effective = { mass = 2.2 }, solver = { tolerance = 1e-4 } }
network.kind = "cask"
training.loss = "difference"
`,
  },
};

/** Parameters of valence quarks, by the first kind of sea quark that an observable takes them from; none for links. */
const valence: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  links: {},
  staggered: { mass: 0.5 },
  wilson: { kappa: 0.1 },
  domainWall: { mass: 0.5, extent5: 4 },
};
const familyOf = (name: string) => observableCatalogue[name].valence?.[0] ?? 'links';

/** The whole catalogue: a new observable is among them by itself. `plaquette` is always measured. */
const observables = Object.keys(observableCatalogue).filter(name => name !== 'plaquette');

function measuring(name: string): Sample {
  const options = { every: 1, ...valence[familyOf(name)], ...observableOptions[name] };
  const written = Object.entries(options).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  // These write out matrices of the whole lattice.
  const small = /^overlap|LogDeterminant/.test(name) ? ({ extent: [2, 4, 4, 4], group: 'U(1)' } as const) : {};
  return { ...small, rest: `${heatbath(glue)}measure.${name} = { ${written.join(', ')} }\n` };
}

const samples: Readonly<Record<string, Sample>> = {
  ...theories,
  'gradient flow': { rest: `${heatbath(glue)}measure.flow = { every = 1, until = 0.1, step = 0.1 }\n` },
  ...Object.fromEntries(observables.map(name => [name, measuring(name)])),
};

export const sampleNames = Object.keys(samples);
export const sampleNamed = (name: string): Resolved => resolvedFrom(text(samples[name]));
