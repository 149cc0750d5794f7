/**
 * Energies from matrices of correlators. Where a list holds the channels A, B, A-B and B-A of one momentum (sink-source), they are
 * C_AA, C_BB, C_AB and C_BA, and likewise for more operators. The generalised eigenvectors of t₀ = 1, t_d = 3 make one
 * principal correlator for each state, which is fitted like any other.
 *
 * If all elements are symmetric in time, so are the principal correlators. If some are antisymmetric, states run forward and
 * backward with different vectors: then times up to T/4 count, where what runs backward is small, as plain exponentials.
 */
import { averageOf, type MassFit, principalVectors, projection } from '../measure/statistics/index.ts';
import type { Chains } from './chains.ts';
import type { AnalysedCurve, List } from './list.ts';
import { fitOf, foldedRuns } from './masses.ts';

export interface MatrixState {
  /** "P, A4 at 0,0,0" */
  readonly operators: string;
  /** 0 is the lowest. */
  readonly state: number;
  readonly result: { readonly fit: MassFit } | { readonly failure: string };
}

interface Matrix {
  readonly operators: readonly string[];
  readonly place: string;
  /** `elements[i][j]` has operator i at the sink and j at the source. */
  readonly elements: readonly (readonly AnalysedCurve[])[];
}

const reference = { t0: 1, td: 3 };

/** The states of all matrices that a list of correlators holds. */
export function statesOf(list: List, chains: Chains): MatrixState[] {
  return matricesIn(list).flatMap(matrix => {
    const operators = `${matrix.operators.join(', ')}${matrix.place === '' ? '' : ` at ${matrix.place}`}`;
    return principalCorrelators(matrix, list, chains).map((result, state) => ({ operators, state, result }));
  });
}

/** Matrices that are complete: every pair of their operators was measured both ways. */
function matricesIn({ curves, shape }: Pick<List, 'curves' | 'shape'>): Matrix[] {
  if (shape !== 'correlator') return [];
  const places = new Map<string, Map<string, AnalysedCurve>>();
  for (const curve of curves) {
    const { channel, ...rest } = curve.at;
    if (channel === undefined || curve.x[0] !== 0) continue;
    const place = Object.values(rest).join('; ');
    const [sink, source = sink] = String(channel).split(/-(?=.)/);
    places.set(place, (places.get(place) ?? new Map()).set(`${sink}-${source}`, curve));
  }
  return [...places].flatMap(([place, found]) => {
    const crossed = [...found.keys()].map(pair => pair.split(/-(?=.)/)).filter(([sink, source]) => sink !== source);
    const operators = [...new Set(crossed.flat())];
    const elements = operators.map(sink => operators.map(source => found.get(`${sink}-${source}`)));
    if (operators.length < 2 || elements.flat().includes(undefined)) return [];
    return [{ operators, place, elements: elements as AnalysedCurve[][] }];
  });
}

function principalCorrelators({ elements }: Matrix, { binSize }: List, chains: Chains): MatrixState['result'][] {
  const extent = elements[0][0].positions.length;
  const folds = elements.flat().map(({ masses }) => masses?.fold ?? 0);
  const isEven = folds.every(fold => fold === 1);
  const times = isEven ? Math.floor(extent / 2) + 1 : Math.floor(extent / 4) + 1;
  // series[i][j][t][r]
  const series = elements.map(row =>
    row.map(({ positions, masses }) =>
      foldedRuns(
        positions.map(k => chains.runs[k]),
        masses?.fold ?? 0,
      ),
    ),
  );
  const average = (i: number, j: number, t: number) => averageOf(series[i][j][t].flatMap(run => Array.from(run)));
  const size = elements.map((_, i) => i);
  const matrices = Array.from({ length: times }, (_, t) => size.map(i => size.map(j => average(i, j, t))));
  let vectors: readonly (readonly number[])[];
  try {
    vectors = principalVectors(matrices, reference.t0, reference.td);
  } catch (error) {
    if (error instanceof RangeError) return [{ failure: error.message }];
    throw error;
  }
  return vectors.map(vector => {
    const projected = Array.from({ length: times }, (_, t) =>
      chains.trajectories.map((run, r) =>
        Float64Array.from(run, (_, k) =>
          projection(
            vector,
            series.map(row => row.map(element => element[t][r][k])),
          ),
        ),
      ),
    );
    return fitOf(projected, { extent, fold: isEven ? 1 : 0 }, { ...chains, binSize });
  });
}
