/** Confinement: −log W(R, T) grows with the area of the loop, so that the potential grows with the distance. */
import { wilsonLoopTable } from '../../../../src/measure/observables/index.ts';
import { gammaDerived } from '../../../../src/measure/statistics/index.ts';
import { plot } from '../../view/plot.ts';
import { chain } from '../chain.ts';
import type { Study } from '../protocol.ts';
import { confinementText, studyLengths } from '../texts.ts';

const length = studyLengths.confinement;
export const confinement: Study = async report => {
  const loops: number[][] = [];
  const potential = () => {
    const series = (k: number) => loops.map(values => values[k]);
    return [1, 2, 3].map(R => {
      // W(R, 1) and W(R, 2); T = 1 → 2 is early, yet close to its limit at this coupling.
      const { mean, error } = gammaDerived(([a, b]) => Math.log(a / b), [series(3 * (R - 1)), series(3 * (R - 1) + 1)]);
      return { x: R, y: mean, error };
    });
  };
  await chain(confinementText, (_, links) => {
    loops.push(wilsonLoopTable(links, { maxR: 3, maxT: 3 }).flat());
    if (loops.length % 20 !== 0) return;
    const points = potential();
    report({
      done: loops.length / length,
      facts: points.map(({ x, y, error }) => ({
        name: 'row',
        value: `V(${x}) = ${y.toFixed(3)} ± ${error.toFixed(3)}`,
      })),
      figure: plot({
        caption: 'Energy of two static charges against their distance',
        xLabel: 'distance R/a',
        yLabel: 'a V(R)',
        curves: [{ points }],
        xRange: [0, 3.5],
        yRange: [0, 1.2 * points[2].y],
      }),
    });
  });
};
