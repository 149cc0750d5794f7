/** A quantity against the trajectory number, with the borders between phases. */

import type { Columns } from '../../analysis/columns.ts';
import { plural } from '../../words/index.ts';
import type { Figure } from '../frame.ts';
import { element, escapeText } from '../markup.ts';
import { columnsOf, named } from '../numbers.ts';
import type { Point } from '../points.ts';
import { rangeOf, type Scale } from '../scale.ts';
import { lossScale, smoothed, smoothedCaption, smoothedMarks } from './lossHistory.ts';
import { band as bandAcross, line } from './marks.ts';
import {
  axisLabel,
  columnName,
  columnOf,
  namesOf,
  type Plotted,
  plottable,
  scalarNamed,
  theoryOf,
  titleOf,
} from './plotted.ts';
import { runningAcceptance } from './runningAcceptance.ts';
import { zoomOf } from './zoom.ts';

/** One logged number along one or several runs; undefined where none has it. */
export function history(plotted: readonly Plotted[], name: string): Figure | undefined {
  const source = plottable(name);
  const curves = plotted.map(one => {
    const column = columnOf(one, source);
    return column === undefined
      ? []
      : column.trajectories.map((x, i) => ({ x, y: column.components[source.component][i] }));
  });
  if (curves.every(points => points.length === 0)) return undefined;
  const bands = plotted.map(one => {
    const estimate = scalarNamed(one, name)?.estimate;
    return estimate !== undefined && Number.isFinite(estimate.error) ? estimate : undefined;
  });
  const firstOf = ({ analysis: { from } }: Plotted) => (Number.isFinite(from[0]) ? from[0] : 0);
  const isLoss = ['loss', 'gradientNorm'].includes(name) && smoothed(curves[0]).length >= 3;
  const zoom = zoomOf(curves, firstOf(plotted[0]));
  const hasBand = plotted.length === 1 && bands[0] !== undefined;
  const words = isLoss ? smoothedCaption : hasBand ? '; band: mean ± error of the production phase' : '';
  const curveOf = (k: number, x: Scale, y: Scale) =>
    isLoss ? smoothedMarks(curves[k], x, y, k) : [line(zoom.inside(curves[k]), x, y, k)];
  const bandOf = (k: number, x: Scale, y: Scale) => {
    const estimate = bands[k];
    return estimate === undefined ? [] : [bandAcross(estimate, [firstOf(plotted[k]), x.to], x, y)];
  };
  return alongRuns(plotted, curves, {
    caption: `${titleOf(plotted, name)} along the run${words}. ${theoryOf(plotted)}`,
    yLabel: axisLabel(plotted, name),
    yName: columnName(name),
    ...(isLoss ? lossScale(curves[0]) : { yRange: zoom.yRange }),
    behind: bandOf,
    curve: curveOf,
    above: (x, y) => (isLoss ? [] : zoom.whole(x, y)),
  });
}

/** The acceptance as a running mean. */
export function acceptanceHistory(plotted: readonly Plotted[]): Figure | undefined {
  const accepted = plotted.map(({ run: { columns } }) => {
    const column = columns.byName.get('accepted');
    const phaseOf = new Map(columns.trajectories.map((trajectory, i) => [trajectory, columns.phases[i]]));
    return (column?.trajectories ?? []).map((trajectory, i) => {
      return { trajectory, phase: phaseOf.get(trajectory), accepted: column!.components[0][i] === 1 };
    });
  });
  const span = Math.max(10, Math.ceil(accepted[0].length / 40));
  const curves = accepted.map(decisions => runningAcceptance(decisions, span));
  if (curves.every(points => points.length === 0)) return undefined;
  return alongRuns(plotted, curves, {
    caption: `Acceptance, running mean over ${plural(span, 'trajectory', 'trajectories')}. ${theoryOf(plotted)}`,
    yLabel: 'acceptance',
    yName: 'acceptance',
    yRange: [0, 1],
    curve: (k, x, y) => [line(curves[k], x, y, k)],
  });
}

interface AlongRuns extends Pick<Figure, 'caption' | 'yLabel' | 'yRange' | 'yKind'> {
  readonly yName: string;
  /** Marks of the curve of run k; those behind it only where it has a frame of its own. */
  curve(k: number, x: Scale, y: Scale): readonly string[];
  behind?(k: number, x: Scale, y: Scale): readonly string[];
  above?(x: Scale, y: Scale): readonly string[];
}

/** Of small frames. */
const small = { width: 360, height: 190 };

/** One frame for all runs; of several runs small frames too, all of one scale. */
function alongRuns(
  plotted: readonly Plotted[],
  curves: readonly (readonly Point[])[],
  { yName, curve, behind = () => [], above = () => [], ...frame }: AlongRuns,
): Figure {
  const numbers = plotted.flatMap(({ run: { columns } }) => [
    columns.trajectories[0] - 1,
    columns.trajectories.at(-1)!,
  ]);
  const axes = { ...frame, xLabel: 'trajectory', xRange: rangeOf(numbers) };
  const own = (k: number, x: Scale, y: Scale) => [...behind(k, x, y), ...borders(plotted[k].run.columns, x, y)];
  const isAlone = plotted.length === 1;
  return {
    ...axes,
    legend: namesOf(plotted),
    numbers: () =>
      columnsOf(['trajectory', 'number along the run'], [yName, frame.yLabel], named(namesOf(plotted), curves)),
    draw: (x, y) => [
      ...(isAlone ? own(0, x, y) : borders(plotted[0].run.columns, x, y)),
      ...curves.flatMap((_, k) => curve(k, x, y)),
      ...above(x, y),
    ],
    ...(!isAlone && {
      panels: plotted.map(({ name }, k) => ({
        ...{ ...axes, ...small, caption: name },
        draw: (x: Scale, y: Scale) => [...own(k, x, y), ...curve(k, x, y)],
      })),
    }),
  };
}

const widthOfLetter = 6.5;

/** A dashed line where each phase begins, and above it the name, where there is room for it. */
function borders({ trajectories, phases }: Columns, x: Scale, y: Scale): string[] {
  const starts = phases.map((_, index) => index).filter(index => index === 0 || phases[index] !== phases[index - 1]);
  return starts.map((start, index) => {
    const phase = phases[start];
    const at = x(trajectories[start] - 1);
    const next = starts[index + 1];
    const room = (next === undefined ? x(x.to) : x(trajectories[next] - 1)) - at;
    const border = element('line', { class: 'border', x1: at, x2: at, y1: y(y.from), y2: y(y.to) });
    const name = element('text', { class: 'phase', x: at + 3, y: y(y.to) + 12 }, escapeText(phase));
    return room > widthOfLetter * phase.length ? border + name : border;
  });
}
