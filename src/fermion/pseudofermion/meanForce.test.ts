/**
 * The weight that pseudofermions stand for: drawn at u, their mean force is the derivative of −ln |det|^{N_f}, whatever
 * the heat bath and the rational functions are. A wrong power or a forgotten determinant shows here.
 */
import { expect, test } from 'vitest';
import { fourthOrderDerivative, innerProductOf, moved } from '../../../test/expect/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import { axpy, type Field, key } from '../../lattice/index.ts';
import { EvenOddDomainWall } from '../domainwall/evenOdd.ts';
import { DomainWallOperator } from '../domainwall/operator.ts';
import { latticeOf } from '../vectors.fixture.ts';
import { WilsonOperator } from '../wilson/operator.ts';
import { denseMap, logAbsDeterminant, smoothLinks } from '../wilson/wilson.fixture.ts';
import { domainWallPseudofermions } from './domainWall.ts';
import type { Pseudofermion } from './pseudofermion.ts';
import { wilsonPseudofermions } from './wilson.ts';

const solver = { tolerance: 1e-10, forceTolerance: 1e-9 };

interface Theory {
  readonly u: GaugeField;
  readonly parts: readonly Pseudofermion[];
  /** ln of the weight. */
  readonly logWeight: (u: GaugeField) => number;
}

function wilson(
  group: string,
  extents: readonly number[],
  cSw: number,
  flavours: number,
  twists: readonly number[],
): Theory {
  const lattice = latticeOf(extents);
  const u = smoothLinks(group, lattice, 0.6);
  const options = { lattice, group: u.group, kappa: extents.length === 4 ? 0.125 : 0.22, cSw };
  const operator = new WilsonOperator(options);
  const [from, to] = [operator.vector(), operator.vector()];
  const apply = operator.bindDirac(from, to);
  return {
    u,
    parts: wilsonPseudofermions({ ...options, flavours, twists, solver }),
    logWeight(v) {
      operator.setLinks(v);
      return flavours * logAbsDeterminant(denseMap(apply, from, to));
    },
  };
}

function domainWall(flavours: number, masses: readonly number[]): Theory {
  const lattice = latticeOf([4, 2]);
  const u = smoothLinks('U(1)', lattice, 0.6);
  const options = { lattice, group: u.group, mass: 0.05, height: 1.4, extent5: 4, b: 1.5, c: 0.5 };
  const operator = new DomainWallOperator(options);
  const [light, heavy] = [operator, operator.withMass(1)].map(walls => {
    const [from, to] = [walls.vector('even'), walls.vector('even')];
    const apply = new EvenOddDomainWall(walls).bindSchur(from, to);
    return () => logAbsDeterminant(denseMap(apply, from, to));
  });
  return {
    u,
    parts: domainWallPseudofermions({ ...options, flavours, masses, solver }),
    logWeight(v) {
      operator.setLinks(v);
      return flavours * (light() - heavy());
    },
  };
}

test.each([
  { name: 'Wilson, two flavours', make: () => wilson('U(1)', [4, 4], 0, 2, []) },
  { name: 'Wilson, one flavour', make: () => wilson('U(1)', [4, 4], 0, 1, []) },
  { name: 'Wilson, three flavours', make: () => wilson('U(1)', [4, 4], 0, 3, []) },
  { name: 'Wilson, two flavours, split', make: () => wilson('U(1)', [4, 4], 0, 2, [0.5]) },
  { name: 'clover, one flavour', make: () => wilson('SU(2)', [2, 2, 2, 2], 1, 1, []) },
  { name: 'clover, two flavours, split', make: () => wilson('SU(2)', [2, 2, 2, 2], 1, 2, [0.6]) },
  { name: 'domain wall, two flavours', make: () => domainWall(2, []), draws: 400 },
  { name: 'domain wall, one flavour', make: () => domainWall(1, []) },
  { name: 'domain wall, two flavours, split', make: () => domainWall(2, [0.5]) },
])('$name: the mean force is that of the determinant', ({ make, draws = 150 }) => {
  const { u, parts, logWeight } = make();
  const { lattice } = u;
  const [part, total] = [u.momentum(), u.momentum()];
  const addPart = axpy(part.components, lattice.dimension).bind({ x: part, y: total });
  const forceOf = (trajectory: number): Field => {
    total.fill(0);
    parts.forEach((pseudofermion, k) => {
      pseudofermion.refresh(u, key(100 + k, trajectory, 'pseudofermion'));
      pseudofermion.action.gradient(u, part);
      addPart({ a: 1 });
    });
    return total;
  };
  const derivative = (direction: Field) => -fourthOrderDerivative(t => logWeight(moved(u, direction, t)), 1e-3);
  // A direction in which something happens: the exact force where it is cheap, else that of other draws.
  const direction = u.momentum();
  if (u.group.algebraSize === 1) {
    const unit = (k: number) => direction.like().fromArray(direction.toArray().map((_, j) => (j === k ? 1 : 0)));
    direction.fromArray(direction.toArray().map((_, k) => derivative(unit(k))));
  } else {
    const gather = axpy(part.components, lattice.dimension).bind({ x: total, y: direction });
    for (let trajectory = 1001; trajectory <= 1030; trajectory++) {
      forceOf(trajectory);
      gather({ a: 1 });
    }
  }
  const length = Math.sqrt(innerProductOf(direction, direction));
  const exact = derivative(direction) / length;
  const samples = Array.from({ length: draws }, (_, k) => innerProductOf(direction, forceOf(k + 1)) / length);
  const mean = samples.reduce((sum, x) => sum + x, 0) / draws;
  const sigma = Math.sqrt(samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws / (draws - 1));
  expect(Math.abs(mean - exact) / sigma).toBeLessThan(3.5);
  // Twice the exact value would be seen.
  expect(Math.abs(exact) / sigma).toBeGreaterThan(4);
});
