/** Topology: along the gradient flow the action fades and the charge settles on a whole number. */
import { flowTo } from '../../../../src/gauge/index.ts';
import { energyDensity, topologicalCharge } from '../../../../src/measure/observables/index.ts';
import { viewerOf } from '../../engine/picture.ts';
import { exactPoint, plot } from '../../view/plot.ts';
import { chain } from '../chain.ts';
import type { Study } from '../protocol.ts';
import { topologyText } from '../texts.ts';

const [spacing, end] = [0.25, 4];
export const topology: Study = async report => {
  const u = (await chain(topologyText)).clone();
  const viewer = viewerOf(u);
  const [charge, energy] = [topologicalCharge('improved'), energyDensity()];
  const history: { t: number; Q: number; E: number }[] = [];
  for (let k = 0; k * spacing <= end; k++) {
    const t = k * spacing;
    if (k > 0) flowTo(u, spacing, { longestStep: 0.05 });
    history.push({ t, Q: charge.measure(u), E: energy.measure(u) });
    const last = history[history.length - 1];
    report({
      done: t / end,
      picture: viewer.picture(u, { quantity: 'topologicalDensity', flow: 0 }, k),
      facts: [
        { name: 'time', value: t.toFixed(2) },
        { name: 'charge', value: last.Q.toFixed(3) },
        { name: 'energy', value: `${((100 * last.E) / history[0].E).toPrecision(3)} %` },
      ],
      figure: plot({
        caption: 'Charge along the gradient flow',
        xLabel: 'flow time t/a²',
        yLabel: 'Q',
        curves: [{ points: history.map(point => exactPoint(point.t, point.Q)) }],
        xRange: [0, end],
        across: Math.round(last.Q),
      }),
    });
    await new Promise(resolve => setTimeout(resolve, 60));
  }
};
