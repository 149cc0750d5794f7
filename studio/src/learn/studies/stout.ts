/** Stout smearing is the gradient flow in steps of Euler: at a fixed time the difference falls with the step. */
import { flowTo, smearing } from '../../../../src/gauge/index.ts';
import { plaquette } from '../../../../src/measure/observables/index.ts';
import { exactPoint, plot } from '../../view/plot.ts';
import { chain } from '../chain.ts';
import type { Study } from '../protocol.ts';
import { stoutText } from '../texts.ts';

const time = 0.4;
const counts = [4, 8, 16, 32, 64];
export const stout: Study = async report => {
  const u = await chain(stoutText);
  const flowed = u.clone();
  flowTo(flowed, time, { longestStep: 0.01 });
  const goal = plaquette().measure(flowed);
  const points: { x: number; y: number; error: number }[] = [];
  const facts = [{ name: 'flow', value: goal.toFixed(6) }];
  for (const [k, steps] of counts.entries()) {
    const once = smearing({ kind: 'stout', rho: time / steps });
    const v = u.clone();
    for (let step = 0; step < steps; step++) {
      const { image, tape } = once.apply(v);
      v.copyFrom(image);
      tape.dispose();
    }
    const found = plaquette().measure(v);
    points.push(exactPoint(Math.log10(time / steps), Math.log10(Math.abs(found - goal))));
    facts.push({ name: 'row', value: `${steps} steps of ρ = ${time / steps}: ${found.toFixed(6)}` });
    const last = points[points.length - 1];
    report({
      done: (k + 1) / counts.length,
      facts: [...facts],
      figure: plot({
        caption: 'Difference between stout smearing and flow at the same time',
        xLabel: 'log₁₀ ρ',
        yLabel: 'log₁₀ |difference of plaquettes|',
        curves: [
          { points },
          { points: [points[0].x, last.x].map(x => exactPoint(x, last.y + (x - last.x))), isLine: true },
        ],
        legend: ['measured', 'slope 1'],
      }),
    });
    v.free();
    await new Promise(resolve => setTimeout(resolve, 0));
  }
};
