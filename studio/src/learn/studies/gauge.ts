/** Gauge symmetry: a random rotation at every site changes every link and no closed loop. */
import { gaugeTransformed, randomElements } from '../../../../src/gauge/index.ts';
import { key } from '../../../../src/lattice/index.ts';
import { plaquette, polyakovLoop, wilsonLoopTable } from '../../../../src/measure/observables/index.ts';
import { chain } from '../chain.ts';
import type { Study } from '../protocol.ts';
import { gaugeText } from '../texts.ts';

export const gauge: Study = async report => {
  const u = await chain(gaugeText);
  report({ done: 0.5 });
  const { lattice, group } = u;
  const v = gaugeTransformed(u, randomElements(lattice, group, 1, key(2, 1, 'gaugeTransformation')));
  const seen = (field: typeof u) => ({
    link: field.field.get([0, 0, 0, 0], 0),
    plaquette: plaquette().measure(field),
    loop: wilsonLoopTable(field, { maxR: 2, maxT: 2 })[1][1],
    polyakov: polyakovLoop().measure(field),
  });
  const [before, after] = [seen(u), seen(v)];
  const names = Object.keys(before) as (keyof typeof before)[];
  report({
    done: 1,
    facts: names.map(name => ({
      name,
      value: `${before[name].toFixed(15)} → ${after[name].toFixed(15)}`,
    })),
  });
};
