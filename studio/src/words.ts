/** All words of the studio, in one table: another language is another table of this shape. */
import { codeWords } from './words/code.ts';
import { experimentWords } from './words/experiments.ts';

const english = {
  name: 'Cask Studio',
  nav: { laboratory: 'Laboratory', experiments: 'Experiments', code: 'Code', runs: 'Runs' },
  theme: 'Light or dark',
  share: 'Copy link',
  shared: 'Link copied',
  shareFailed: 'The link is in the address bar',
  skip: 'Skip to the picture',

  gallery: 'Gallery',
  presets: {
    u1: { title: 'Topology in two dimensions', line: 'U(1): the charge is a whole number, and you see it jump.' },
    su2Vacuum: { title: 'The vacuum', line: 'SU(2) in four dimensions: lumps of topological charge.' },
    su3Heatbath: { title: 'Gluons', line: 'SU(3) by heatbath, with Wilson loops and the potential.' },
    twoColourQcd: { title: 'Two-colour QCD', line: 'Staggered quarks by hybrid Monte Carlo.' },
    slhmcCask: { title: 'A network learns', line: 'Self-learning HMC trains CASK while you watch.' },
    instanton: { title: 'An instanton', line: 'A classical lump under quantum noise; flow finds it again.' },
    deconfinement: { title: 'Deconfinement', line: 'The Polyakov loop chooses one of three directions.' },
    xy: { title: 'Spins', line: 'XY spins turn slowly over the plane; vortices come in pairs.' },
    electrons: { title: 'Spins and electrons', line: 'Double exchange: a network proposes, all electrons decide.' },
    u1Hmc: { title: 'A frozen charge', line: 'HMC on fine lattices gets stuck in one sector.' },
  },

  controls: {
    play: 'Run',
    pause: 'Pause',
    step: 'Step',
    restart: 'Start again',
    speed: 'Speed',
    fastest: 'full speed',
    perSecond: (rate: number) => `${rate} a second`,
    seed: 'Seed',
  },
  state: {
    loading: 'Preparing …',
    running: 'Running',
    paused: 'Paused',
    complete: 'Complete',
    failed: 'Stopped',
  },
  crashed: 'The computation ended unexpectedly, perhaps for lack of memory. Start again, or make the lattice smaller.',
  ready: (machine: string, arithmetic: string) => `${machine}, ${arithmetic}`,
  trajectories: 'trajectory',
  rate: (rate: number) => `${rate >= 100 ? rate.toFixed(0) : rate.toPrecision(2)}/s`,

  picture: {
    heading: 'The field',
    quantity: 'Show',
    quantities: {
      topologicalDensity: 'Topological charge',
      energyDensity: 'Energy',
      polyakovLoop: 'Polyakov loop',
      networkChange: 'What the network changes',
      attention: 'Attention',
      spin: 'Spins',
      neighbours: 'Neighbours',
    },
    explain: {
      topologicalDensity: 'Density q(x) of the topological charge: how the field twists at each point.',
      energyDensity: 'Density E(x) of the energy in the field strength.',
      polyakovLoop:
        'Real part of the Polyakov loop at each point of space: the phase of a heavy quark going round in time.',
      networkChange: 'How far the network moves the links of each point, |V(U) − U|; root mean square.',
      attention: 'How strongly the links of each point attend to loops around them; root mean square of the weights.',
      spin: 'The last component of each spin: up is orange, down is blue.',
      neighbours: 'Each spin times its neighbours: orange where they agree, blue where they are opposed.',
    },
    total: {
      topologicalDensity: 'Q',
      energyDensity: 'Σ E',
      polyakovLoop: 'Re P',
      networkChange: 'Mean',
      attention: 'Mean',
      spin: 'Mean',
      neighbours: 'Mean',
    },
    smoothing: 'Smoothing',
    smoothingHint: 'Gradient flow to this time, on a copy: noise below a radius of √(8t) fades.',
    playFlow: 'Play the flow',
    lookBack: 'Look back',
    lookBackHint: 'Earlier pictures of this run; the run itself goes on.',
    playBack: 'Play from the start',
    now: 'now',
    slice: 'Slice in time',
    playSlices: 'Play through the slices',
    mode: 'View',
    modes: { volume: 'Cloud', surface: 'Surface', slice: 'Plane' },
    noWebgl: 'This browser has no WebGL 2, so planes are shown instead of clouds.',
    caption(flow: number | undefined, trajectory: number) {
      const smoothed = flow === 0 ? ', no smoothing' : `, flow time ${flow} a²`;
      return `trajectory ${trajectory}${flow === undefined ? '' : smoothed}`;
    },
    direction: 'Links in',
    allDirections: 'all directions',
    ofLinks: {
      networkChange: { title: 'Distances |V(U) − U| of all links', axis: '|V(U) − U|' },
      attention: { title: 'Attention weights of all links', axis: 'a' },
    },
    links: 'links',
    blend: 'Successive configurations are blended over a fifth of a second.',
    canvas: (what: string) => `Picture of the field: ${what}. Arrow keys turn it.`,
  },
  save: { heading: 'Save', svg: 'SVG', png: 'PNG', csv: 'CSV', log: 'Log', runFile: 'Run file' },

  series: { heading: 'Along the run', observable: 'Quantity', noData: 'The first trajectories are on their way.' },
  estimates: {
    heading: 'So far',
    none: 'Averages appear once the run is past its start-up phase and has a dozen trajectories.',
    tau: 'τ',
    tauHint: 'Integrated autocorrelation time, in trajectories: how long the chain remembers.',
    errorHint: 'Digits in brackets are the error of the last digits, by the Γ-method.',
    counted: (count: number, from: number) => `${count} trajectories, from number ${from} on`,
  },
  figures: { heading: 'Figures', none: 'Figures appear as the run goes on.' },
  weights: {
    heading: 'Weights of the network',
    more: (count: number) => (count === 1 ? 'One more weight' : `${count} more weights`),
  },
  remarks: 'What to watch',

  form: {
    heading: 'The run',
    form: 'Form',
    file: 'Run file',
    apply: 'Run this',
    applied: 'Changes start a new run.',
    absent: 'not set',
    byDefault: (value: string) => `${value} (default)`,
    problems: 'This file cannot be run yet',
    line: (line: number) => `Line ${line}`,
    editor: 'Run file, in TOML',
  },

  runs: {
    heading: 'Runs',
    none: 'There are no runs in these folders yet. Start one with: cask run FILE.toml',
    filter: 'Filter',
    compare: 'Compare',
    compareHint: 'Tick two runs or more to see their averages side by side.',
    columns: { name: 'Run', theory: 'Theory', standing: 'State', changed: 'Last line' },
    standings: { complete: 'complete', running: 'running', interrupted: 'interrupted', failed: 'failed' } as Record<
      string,
      string
    >,
    select: (name: string) => `Compare ${name}`,
    back: 'All runs',
    report: 'Report',
    repeat: 'Open in the laboratory',
    gone: 'The folder of this run is gone; what was read so far stays here.',
    quantity: 'Quantity',
    configurations: 'Configurations',
    show: 'Show',
    reading: 'Reading …',
  },

  code: codeWords,
  experiments: experimentWords,
} as const;

export const words = english;
export type PresetName = keyof typeof english.presets;
