/** The step size of HMC: the error of the energy falls with the square of the step for the leapfrog. */
import { gammaMethod } from '../../../../src/measure/statistics/index.ts';
import { exactPoint, plot } from '../../view/plot.ts';
import { chain } from '../chain.ts';
import type { Study } from '../protocol.ts';
import { stepSizeText, studyLengths } from '../texts.ts';

const counts = [6, 8, 12, 16, 24, 32];
const length = studyLengths.stepSize;

export const stepSize: Study = async report => {
  const points: { x: number; y: number; error: number }[] = [];
  const facts: { name: string; value: string }[] = [];
  for (const [k, steps] of counts.entries()) {
    const sizes: number[] = [];
    let accepted = 0;
    await chain(stepSizeText(steps), record => {
      sizes.push(Math.abs(record.deltaH!));
      accepted += Number(record.accepted);
    });
    const { mean, error } = gammaMethod(sizes);
    points.push({ x: Math.log10(1 / steps), y: Math.log10(mean), error: error / mean / Math.LN10 });
    facts.push({
      name: 'row',
      value: `ε = 1/${steps}: ⟨|ΔH|⟩ = ${mean.toPrecision(2)}, ${Math.round((100 * accepted) / length)} % accepted`,
    });
    const last = points[points.length - 1];
    const ends = [points[0].x, last.x];
    report({
      done: (k + 1) / counts.length,
      facts: [...facts],
      figure: plot({
        caption: 'Energy error against step size',
        xLabel: 'log₁₀ ε',
        yLabel: 'log₁₀ ⟨|ΔH|⟩',
        curves: [{ points }, { points: ends.map(x => exactPoint(x, last.y + 2 * (x - last.x))), isLine: true }],
        legend: ['measured', 'slope 2'],
      }),
    });
  }
};
