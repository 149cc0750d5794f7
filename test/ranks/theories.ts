/** Runs on small lattices that between them use every kind of quark, sampler and observable. */
import { observableCatalogue } from '../../src/catalogue/index.ts';
import type { Resolved } from '../../src/runfile/schema/index.ts';
import { resolvedFrom } from '../cli/samples.ts';

const su3 = `
[lattice]
extent = [4, 4, 4, 4]
[group]
name = "SU(3)"
[start]
from = "hot"
[schedule]
trajectories = 1
`;
const su2 = su3.replace('SU(3)', 'SU(2)');
const hmc = `
[sampler]
kind = "hmc"
steps = 1
trajectoryLength = 0.1
solver = { tolerance = 1e-4 }
`;
const glue = 'gauge = { kind = "plaquette", beta = 5.7 }';
const quarks = (fermion: string) => `${su3}${hmc}
[action]
${glue}
fermion = { ${fermion} }
`;

/** All observables of quarks of these kinds; `without` quarks, those of links. */
const measuring = (kind: string | undefined, options: Readonly<Record<string, string>> = {}) => {
  const names = Object.entries(observableCatalogue).filter(([name, { valence }]) =>
    kind === undefined
      ? valence === undefined && name !== 'plaquette'
      : (valence as readonly string[] | undefined)?.includes(kind),
  );
  const lines = names.map(([name]) => `${name} = { every = 1${options[name] ? `, ${options[name]}` : ''} }`);
  return `\n[measure]\n${lines.join('\n')}\n`;
};

const texts: Readonly<Record<string, string>> = {
  heatbath: `${su3}
[action]
gauge = { kind = "symanzik", beta = 7.5 }
[sampler]
kind = "heatbath"
`,
  staggered: quarks('kind = "staggered", mass = 2.0'),
  staggeredMixed: quarks('kind = "staggered", mass = 2.0').replace('1e-4 }', '1e-8, precision = "mixed" }'),
  rational: quarks('kind = "staggered", mass = 2.0, flavours = 2'),
  hisq: quarks('kind = "hisq", mass = 2.0'),
  wilson: quarks('kind = "wilson", kappa = 0.05'),
  clover: quarks('kind = "clover", kappa = 0.05, cSw = 1.0, smearing = { kind = "stout", rho = 0.1 }'),
  domainWall: quarks('kind = "domainWall", mass = 0.9, extent5 = 4'),
  cask: `${su2}
[action]
gauge = { kind = "plaquette", beta = 2.7 }
fermion = { kind = "staggered", mass = 2.0 }
[sampler]
kind = "slhmc"
effective = { mass = 2.2 }
steps = 1
trajectoryLength = 0.1
solver = { tolerance = 1e-4 }
[network]
kind = "cask"
[training]
loss = "difference"
`.replace('trajectories = 1', 'train = 1\ntrajectories = 1'),
  longReach: `${su3}
[action]
${glue}
[sampler]
kind = "heatbath"
[measure]
polyakovLoop = { every = 1 }
polyakovCorrelator = { every = 1 }
wilsonLoops = { every = 1, maxR = 2, maxT = 2 }
`,
  densities: `${su2}
[action]
gauge = { kind = "plaquette", beta = 2.7 }
[sampler]
kind = "heatbath"
[measure]
topologicalCharge = { every = 1 }
energyDensityCorrelator = { every = 1 }
flow = { until = 0.1, step = 0.1 }
`,
  linkObservables: `${su3}
[action]
${glue}
[sampler]
kind = "heatbath"
${measuring(undefined, {
  wilsonLoops: 'maxR = 2, maxT = 2',
  offAxisLoops: 'separations = [[1, 1, 0]], maxT = 1',
})}flow = { until = 0.1, step = 0.1 }
`,
  staggeredObservables: `${quarks('kind = "staggered", mass = 2.0')}${measuring('staggered')}`,
  wilsonObservables: `${quarks('kind = "wilson", kappa = 0.05')}${measuring('wilson')}`,
  domainWallObservables: `${quarks('kind = "domainWall", mass = 0.9, extent5 = 4')}${measuring('domainWall')}`,
};

export const theoryNames = Object.keys(texts);
export const theoryNamed = (name: string): Resolved => resolvedFrom(texts[name]);
