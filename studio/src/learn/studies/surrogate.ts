/** Self-learning HMC is exact: a wrong force costs acceptance, never the answer. */
import { gammaMethod } from '../../../../src/measure/statistics/index.ts';
import { plot } from '../../view/plot.ts';
import { chain } from '../chain.ts';
import type { Study } from '../protocol.ts';
import { studyLengths, surrogateText } from '../texts.ts';

const masses = [0.5, 0.53, 0.57, 0.62];
const length = studyLengths.surrogate;

export const surrogate: Study = async report => {
  const points: { x: number; y: number; error: number }[] = [];
  const facts: { name: string; value: string }[] = [];
  for (const [k, mass] of masses.entries()) {
    const series: number[] = [];
    let accepted = 0;
    await chain(surrogateText(mass), ({ observables, accepted: yes }) => {
      series.push(observables.plaquette as number);
      accepted += Number(yes);
      if (series.length % 10 === 0) report({ done: (k + series.length / length) / masses.length });
    });
    const { mean, error } = gammaMethod(series);
    points.push({ x: mass, y: mean, error });
    facts.push({
      name: 'row',
      value: `m_eff = ${mass}: ${Math.round((100 * accepted) / length)} % accepted, plaquette ${mean.toFixed(4)} ± ${error.toFixed(4)}`,
    });
    report({
      done: (k + 1) / masses.length,
      facts: [...facts],
      figure: plot({
        caption: 'Plaquette against the mass of the surrogate',
        xLabel: 'mass of the surrogate (the truth is 0.5)',
        yLabel: 'plaquette',
        curves: [{ points }],
        xRange: [0.48, 0.64],
        yRange: [points[0].y - 0.02, points[0].y + 0.02],
        across: points[0].y,
      }),
    });
  }
};
