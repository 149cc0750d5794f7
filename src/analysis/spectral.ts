/** Spectral functions of correlators that runs measured: chains become bins of a folded curve, its times a window. */
import { averageOf, gammaMethodOfReplicas, type Series } from '../measure/statistics/index.ts';
import {
  type KernelKind,
  type Reconstruction,
  reconstruct,
  type SpectralRequest,
} from '../measure/statistics/spectral/index.ts';
import { InputError } from '../runfile/input/problem.ts';
import { chainCalled } from './components.ts';
import { type AnalysedRun, type Counted, countedIn } from './counted.ts';
import { type Curve, curvesOf } from './curves.ts';
import { binnable } from './list.ts';

export interface SpectralAsk extends Omit<SpectralRequest, 'beta' | 'times'> {
  /** A list, or one curve of it: `wilsonHadrons[P]`. */
  readonly observable: string;
  /** By default from 1 on, to half of the extent for the cosh kernel. */
  readonly times?: readonly number[];
  /** Measurements in a bin; by default 4 τ_int. */
  readonly bin?: number;
  readonly start?: number;
}

export interface Spectral extends Reconstruction {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly times: readonly number[];
  readonly beta: number;
  readonly bin: number;
  readonly bins: number;
  readonly tauInt: number;
  readonly request: SpectralAsk;
  readonly warnings: readonly string[];
}

const binsOfTau = 4;
const fewestBins = 10;
const mostBins = 200;

/** @throws InputError when there is no such curve, it does not fit the kernel, or too little was measured */
export function spectralOf(runs: readonly AnalysedRun[], ask: SpectralAsk): Spectral {
  const counted = countedIn(runs, ask.start === undefined ? {} : { from: ask.start });
  const { curve, chain, name } = curveNamed(counted, ask.observable);
  const description = counted.descriptions.get(chain)!;
  const { runs: components, trajectories, stride } = counted.chains.get(chain)!;
  const beta = runs[0].resolved.lattice.extent.at(-1)!;
  const times = timesOf(curve, ask, beta, name);
  const series = times.map(time => foldedAt(curve, components, time, ask.kernel, beta));
  const samples = series[0].reduce((sum, run) => sum + run.length, 0);
  if (samples < fewestBins) {
    throw new InputError([
      `${name} was measured ${samples} times; a covariance needs at least ${fewestBins}. Measure it on more configurations.`,
    ]);
  }
  const tauInt = Math.max(
    ...series.map((one, i) => {
      const { tauInt: tau } = gammaMethodOfReplicas(one, { name: `${name} at ${times[i]}`, trajectories });
      return Number.isFinite(tau) ? tau : stride / 2;
    }),
  );
  const wanted = Math.max(Math.ceil((binsOfTau * tauInt) / stride), Math.ceil(samples / mostBins));
  const bin = ask.bin ?? Math.max(1, Math.min(wanted, Math.floor(samples / fewestBins)));
  const bins = series.map(one => binned(binnable(bin)(one), bin));
  if (bins[0].length < fewestBins) {
    throw new InputError([
      `${samples} measurements of ${name} make ${bins[0].length} bins of ${bin}; at least ${fewestBins} are needed. Give a shorter --bin, or measure more.`,
    ]);
  }
  const found = asInput(name, () => reconstruct(bins, { ...ask, beta, times }));
  return {
    ...{ name, title: description.title, unit: description.unit, settings: description.settings ?? {} },
    ...{ times, beta, bin, bins: bins[0].length, tauInt, request: ask },
    ...found,
    warnings: warningsOf(found, { times, beta, bin, tauInt, stride }, ask),
  };
}

