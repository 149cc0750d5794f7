/** A quantity against the trajectory number, with the borders between phases. */

import type { Columns } from '../../analysis/columns.ts';
import { plural } from '../../words/index.ts';
import type { FrameOptions } from '../frame.ts';
import { element, escapeText } from '../markup.ts';
import type { Point } from '../points.ts';
import { padded, rangeOf, type Scale } from '../scale.ts';
import { lossScale, smoothed, smoothedCaption, smoothedMarks } from './lossHistory.ts';
import { band as bandAcross, line } from './marks.ts';
import { axisLabel, columnOf, namesOf, type Plotted, plottable, scalarNamed, theoryOf, titleOf } from './plotted.ts';
import { runningAcceptance } from './runningAcceptance.ts';
import { zoomOf } from './zoom.ts';

/** One logged number along one or several runs; undefined where none has it. */
export function history(plotted: readonly Plotted[], name: string): FrameOptions | undefined {
  const source = plottable(name);
  const curves = plotted.map(one => {
    const column = columnOf(one, source);
    return column === undefined
      ? []
      : column.trajectories.map((x, i) => ({ x, y: column.components[source.component][i] }));
  });
  if (curves.every(points => points.length === 0)) return undefined;
  const estimate = plotted.length === 1 ? scalarNamed(plotted[0], name)?.estimate : undefined;
  const band = estimate !== undefined && Number.isFinite(estimate.error) ? estimate : undefined;
  const first = Number.isFinite(plotted[0].analysis.from[0]) ? plotted[0].analysis.from[0] : 0;
  const isLoss = name === 'loss' && smoothed(curves[0]).length >= 3;
  const zoom = zoomOf(curves, first);
  const words = isLoss ? smoothedCaption : band ? '; band: mean ± error of the production phase' : '';
  return {
    ...alongRuns(plotted, curves),
    ...(isLoss ? lossScale(curves[0]) : { yRange: zoom.yRange }),
    caption: `${titleOf(plotted, name)} along the run${words}. ${theoryOf(plotted)}`,
    yLabel: axisLabel(plotted, name),
    draw: (x, y) => [
      ...(band === undefined ? [] : [bandAcross(band, [first, x.to], x, y)]),
      ...borders(plotted[0].run.columns, x, y),
      ...curves.flatMap((points, k) =>
        isLoss ? smoothedMarks(points, x, y, k) : [line(zoom.inside(points), x, y, k)],
      ),
      ...(isLoss ? [] : zoom.whole(x, y)),
    ],
  };
}

/** The acceptance as a running mean. */
export function acceptanceHistory(plotted: readonly Plotted[]): FrameOptions | undefined {
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
  return {
    ...alongRuns(plotted, curves),
    caption: `Acceptance, running mean over ${plural(span, 'trajectory', 'trajectories')}. ${theoryOf(plotted)}`,
    yLabel: 'acceptance',
    yRange: [0, 1],
    draw: (x, y) => [...borders(plotted[0].run.columns, x, y), ...curves.map((points, k) => line(points, x, y, k))],
  };
}

function alongRuns(plotted: readonly Plotted[], curves: readonly (readonly Point[])[]) {
  const numbers = plotted.flatMap(({ run: { columns } }) => [
    columns.trajectories[0] - 1,
    columns.trajectories.at(-1)!,
  ]);
  return {
    xLabel: 'trajectory',
    xRange: rangeOf(numbers),
    yRange: padded(rangeOf(curves.flatMap(points => points.map(({ y }) => y)))),
    legend: namesOf(plotted),
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
