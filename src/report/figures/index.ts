/** Every kind of figure by name, and which of them a run allows. */
import { alwaysMeasured } from '../../catalogue/index.ts';
import type { Figure } from '../frame.ts';
import { autocorrelationFigure } from './autocorrelation.ts';
import { acceptanceByLayers, byTemperature, lossByWeights } from './betweenRuns.ts';
import { flowFigure } from './flow.ts';
import { histogram } from './histogram.ts';
import { acceptanceHistory, history } from './history.ts';
import { listFigure, massFigure } from './lists.ts';
import type { Plotted } from './plotted.ts';
import { potentialFigure } from './potential.ts';
import { scatter } from './scatter.ts';
import { weightsHistory } from './weightsHistory.ts';

export type { Plotted } from './plotted.ts';

type Draw = (plotted: readonly Plotted[], observable: string) => Figure | undefined;

export interface FigureKind {
  readonly draw: Draw;
  readonly meaning: string;
  /** The observable where none is asked for, the first of these that was measured. */
  readonly usual?: readonly string[];
}

const lossHistory: Draw = (plotted, name) => (name === 'loss' ? history(plotted, name) : undefined);

const always: readonly string[] = Object.values(alwaysMeasured);

/** By the name that `cask plot --figure` takes. */
export const figureKinds: Readonly<Record<string, FigureKind>> = {
  history: { draw: history, meaning: 'a number against the trajectory', usual: always },
  autocorrelation: { draw: autocorrelationFigure, meaning: 'ρ(t) with its window', usual: always },
  histogram: { draw: histogram, meaning: 'how often each value occurred', usual: always },
  acceptance: { draw: acceptanceHistory, meaning: 'running acceptance', usual: ['accepted'] },
  loss: { draw: lossHistory, meaning: 'the loss while a network learns', usual: ['loss'] },
  weights: { draw: weightsHistory, meaning: 'the weights while they are learnt', usual: ['loss'] },
  list: { draw: listFigure, meaning: 'a list: correlator, Wilson loops, …' },
  mass: { draw: massFigure, meaning: 'effective masses of a correlator, effective potentials of Wilson loops' },
  potential: { draw: potentialFigure, meaning: 'the static potential of Wilson loops', usual: ['wilsonLoops'] },
  flow: { draw: flowFigure, meaning: 't²⟨E⟩ along a gradient flow, with t₀' },
  scatter: { draw: scatter, meaning: 'a complex number in the plane', usual: ['polyakovLoopComplex'] },
};

/** The same of several runs of spins, which are points of one curve. */
export const figureKindsOfSpins: Readonly<Record<string, FigureKind>> = {
  acceptanceByLayers: {
    draw: acceptanceByLayers,
    meaning: 'spins: acceptance of self-learning runs against the layers of their models',
    usual: ['accepted'],
  },
  lossByWeights: {
    draw: lossByWeights,
    meaning: 'spins: MSE of the effective model against its number of weights, with a power law',
    usual: ['r'],
  },
  byTemperature: {
    draw: byTemperature,
    meaning: 'spins: an observable against the temperature, a curve for each sampler',
    usual: ['staggeredMagnetisation', ...always],
  },
};

/** All figures of runs, in sections; what was not measured has none. */
export function figuresOf(plotted: readonly Plotted[]): { readonly heading: string; readonly figures: Figure[] }[] {
  const { analysis, run } = plotted[0];
  const ofRole = (role: string) => analysis.scalars.filter(scalar => scalar.role === role).map(({ name }) => name);
  const physics = ofRole('physics');
  const logged = [...run.columns.byName.values()].filter(
    ({ isList, name }) => !isList && analysis.descriptions.get(name)?.role === 'physics',
  );
  const early = logged.map(({ name }) => name).filter(name => !physics.includes(name));
  const lists = analysis.lists.map(({ name }) => name);
  const flows = analysis.lists.filter(({ shape }) => shape === 'energyAlongFlow').map(({ name }) => name);
  const pairs = [...analysis.chains].filter(
    ([name, { runs }]) => runs.length === 2 && analysis.descriptions.get(name)?.shape === 'complex',
  );
  const drawn = (draw: Draw, names: readonly string[]) => names.map(name => draw(plotted, name));
  const sections = {
    Histories: [...drawn(history, [...physics, ...early]), acceptanceHistory(plotted)],
    Training: [...drawn(history, ['loss', 'heldOutLoss', 'gradientNorm']), weightsHistory(plotted)],
    Autocorrelations: drawn(autocorrelationFigure, physics.slice(0, mostOfAKind)),
    Distributions: drawn(histogram, ['deltaH', ...physics.slice(0, mostOfAKind)]),
    'The complex plane': drawn(
      scatter,
      pairs.map(([name]) => name),
    ),
    'Correlators, loops and flows': [
      ...drawn(flowFigure, flows),
      ...lists
        .filter(name => !flows.includes(name))
        .flatMap(name => [listFigure(plotted, name), massFigure(plotted, name), potentialFigure(plotted, name)]),
    ],
    'Solver and forces': drawn(
      history,
      ofRole('monitor').filter(name => /^(cgIterations|forceRms)/.test(name)),
    ),
  };
  return Object.entries(sections)
    .map(([heading, figures]) => ({ heading, figures: figures.filter(figure => figure !== undefined) }))
    .filter(({ figures }) => figures.length > 0);
}

const mostOfAKind = 6;