/** The curve that a name stands for: the only one of a list, or that with this name or coordinate. */
function curveNamed(counted: Counted, observable: string): { curve: Curve; chain: string; name: string } {
  const [, base, word] = /^(.*?)(?:\[([^\]]*)\])?$/.exec(observable)!;
  const chain = chainCalled(counted, base);
  if (chain === undefined) {
    const known = [...counted.chains.keys()].join(', ') || 'nothing';
    throw new InputError([`${base} was not measured; measured are ${known}.`]);
  }
  const width = counted.chains.get(chain)!.runs.length;
  const curves = curvesOf(counted.descriptions.get(chain)!, width).filter(({ x }) => x.length > 2);
  const chosen = curves.filter(
    ({ name, at }) => word === undefined || name === word || Object.values(at).map(String).includes(word),
  );
  if (chosen.length === 1) {
    const [curve] = chosen;
    return { curve, chain, name: curve.name === '' ? chain : `${chain}[${curve.name}]` };
  }
  const names = curves.map(({ name }) => (name === '' ? chain : `${chain}[${name}]`)).join(', ');
  throw new InputError([
    curves.length === 0
      ? `${chain} is no correlator in time; a spectral function needs C(t) at three times at least.`
      : `${observable} stands for ${chosen.length} curves; name one of ${names}.`,
  ]);
}

function timesOf(curve: Curve, { times, kernel }: SpectralAsk, beta: number, name: string): number[] {
  if (kernel === 'cosh' && curve.fold !== undefined && curve.fold !== 1) {
    throw new InputError([
      `${name} is not symmetric in time (C(T − t) = ${curve.fold} C(t)); the cosh kernel needs C(T − t) = C(t).`,
    ]);
  }
  const last = kernel === 'cosh' ? Math.floor(beta / 2) : beta - 1;
  const usual = curve.x.filter(t => t >= 1 && t <= last);
  const wanted = times ?? usual;
  const unknown = wanted.filter(t => !curve.x.includes(t));
  if (unknown.length > 0)
    throw new InputError([`${name} has no value at t = ${unknown.join(', ')}; it has ${curve.x.join(', ')}.`]);
  if (wanted.length < 3)
    throw new InputError([`${name}: a spectral function needs at least 3 times; found ${wanted.length}.`]);
  return [...new Set(wanted)].sort((a, b) => a - b);
}

/** The series of C(t), or of the average of C(t) and C(β − t) where the kernel is symmetric. */
function foldedAt(
  { positions, x }: Curve,
  components: readonly (readonly Series[])[],
  time: number,
  kernel: KernelKind,
  beta: number,
): Series[] {
  const at = (t: number) => components[positions[x.indexOf(t)]];
  const mirror = (beta - time) % beta;
  if (kernel !== 'cosh' || mirror === time || !x.includes(mirror)) return [...at(time)];
  return at(time).map((run, r) => Float64Array.from(run, (value, i) => (value + at(mirror)[r][i]) / 2));
}

function binned(values: readonly number[], size: number): Float64Array {
  return Float64Array.from({ length: Math.floor(values.length / size) }, (_, b) =>
    averageOf(values.slice(b * size, (b + 1) * size)),
  );
}

function asInput<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError([`${name}: ${error.message}`]);
  }
}

const edgeShare = 0.1;

function warningsOf(
  found: Reconstruction,
  {
    times,
    bin,
    tauInt,
    stride,
  }: { times: readonly number[]; beta: number; bin: number; tauInt: number; stride: number },
  { most }: SpectralAsk,
): string[] {
  const { density, misfit, omega, isConverged, correlator } = found;
  const whole = density.reduce((a, b) => a + b, 0);
  const atEdge = density.filter((_, j) => omega[j] > 0.95 * most).reduce((a, b) => a + b, 0);
  const negative = correlator.filter(({ mean, error }) => mean < -3 * error);
  return [
    ...(isConverged
      ? []
      : ['The solver did not reach its minimum: choose a larger λ, --smallest, or --solver interior.']),
    ...(negative.length > 0
      ? [
          'The correlator is negative at some times, which no spectral function without negative parts allows: subtract, or leave them out with --times.',
        ]
      : []),
    ...(misfit > 3 * times.length
      ? [
          `χ² is ${misfit.toPrecision(3)} for ${times.length} times: no spectrum without negative parts up to ω = ${most.toPrecision(3)} describes them. Leave out early times with --times, or raise --most.`,
        ]
      : []),
    ...(atEdge > edgeShare * whole
      ? [
          `${Math.round((100 * atEdge) / whole)} % of the spectrum lie at the highest frequency: raise --most, or leave out early times.`,
        ]
      : []),
    ...(bin * stride < binsOfTau * tauInt
      ? [`Bins of ${bin} measurements are shorter than 4 τ_int (${tauInt.toPrecision(2)} trajectories).`]
      : []),
  ];
}
