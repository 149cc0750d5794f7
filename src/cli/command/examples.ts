/** The examples under the help of each command. */

/** Command lines with what they do, by command. */
export const examples: Readonly<Record<string, readonly (readonly [line: string, meaning: string])[]>> = {
  run: [
    ['cask run first.toml', 'writes runs/first, or runs/first-2 …'],
    ['cask run first.toml --out beta-2.5 --set action.gauge.beta=2.5', 'the same run at another coupling'],
    ['cask run first.toml --replicas 4', 'four chains with different seeds, joined with R̂'],
    ['mpirun -n 4 cask run first.toml --ranks 1.1.2.2', 'four processes, each with a part of the lattice'],
    ['cask run first.toml --walltime 3h', 'stops with a checkpoint in time; "cask resume" continues'],
  ],
  train: [
    ['cask train slhmc.toml runs/hmc --trajectories 500', 'learns from the configurations that runs/hmc kept'],
    [
      'cask train slhmc.toml runs/hmc --set training.heldOut.patience=5',
      'stops when the held-out loss no longer falls',
    ],
  ],
  resume: [
    ['cask resume runs/first', 'continues where it stopped'],
    ['cask resume runs/first --trajectories 2000', 'makes a finished run longer'],
  ],
  submit: [
    ['cask submit first.toml --ranks 1.1.2.2 --walltime 3h --dry-run', 'prints the script for Slurm'],
    ['cask submit runs/first --ranks 1.1.4.2 --walltime 12h --slurm=--partition=long', 'the rest of a run'],
  ],
  check: [
    ['cask check first.toml', 'every key with its value, and the laws of the theory'],
    ['cask check first.toml --no-preflight --json', 'the file only, for programs'],
    ['cask check first.toml --set lattice.extent=[16,16,16,32]', 'would this fit?'],
  ],
  new: [
    ['cask new first.toml', 'asks'],
    ['cask new first.toml --preset su2-hmc --set schedule.trajectories=1000', 'asks nothing'],
    ['cask new --from-latticeqcd parameters.toml', 'translates'],
  ],
  keys: [
    ['cask keys sampler', 'the keys of one section'],
    ['cask keys tolerance', 'every key with this word in its name, values or meaning'],
  ],
  analyse: [
    ['cask analyse runs/first', 'estimates, derived quantities, diagnosis'],
    ['cask analyse runs/first --from 500', 'forgets the trajectories before'],
    ['cask analyse hmc slhmc', 'two runs side by side'],
    ['cask analyse a b c --join', 'replicas of one chain as one'],
  ],
  regress: [
    ['cask regress runs/a --target tr4 --from tr1,plaquette,rectangle', 'Tr D⁻⁴, measured seldom, from Tr D⁻¹'],
    ['cask regress runs/a --target tr4 --from tr1 --labelled 200 --cost 4,1,4', 'as if it had been measured 200 times'],
    [
      'cask regress runs/a --target nucleon --from wilsonPion --method trees',
      'one list from another, with boosted trees',
    ],
  ],
  fit: [
    ['cask fit runs/kappa-* --x kappa^-1 --y mass.wilsonPion^2 --at 6.4', 'chiral extrapolation'],
    [
      'cask fit runs/m-* --x mass --y mass.staggeredPion^2 --model linear,quadratic --cut 2 --at 0',
      'averaged over curves and ranges',
    ],
    ['cask fit peaks.csv --x extent^-3 --y coupling --error couplingError --at 0', 'an infinite volume from a table'],
  ],
  reweight: [
    ['cask reweight runs/beta-* --observable polyakovModulus', 'where is the deconfinement transition?'],
    [
      'cask reweight runs/* --observable polyakovModulus --at 5.66:5.72:61 --figure chi.svg',
      'several lattices at once',
    ],
    [
      'cask reweight runs/* --observable magnetisation --figure u.svg --draw binder',
      'Binder cumulants and their crossings',
    ],
  ],
  spectral: [
    ['cask spectral runs/a --observable wilsonPion', 'ρ/ω of the pion at this temperature, with all checks'],
    [
      'cask spectral runs/a --observable energyMomentumCorrelator[shear] --times 3-8',
      'within the window of a flow time',
    ],
    ['cask spectral runs/a --observable wilsonPion --figure lambda.svg --draw lambda', 'χ² against λ'],
  ],
  plot: [
    ['cask plot runs/first --figure history', 'the plaquette along the run'],
    ['cask plot runs/first --figure mass --observable pion --out pion.png', 'effective masses as PNG'],
    ['cask plot 00000100.lime --figure topologicalDensity --flow 2 --slice z=0,t=4', 'a plane of a configuration'],
    ['cask plot runs/l0 runs/l1 runs/l2 --figure acceptanceByLayers', 'self-learning runs of spins beside each other'],
  ],
  export: [
    ['cask export runs/first --to first.h5', 'HDF5 with provenance'],
    ['cask export runs/first --to first.csv', 'one row per trajectory'],
  ],
  studio: [
    ['cask studio', 'laboratory and experiments, with the runs in ./runs'],
    ['cask studio runs/a runs/b --port 8080 --no-open', 'two runs, on a port to forward with ssh -L'],
  ],
  show: [['cask show 00000100.lime', 'what is in a configuration of any format']],
  convert: [['cask convert 00000100.lime copy.nersc', 'the format follows from the ending']],
  fix: [
    ['cask fix one.lime landau.lime --gauge landau', 'a configuration in Landau gauge'],
    ['cask fix one.lime coulomb.nersc --gauge coulomb --tolerance 1e-14', 'Coulomb gauge, more exactly'],
  ],
};

/** The lines under the help of a command; none for a command without examples. */
export function exampleText(command: string): string {
  const list = Object.hasOwn(examples, command) ? examples[command] : [];
  if (list.length === 0) return '';
  const width = Math.max(...list.map(([line]) => line.length));
  return `\nExamples:\n${list.map(([line, meaning]) => `  ${line.padEnd(width)}   ${meaning}`).join('\n')}`;
}
