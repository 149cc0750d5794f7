/**
 * Where does equilibrium begin? The cut t0 that leaves the most effective samples,
 *   N_eff(t0) = (N − t0) / (2 τ_int(t0)),  maximised over t0 in the first half of the chain:
 * too early a cut keeps the drift, which looks like a huge τ_int; too late a cut throws data away.
 * J. D. Chodera, J. Chem. Theory Comput. 12 (2016) 1799, with τ_int from the Γ-method.
 */
import { gammaMethod, SHORTEST_SERIES } from './gamma.ts';
import { averageOf, isConstant, multiplied, requireSeries, type Series, safeFactor } from './series.ts';
import { stuckStretch } from './stuck.ts';

const CANDIDATES = 40;
/** Longer chains are averaged over blocks first: a drift is seen as well on a few thousand values. */
const MOST_VALUES = 4096;
const FEWEST_EFFECTIVE_SAMPLES = 10;

export interface ThermalisationCut {
  /** Number of measurements to leave out at the beginning. */
  readonly cut: number;
  /** Effective samples of what remains. */
  readonly effectiveSamples: number;
  /**
   * False where the best cut is the last one tried, fewer than 10 effective samples are left, or the chain is stuck for
   * a quarter of its length: then a drift cannot be distinguished from slow equilibration: run longer.
   */
  readonly thermalised: boolean;
}

/**
 * Finds the cut among 40 evenly spaced ones up to half of the chain.
 * A chain that is stuck, altogether or in a stretch of equal values, says nothing of equilibrium: no cut, not thermalised.
 * @throws RangeError for fewer than 16 values, NaN or infinities
 */
export function thermalisationCut(series: Series): ThermalisationCut {
  const point = thermalisationPoint(series);
  return { ...point, effectiveSamples: gammaMethod(Float64Array.from(series).subarray(point.cut)).effectiveSamples };
}

/** The cut alone, at a smaller price. Arguments and errors as {@link thermalisationCut}. */
export function thermalisationPoint(series: Series): Pick<ThermalisationCut, 'cut' | 'thermalised'> {
  requireSeries(series, 'The series', 2 * SHORTEST_SERIES);
  if (stuckStretch(series) !== undefined) return { cut: 0, thermalised: false };
  const block = Math.ceil(series.length / MOST_VALUES);
  const values = multiplied(series, safeFactor([series]));
  const { cut, thermalised } = bestCut(block === 1 ? values : blockAverages(values, block));
  return { cut: cut * block, thermalised };
}

function blockAverages(series: Series, block: number): Float64Array {
  return Float64Array.from({ length: Math.floor(series.length / block) }, (_, b) =>
    averageOf(series.slice(b * block, (b + 1) * block)),
  );
}

function bestCut(values: Float64Array): Pick<ThermalisationCut, 'cut' | 'thermalised'> {
  const latest = Math.floor(values.length / 2);
  let best = { cut: latest, effectiveSamples: 0 };
  for (let k = 0; k <= CANDIDATES; k++) {
    const cut = Math.round((latest * k) / CANDIDATES);
    const rest = values.subarray(cut);
    if (isConstant([rest])) continue;
    const { effectiveSamples } = gammaMethod(rest);
    if (effectiveSamples > best.effectiveSamples) best = { cut, effectiveSamples };
  }
  return { cut: best.cut, thermalised: best.cut < latest && best.effectiveSamples >= FEWEST_EFFECTIVE_SAMPLES };
}
