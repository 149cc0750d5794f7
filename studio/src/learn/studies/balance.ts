/** Detailed balance: four ways to move, one distribution. U(1) on 8 × 8 at β = 2 has the plaquette 0.697774658. */
import { gammaMethod } from '../../../../src/measure/statistics/index.ts';
import { plot } from '../../view/plot.ts';
import { chain } from '../chain.ts';
import type { Study } from '../protocol.ts';
import { balanceText, studyLengths } from '../texts.ts';

export const exactPlaquette = 0.697774658;
const ways = [
  { name: 'small', sampler: 'kind = "metropolis"\nwidth = 0.2\nhits = 1', thermalise: 0 },
  { name: 'large', sampler: 'kind = "metropolis"\nwidth = 2.5\nhits = 1', thermalise: 0 },
  { name: 'heatbath', sampler: 'kind = "heatbath"', thermalise: 0 },
  { name: 'hmc', sampler: 'kind = "hmc"\nsteps = 6\nintegrator = "omelyan2"', thermalise: 0 },
] as const;
const length = studyLengths.balance;
const discarded = 200;

export const balance: Study = async report => {
  const means: { x: number; y: number; error: number }[] = [];
  const facts: { name: string; value: string }[] = [];
  for (const [k, { name, sampler }] of ways.entries()) {
    const series: number[] = [];
    await chain(balanceText(sampler), ({ observables, trajectory }) => {
      if (trajectory > discarded) series.push(observables.plaquette as number);
      if (trajectory % 500 === 0) report({ done: (k + trajectory / length) / ways.length });
    });
    const { mean, error, tauInt } = gammaMethod(series);
    means.push({ x: k + 1, y: mean, error });
    facts.push({ name, value: `${mean.toFixed(4)} ± ${error.toFixed(4)}, τ = ${tauInt.toFixed(1)}` });
    report({
      done: (k + 1) / ways.length,
      facts: [...facts],
      figure: plot({
        caption: 'Plaquette by four ways to move',
        xLabel: 'way: 1, 2 Metropolis; 3 heatbath; 4 HMC',
        yLabel: 'plaquette',
        curves: [{ points: means }],
        across: exactPlaquette,
        xRange: [0.5, 4.5],
      }),
    });
  }
};
