import { describe, expect, test } from 'vitest';
import {
  coldStart,
  GaugeField,
  gaugeTransformed,
  hotStart,
  loopActionKernel,
  randomElements,
  wilsonAction,
} from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { polyakovLoops, rectangles } from '../../loops/index.ts';
import { averageLoop, complexPolyakovLoop, plaquette, polyakovLoop, polyakovLoopAlong } from './index.ts';

const rounding = 1e-13;
const theories = [
  { name: 'U(1)', extents: [4, 6] },
  { name: 'SU(2)', extents: [2, 4, 2] },
  { name: 'SU(2)', extents: [4, 4, 4, 4] },
  { name: 'SU(3)', extents: [2, 4, 2, 6] },
  { name: 'SU(3)', extents: [2, 2, 2, 8] },
];

describe.each(theories)('$name on $extents', ({ name, extents }) => {
  const group = groupNamed(name);
  const lattice = new Lattice(extents);
  const { dimension } = lattice;
  const hot = hotStart(lattice, group, key(1, 0, 'start'));

  test('unit links: average loops are 1, the Polyakov loop is N', () => {
    const cold = coldStart(lattice, group);
    expect(plaquette().measure(cold)).toBeCloseTo(1, 14);
    expect(averageLoop('rectangle', rectangles(dimension)).measure(cold)).toBeCloseTo(1, 14);
    expect(polyakovLoop().measure(cold)).toBe(group.colours);
    expect(complexPolyakovLoop().measure(cold)).toEqual([group.colours, 0]);
  });

  test('the plaquette is the Wilson action with other factors', () => {
    const planes = (dimension * (dimension - 1)) / 2;
    const action = wilsonAction(2.5).value(hot);
    expect(plaquette().measure(hot)).toBeCloseTo(-action / (2.5 * planes * lattice.volume), 13);
  });

  test('the Polyakov loop by doubling is the product of all links in each direction', () => {
    polyakovLoops(lattice.extents).forEach((path, mu) => {
      const S = loopActionKernel(group, dimension, [[path]]).run({ U: hot.field, beta: [-1] }).S;
      expect(polyakovLoopAlong(hot, mu)[0]).toBeCloseTo((S * group.colours) / lattice.volume, 13);
    });
    expect(polyakovLoop().measure(hot)).toBe(polyakovLoopAlong(hot, dimension - 1)[0]);
  });

  test('all are gauge invariant', () => {
    const elsewhere = gaugeTransformed(hot, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
    expect(Math.abs(plaquette().measure(elsewhere) - plaquette().measure(hot))).toBeLessThan(rounding);
    const [here, there] = [hot, elsewhere].map(u => complexPolyakovLoop().measure(u));
    expect(Math.hypot(here[0] - there[0], here[1] - there[1])).toBeLessThan(rounding);
  });

  test('constant diagonal links e^(i theta_k) in time: the sum of e^(i theta_k L)', () => {
    const angles = name === 'U(1)' ? [0.3] : name === 'SU(2)' ? [0.3, -0.3] : [0.3, 0.5, -0.8];
    const cold = coldStart(lattice, group);
    const one = cold.field.toArray().slice(0, group.linkSize);
    const diagonal =
      name === 'SU(2)'
        ? [Math.cos(0.3), 0, 0, Math.sin(0.3)]
        : angles.flatMap((theta, k) => {
            const row = new Array(2 * group.colours).fill(0);
            row[2 * k] = Math.cos(theta);
            row[2 * k + 1] = Math.sin(theta);
            return row;
          });
    const site = Array.from({ length: dimension }, (_, mu) => (mu === dimension - 1 ? diagonal : [...one])).flat();
    const u = new GaugeField(lattice, group);
    u.field.fromArray(Array.from({ length: lattice.volume }, () => site).flat());
    const L = extents[dimension - 1];
    const [re, im] = complexPolyakovLoop().measure(u);
    expect(re).toBeCloseTo(
      angles.reduce((sum, theta) => sum + Math.cos(theta * L), 0),
      13,
    );
    expect(im).toBeCloseTo(
      angles.reduce((sum, theta) => sum + Math.sin(theta * L), 0),
      13,
    );
    expect(plaquette().measure(u)).toBeCloseTo(1, 13);
  });
});

test('the centre of the group: one slice of time links times -1 changes the sign of the Polyakov loop only', () => {
  const lattice = new Lattice([4, 4, 2, 4]);
  const u = hotStart(lattice, groupNamed('SU(2)'), key(1, 0, 'start'));
  const flipped = u.clone();
  const numbers = u.field.toArray();
  const perSite = u.field.components;
  const slice = lattice.volume / 4;
  for (let site = slice; site < 2 * slice; site++) {
    for (let c = perSite - 4; c < perSite; c++) numbers[site * perSite + c] *= -1;
  }
  flipped.field.fromArray(numbers);
  expect(polyakovLoop().measure(flipped)).toBeCloseTo(-polyakovLoop().measure(u), 14);
  expect(plaquette().measure(flipped)).toBeCloseTo(plaquette().measure(u), 14);
});
