/** The networks, losses and seeds of the training study, and the run file of each combination. */

export interface Network {
  readonly name: string;
  readonly label: string;
  /** Lines of the section [network]. */
  readonly section: readonly string[];
  readonly weights: number;
  /** Learning rate of Adam. */
  readonly rate: number;
  readonly losses: readonly Loss[];
}

export const losses = ['raw', 'offset', 'variance', 'difference'] as const;
export type Loss = (typeof losses)[number];
const extremes: readonly Loss[] = ['raw', 'difference'];

const all = 'loops = ["plaquette", "polyakovSpace", "polyakovTime"]';
const cask = (reach: number, blocks: number, loops: string, variant = 'symmetric') => [
  'kind = "cask"',
  `variant = "${variant}"`,
  `reach = ${reach}`,
  `blocks = ${blocks}`,
  loops,
];
const plain = 'loops = ["plaquette"]';

export const networks: readonly Network[] = [
  {
    name: 'stout1',
    label: 'stout, 1 layer',
    section: ['kind = "stout"', plain],
    weights: 1,
    rate: 5e-4,
    losses: extremes,
  },
  {
    name: 'stout6',
    label: 'stout, 2 layers + Polyakov',
    section: ['kind = "stout"', 'blocks = 2', all],
    weights: 6,
    rate: 5e-4,
    losses,
  },
  { name: 'cask3', label: 'CASK symmetric, S = 3', section: cask(3, 1, plain), weights: 4, rate: 1e-3, losses },
  {
    name: 'released3',
    label: 'CASK released, S = 3',
    section: cask(3, 1, plain, 'released'),
    weights: 4,
    rate: 1e-3,
    losses: extremes,
  },
  {
    name: 'cask3p',
    label: 'CASK symmetric, S = 3 + Polyakov',
    section: cask(3, 1, all),
    weights: 12,
    rate: 1e-3,
    losses: ['difference'],
  },
  {
    name: 'cask1x2p',
    label: 'CASK symmetric, S = 1, 2 blocks + Polyakov',
    section: cask(1, 2, all),
    weights: 24,
    rate: 1e-3,
    losses: ['difference'],
  },
];

export const training = {
  thermalise: 150,
  train: 640,
  trajectories: 600,
  seeds: [1, 2, 3],
  effectiveMass: 0.4,
} as const;

export function runFile({ label, section, rate }: Network, loss: Loss, seed: number): string {
  const { thermalise, train, trajectories, effectiveMass } = training;
  return `title = "${label}, loss ${loss}, seed ${seed}"

[lattice]
extent = [4, 4, 4, 4]

[group]
name = "SU(2)"

[start]
from = "hot"

[action]
gauge = { kind = "plaquette", beta = 2.7 }
fermion = { kind = "staggered", mass = 0.3, flavours = 4 }

[sampler]
kind = "slhmc"
effective = { mass = ${effectiveMass} }

[network]
${section.join('\n')}

[training]
loss = "${loss}"
optimiser = { kind = "adam", rate = ${rate} }
batch = ${loss === 'variance' ? 4 : 1}

[schedule]
thermalise = ${thermalise}
train = ${train}
trajectories = ${trajectories}
seed = ${seed}
`;
}
