import { describe, expect, test } from 'vitest';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { domainWallQuark, hadrons, residualMass, residualMassCorrelators } from '../index.ts';

const solving = { tolerance: 1e-12 };
const walls = { mass: 0.1, height: 1.4, extent5: 4 };

test('free quarks at rest, periodic in time: |J|^2 / |q|^2 = (1 - M_5)^L_5', () => {
  const lattice = new Lattice([2, 2, 2, 4]);
  const group = groupNamed('U(1)');
  const boundary = ['periodic', 'periodic', 'periodic', 'periodic'] as const;
  const quark = domainWallQuark({ lattice, group, boundary, ...walls }, solving);
  quark.setLinks(coldStart(lattice, group));
  const eta = quark.solver.solution.like();
  eta.fromArray(eta.toArray().map((_, k) => (k % eta.components === 0 ? 1 : 0)));
  quark.solver.solve(eta, solving);
  const squared = (numbers: Float64Array) => numbers.reduce((sum, z) => sum + z ** 2, 0);
  const ratio = squared(quark.solver.midpoint().toArray()) / squared(quark.solver.solution.toArray());
  expect(ratio).toBeCloseTo((1 - walls.height) ** walls.extent5, 10);
});

describe('random links in SU(2)', () => {
  const lattice = new Lattice([2, 2, 2, 4]);
  const group = groupNamed('SU(2)');
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const quark = domainWallQuark({ lattice, group, ...walls }, solving);
  const at = [1, 0, 1, 3];
  const source = { kind: 'point', at } as const;
  const correlators = residualMassCorrelators({ quark, source }).measure(u);
  const [J, P] = [correlators.slice(0, 4), correlators.slice(4)];

  test('C_PP is the pion on the walls', () => {
    const pion = hadrons({ quark, source, channels: ['P'] }).measure(u);
    P.forEach((C, t) => {
      expect(C / pion[t]).toBeCloseTo(1, 9);
    });
    expect(residualMass(correlators)).toEqual(J.map((C, t) => C / P[t]));
  });

  test('the Ward identity: m sum C_PP + sum C_JP is Re tr q at the source', () => {
    quark.setLinks(u);
    let trace = 0;
    for (let column = 0; column < 8; column++) {
      const eta = quark.solver.solution.like();
      eta.set(at, 2 * column, 1);
      quark.solver.solve(eta, solving);
      trace += quark.solver.solution.get(at, 2 * column);
    }
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b);
    expect((walls.mass * sum(P) + sum(J)) / trace).toBeCloseTo(1, 9);
  });

  test('gauge invariant', () => {
    const elsewhere = gaugeTransformed(u, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
    residualMassCorrelators({ quark, source })
      .measure(elsewhere)
      .forEach((C, k) => {
        expect(C / correlators[k]).toBeCloseTo(1, 8);
      });
  });
});
