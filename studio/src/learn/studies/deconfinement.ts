/** Deconfinement: on a short time axis the Polyakov loop chooses a direction once the coupling is weak enough. */
import { complexPolyakovLoop } from '../../../../src/measure/observables/index.ts';
import { exactPoint, plot } from '../../view/plot.ts';
import { chain } from '../chain.ts';
import type { Study } from '../protocol.ts';
import { deconfinementText, studyLengths } from '../texts.ts';

const length = studyLengths.deconfinement;
const betas = [4.9, 5.3];
export const deconfinement: Study = async report => {
  const clouds: { x: number; y: number; error: number }[][] = [[], []];
  const loop = complexPolyakovLoop();
  const size = (cloud: (typeof clouds)[number]) =>
    cloud.reduce((sum, { x, y }) => sum + Math.hypot(x, y), 0) / cloud.length;
  for (const [k, beta] of betas.entries()) {
    await chain(deconfinementText(beta), ({ trajectory }, links) => {
      const [re, im] = loop.measure(links);
      clouds[k].push(exactPoint(re, im));
      if (trajectory % 25 !== 0) return;
      report({
        done: (k + clouds[k].length / length) / betas.length,
        facts: betas
          .slice(0, k + 1)
          .map((value, j) => ({ name: 'row', value: `β = ${value}: ⟨|P|⟩ = ${size(clouds[j]).toFixed(2)}` })),
        figure: plot({
          caption: 'The Polyakov loop in the complex plane',
          xLabel: 'Re P',
          yLabel: 'Im P',
          curves: clouds.map(points => ({ points })),
          legend: betas.map(value => `β = ${value}`),
          xRange: [-2, 2.4],
          yRange: [-1.6, 1.6],
        }),
      });
    });
  }
};
