/** Autocorrelation and error bars: the same data, with and without the memory of the chain. */
import { gammaMethod } from '../../../../src/measure/statistics/index.ts';
import { exactPoint, plot } from '../../view/plot.ts';
import { chain } from '../chain.ts';
import type { Study } from '../protocol.ts';
import { errorsText, studyLengths } from '../texts.ts';

const length = studyLengths.errors;
export const errors: Study = async report => {
  const series: number[] = [];
  const [naive, honest]: { x: number; y: number; error: number }[][] = [[], []];
  const look = () => {
    const { error, tauInt, mean } = gammaMethod(series);
    const variance = series.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (series.length - 1);
    const plain = Math.sqrt(variance / series.length);
    naive.push(exactPoint(series.length, plain));
    honest.push(exactPoint(series.length, error));
    report({
      done: series.length / length,
      facts: [
        { name: 'naive', value: plain.toPrecision(2) },
        { name: 'honest', value: error.toPrecision(2) },
        { name: 'tau', value: tauInt.toFixed(1) },
        { name: 'ratio', value: (error / plain).toFixed(1) },
      ],
      figure: plot({
        caption: 'Error of the mean of Q² against the number of trajectories',
        xLabel: 'trajectories',
        yLabel: 'error of ⟨Q²⟩',
        curves: [
          { points: honest, isLine: true },
          { points: naive, isLine: true },
        ],
        legend: ['with τ_int', 'as if independent'],
        xRange: [0, length],
        yRange: [0, 1.1 * Math.max(...honest.map(({ y }) => y))],
      }),
    });
  };
  await chain(errorsText, ({ observables }) => {
    series.push((observables.topologicalCharge as number) ** 2);
    if (series.length % 400 === 0) look();
  });
};
