/** The surrogates of the baseline study: what stands in [sampler.effective] and [network], and how it learns. */

export interface BaselineRow {
  readonly name: string;
  readonly label: string;
  /** Of [sampler.effective]; undefined for HMC itself. */
  readonly effective: string | undefined;
  /** Lines of [network]. */
  readonly network?: string;
  /** Of training.optimiser. Default: linear least squares. Nothing is trained without `learn` or a network. */
  readonly optimiser?: string;
}

const factor = 'learn = ["coefficients"]';
const loops = 'loops = { plaquette = 0, rectangle = 0, polyakovSpace = 0, polyakovTime = 0 }';
const adam = (rate: number) => `{ kind = "adam", rate = ${rate} }`;

const atMass = (mass: number, tag: string, heavier: readonly string[]): BaselineRow[] => [
  { name: `none-${tag}`, label: `m_eff = ${mass}, nothing trained`, effective: `mass = ${mass}` },
  { name: `factor-${tag}`, label: `m_eff = ${mass}, factor`, effective: `mass = ${mass}, ${factor}` },
  ...heavier.map(
    (list, k): BaselineRow => ({
      name: `masses${k + 2}-${tag}`,
      label: `masses ${mass}, ${list}`,
      effective: `mass = ${mass}, heavier = [${list}], ${factor}`,
    }),
  ),
];

export const baselineRows: readonly BaselineRow[] = [
  { name: 'hmc', label: 'HMC', effective: undefined },
  ...atMass(0.4, '04', ['0.5', '0.5, 0.75']),
  {
    name: 'loops-04',
    label: 'm_eff = 0.4, four loops',
    effective: `mass = 0.4, ${loops}, learn = ["loops"]`,
  },
  {
    name: 'factor-loops-04',
    label: 'm_eff = 0.4, factor and four loops',
    effective: `mass = 0.4, ${loops}, learn = ["coefficients", "loops"]`,
  },
  {
    name: 'factor-mass-04',
    label: 'm_eff = 0.4, factor and mass (≥ 0.4)',
    effective: 'mass = 0.4, learn = ["coefficients", "masses"]',
    optimiser: adam(2e-3),
  },
  {
    name: 'factor-stout-04',
    label: 'factor and stout, 2 layers + Polyakov',
    effective: `mass = 0.4, coefficients = [1.1], ${factor}`,
    network: 'kind = "stout"\nblocks = 2\nloops = ["plaquette", "polyakovSpace", "polyakovTime"]',
    optimiser: adam(5e-4),
  },
  {
    name: 'factor-cask-04',
    label: 'factor and CASK symmetric, S = 3',
    effective: `mass = 0.4, coefficients = [1.1], ${factor}`,
    network: 'kind = "cask"\nreach = 3',
    optimiser: adam(1e-3),
  },
  ...[0.4, 0.5, 0.75, 1].flatMap((mass): BaselineRow[] => [
    {
      name: `det-${mass}`,
      label: `φ of the surrogate, m_eff = ${mass}`,
      effective: `mass = ${mass}, pseudofermions = "surrogate"`,
    },
    {
      name: `det-loops-${mass}`,
      label: `φ of the surrogate, m_eff = ${mass}, plaquette and rectangle`,
      effective: `mass = ${mass}, pseudofermions = "surrogate", loops = { plaquette = 0, rectangle = 0 }, learn = ["loops"]`,
    },
    {
      name: `det-stout-${mass}`,
      label: `φ of the surrogate, m_eff = ${mass}, stout, 1 layer`,
      effective: `mass = ${mass}, pseudofermions = "surrogate"`,
      network: 'kind = "stout"',
      optimiser: adam(1e-3),
    },
  ]),
  ...atMass(0.5, '05', ['0.75', '0.75, 1']),
  ...atMass(0.75, '075', ['1', '1, 1.5']),
];

export interface BaselineRun {
  readonly row: BaselineRow;
  readonly seed: number;
  readonly mass: number;
  readonly flavours: number;
  readonly extent: number;
  readonly thermalise: number;
  readonly train: number;
  readonly trajectories: number;
}

export function baselineFile(run: BaselineRun): string {
  const { row, seed, mass, flavours, extent, thermalise, trajectories } = run;
  const { effective, network, label } = row;
  const learns = network !== undefined || effective?.includes('learn');
  const optimiser = row.optimiser ?? '{ kind = "leastSquares" }';
  return `title = "${label}, seed ${seed}"
lattice.extent = [${Array(4).fill(extent).join(', ')}]
group.name = "SU(2)"
start.from = "hot"

[action]
gauge = { kind = "plaquette", beta = 2.7 }
fermion = { kind = "staggered", mass = ${mass}, flavours = ${flavours} }

[sampler]
kind = "${effective === undefined ? 'hmc' : 'slhmc'}"
${effective === undefined ? '' : `effective = { ${effective} }`}
${network === undefined ? '' : `\n[network]\n${network}\n`}${learns ? `\n[training]\noptimiser = ${optimiser}\n` : ''}
[schedule]
thermalise = ${thermalise}
train = ${learns ? run.train : 0}
trajectories = ${trajectories}
seed = ${seed}
`;
}
