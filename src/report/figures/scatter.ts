/** A complex number in the plane: the Polyakov loop with the sectors of the centre. */

import { isSpinRun } from '../../runfile/schema/index.ts';
import { type Figure, legendHeight } from '../frame.ts';
import { element } from '../markup.ts';
import { columnsOf, named } from '../numbers.ts';
import { countedValues, namesOf, type Plotted, theoryOf, titleOf } from './plotted.ts';

const mostPoints = 4000;
const size = 420;
/** Pixels that the frame takes of the width and of the height. */
const taken = { x: 88, y: 66 };

/** One dot per measurement; undefined where the observable is no complex number. */
export function scatter(plotted: readonly Plotted[], name: string): Figure | undefined {
  if (plotted[0].analysis.descriptions.get(name)?.shape !== 'complex') return undefined;
  const clouds = plotted.map(one => {
    const [re, im] = [0, 1].map(component => countedValues(one, { name, column: name, component }));
    if (re === undefined || im === undefined) return [];
    const step = Math.max(1, Math.ceil(re.length / mostPoints));
    return Array.from({ length: Math.floor(re.length / step) }, (_, i) => [re[i * step], im[i * step]] as const);
  });
  const far = Math.max(0, ...clouds.flat().map(([re, im]) => Math.max(Math.abs(re), Math.abs(im)))) * 1.08;
  if (far === 0) return undefined;
  const { resolved } = plotted[0].run;
  const colours = isSpinRun(resolved) ? 1 : Number(/SU\((\d)\)/.exec(resolved.group.name)?.[1] ?? 1);
  const names = namesOf(plotted);
  const rays = Array.from({ length: colours }, (_, k) => (2 * Math.PI * k) / colours);
  return {
    caption: `${titleOf(plotted, name)} in the complex plane, one dot per measurement${colours > 1 ? `; dashed: the ${colours} directions of the centre` : ''}. ${theoryOf(plotted)}`,
    xLabel: `Re ${titleOf(plotted, name)}`,
    yLabel: `Im ${titleOf(plotted, name)}`,
    width: size,
    height: size - taken.x + taken.y + legendHeight(names, size),
    xRange: [-far, far],
    yRange: [-far, far],
    legend: names,
    numbers: () =>
      columnsOf(
        ['re', 'real part'],
        ['im', 'imaginary part'],
        named(
          names,
          clouds.map(cloud => cloud.map(([re, im]) => ({ x: re, y: im }))),
        ),
      ),
    draw: (x, y) => [
      ...(colours > 1 ? rays : []).map(angle =>
        element('line', {
          class: 'border',
          x1: x(0),
          y1: y(0),
          x2: x(far * Math.cos(angle)),
          y2: y(far * Math.sin(angle)),
        }),
      ),
      ...clouds.flatMap((cloud, k) =>
        cloud.map(([re, im]) => element('circle', { class: `cloud fill${k % 6}`, cx: x(re), cy: y(im), r: 2 })),
      ),
    ],
  };
}
