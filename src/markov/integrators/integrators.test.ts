import { describe, expect, test } from 'vitest';
import { forceGradient } from './forceGradient.ts';
import { leapfrogPQP } from './leapfrogPQP.ts';
import { leapfrogQPQ } from './leapfrogQPQ.ts';
import { schemes } from './levels.ts';
import { omelyan2, omelyanLambda } from './omelyan2.ts';
import { omf4 } from './omf4.ts';
import { omf4QPQ } from './omf4QPQ.ts';
import { integrate, type Schedule, scheduleOf } from './schedule.ts';
import { kickedBy, nest, repeat, type Scheme, scheme } from './scheme.ts';
import { forceGroups, isSymmetric, total } from './steps.ts';

const threeLevels = nest(omelyan2('heavy'), repeat(3, nest(leapfrogPQP('light'), repeat(4, leapfrogQPQ('gauge')))));
const composed: Record<string, Scheme> = {
  repeated: repeat(7, omelyan2()),
  nested: repeat(5, nest(leapfrogQPQ('fermion'), repeat(4, omelyan2('gauge')))),
  threeLevels,
  fourthOrder: repeat(2, nest(forceGradient('fermion'), repeat(2, omf4('gauge')))),
  together: repeat(3, kickedBy(['gauge', 'fermion'], forceGradient())),
};
const all = { ...Object.fromEntries(Object.entries(schemes).map(([name, make]) => [name, make()])), ...composed };

type Vector = readonly number[];
interface Point {
  readonly q: Vector;
  readonly p: Vector;
}

/** Runs a schedule on plain numbers; `forces` are dS/dq per group. */
function moved({ q, p }: Point, schedule: Schedule, forces: Record<string, (q: Vector) => Vector>): Point {
  let [position, momentum] = [q, p];
  integrate(schedule, {
    drift(time) {
      position = position.map((x, i) => x + time * momentum[i]);
    },
    kick(group, time, shift) {
      const at = position.map((x, i) =>
        shift ? x - shift.by * shift.along.reduce((sum, name) => sum + forces[name](position)[i], 0) : x,
      );
      const force = forces[group](at);
      momentum = momentum.map((x, i) => x - time * force[i]);
    },
  });
  return { q: position, p: momentum };
}

const distance = (a: Point, b: Point) => Math.hypot(...a.q.map((x, i) => x - b.q[i]), ...a.p.map((x, i) => x - b.p[i]));

/** S = k q² / 2 with exact solution. */
const spring = (k: number) => (q: Vector) => q.map(x => k * x);
const oscillatorAt = (t: number): Point => ({ q: [Math.cos(t)], p: [-Math.sin(t)] });

/** S = −1/|q|, begun at the perihelion 1 − e of an ellipse of period 2 π. */
const attraction = (q: Vector) => q.map(x => x / Math.hypot(...q) ** 3);
const eccentricity = 0.3;
const keplerAt = (eccentricAnomaly: number): Point => {
  const [c, s] = [Math.cos(eccentricAnomaly), Math.sin(eccentricAnomaly)];
  const root = Math.sqrt(1 - eccentricity ** 2);
  const speed = 1 / (1 - eccentricity * c);
  return { q: [c - eccentricity, root * s], p: [-speed * s, speed * root * c] };
};
const keplerTime = (eccentricAnomaly: number) => eccentricAnomaly - eccentricity * Math.sin(eccentricAnomaly);

describe.each(Object.entries(all))('%s', (_, each) => {
  test('drifts and the kicks of each group add up to one', () => {
    for (const who of ['drift', ...forceGroups(each.steps)]) expect(total(each.steps, who)).toBeCloseTo(1, 13);
  });
  test('reads the same backwards', () => expect(isSymmetric(each.steps)).toBe(true));
  test('there, momenta reversed, and back again is the start, up to rounding', () => {
    const forces = Object.fromEntries(forceGroups(each.steps).map((group, i) => [group, spring(1 + i)]));
    const schedule = scheduleOf(each, 1);
    const { q, p } = moved({ q: [0.3], p: [0.8] }, schedule, forces);
    const back = moved({ q, p: p.map(x => -x) }, schedule, forces);
    expect(distance(back, { q: [0.3], p: [-0.8] })).toBeLessThan(1e-14);
  });
});

describe.each(Object.entries(schemes).map(([name, make]) => ({ name, make, order: make().order })))(
  '$name is of order $order',
  ({ make, order }) => {
    const slopes = (error: (steps: number) => number, counts: readonly number[]) =>
      counts.slice(1).map((steps, i) => Math.log2(error(counts[i]) / error(steps)));

    // Errors fall to 1e-10 at most, far above rounding.
    test('on the harmonic oscillator', () => {
      const error = (steps: number) =>
        distance(moved(oscillatorAt(0), scheduleOf(repeat(steps, make()), 3), { all: spring(1) }), oscillatorAt(3));
      for (const slope of slopes(error, [40, 80, 160])) expect(Math.abs(slope - order)).toBeLessThan(0.02);
    });
    test('on a Kepler orbit', () => {
      const error = (steps: number) =>
        distance(
          moved(keplerAt(0), scheduleOf(repeat(steps, make()), keplerTime(2)), { all: attraction }),
          keplerAt(2),
        );
      for (const slope of slopes(error, [100, 200, 400])) expect(Math.abs(slope - order)).toBeLessThan(0.06);
    });
  },
);

describe.each([omf4, omf4QPQ])('%o', make => {
  test('meets the conditions of fourth order up to rounding', () => {
    // Kicks b_i after drifts of c_i in all: Σ b = 1, Σ b c² = 1/3, Σ_{i>j} b_i b_j (c_i − c_j) = 1/6.
    let time = 0;
    const kicks = make().steps.flatMap(({ who, coefficient }) => {
      if (who !== 'drift') return [{ b: coefficient, c: time }];
      time += coefficient;
      return [];
    });
    const sum = (term: (b: number, c: number, i: number) => number) =>
      kicks.reduce((total, { b, c }, i) => total + term(b, c, i), 0);
    expect(sum(b => b)).toBeCloseTo(1, 14);
    expect(sum((b, c) => b * c)).toBeCloseTo(1 / 2, 14);
    expect(sum((b, c) => b * c ** 2)).toBeCloseTo(1 / 3, 14);
    expect(sum((b, c, i) => sum((e, d, j) => (j < i ? b * e * (c - d) : 0)))).toBeCloseTo(1 / 6, 14);
  });
});

describe('composition', () => {
  test('repeated leapfrog needs one force per step', () => {
    const kicks = (some: Scheme) => some.steps.filter(({ who }) => who === 'all').length;
    expect(kicks(repeat(20, leapfrogQPQ()))).toBe(20);
    expect(kicks(repeat(20, leapfrogPQP()))).toBe(21);
    expect(kicks(repeat(20, omelyan2()))).toBe(40);
  });

  const [a, b] = [spring(0.7), spring(2.1)];
  const start: Point = { q: [0.4], p: [-1.1] };

  test('nested with one inner step is the scheme in the sum of the forces, up to rounding', () => {
    const nested = scheduleOf(repeat(10, nest(leapfrogPQP('a'), leapfrogPQP('b'))), 2);
    const single = scheduleOf(repeat(10, leapfrogPQP()), 2);
    const sum = (q: Vector) => a(q).map((x, i) => x + b(q)[i]);
    expect(nested.steps).toHaveLength(32);
    expect(distance(moved(start, nested, { a, b }), moved(start, single, { all: sum }))).toBeLessThan(1e-14);
  });
  test('nested under an outer force of zero is the inner scheme, up to rounding', () => {
    const nested = scheduleOf(repeat(4, nest(leapfrogQPQ('a'), repeat(6, omelyan2('b')))), 2);
    const inner = scheduleOf(repeat(48, omelyan2('b')), 2);
    const none = (q: Vector) => q.map(() => 0);
    // Half the drift on each side of the outer kick: six inner steps each, so 48 in all.
    expect(distance(moved(start, nested, { a: none, b }), moved(start, inner, { b }))).toBeLessThan(1e-13);
  });
  test('three levels converge with order 2 to the motion in the sum of the forces', () => {
    const forces = { heavy: spring(0.2), light: spring(0.3), gauge: spring(0.5) };
    const error = (n: number) =>
      distance(moved(oscillatorAt(0), scheduleOf(repeat(n, threeLevels), 3), forces), oscillatorAt(3));
    expect(Math.abs(Math.log2(error(10) / error(20)) - 2)).toBeLessThan(0.02);
  });
  test('at equal cost 2MN conserves the energy of pendulums several times better than leapfrog', () => {
    const gravity = (q: Vector) => q.map(x => Math.sin(x));
    const energy = ({ q, p }: Point) => p[0] ** 2 / 2 - Math.cos(q[0]);
    /** Root mean square over an evenly spread set of starts. */
    const energyError = (some: Scheme) => {
      const starts = Array.from({ length: 100 }, (_, i) => ({ q: [0.6 * (i % 10)], p: [0.2 * Math.floor(i / 10)] }));
      return Math.hypot(...starts.map(at => energy(moved(at, scheduleOf(some, 1), { all: gravity })) - energy(at)));
    };
    for (const leapfrog of [leapfrogQPQ, leapfrogPQP]) {
      expect(energyError(repeat(100, leapfrog())) / energyError(repeat(50, omelyan2()))).toBeGreaterThan(2);
    }
  });
  test('forces that kick together under a force gradient act as their sum, up to rounding', () => {
    const together = scheduleOf(repeat(10, kickedBy(['a', 'b'], forceGradient())), 2);
    const single = scheduleOf(repeat(10, forceGradient()), 2);
    const sum = (q: Vector) => a(q).map((x, i) => x + b(q)[i]);
    expect(distance(moved(start, together, { a, b }), moved(start, single, { all: sum }))).toBeLessThan(1e-14);
  });
  test('nested schemes of fourth order converge with order 4', () => {
    const forces = { fermion: spring(0.4), gauge: spring(0.6) };
    for (const outer of [omf4, omf4QPQ, forceGradient]) {
      const once = nest(outer('fermion'), forceGradient('gauge'));
      expect(once.order).toBe(4);
      const error = (n: number) =>
        distance(moved(oscillatorAt(0), scheduleOf(repeat(n, once), 3), forces), oscillatorAt(3));
      expect(Math.abs(Math.log2(error(20) / error(40)) - 4)).toBeLessThan(0.1);
    }
  });
  test('the constant of 2MN is the root of its closed form', () => {
    const r = Math.cbrt(2 * Math.sqrt(326) + 36);
    expect(omelyanLambda).toBeCloseTo(0.5 - r / 12 + 1 / (6 * r), 15);
  });
});

describe('printing', () => {
  test('a scheme says who moves how much', () => {
    expect(String(omelyan2())).toMatchInlineSnapshot(
      `"omelyan2(all), order 2: drift 0.193183, all 0.5, drift 0.613633, all 0.5, drift 0.193183"`,
    );
    expect(String(repeat(20, leapfrogQPQ()))).toMatchInlineSnapshot(
      `"20 x leapfrogQPQ(all), order 2: drift 0.025, 19 x (all 0.05, drift 0.05), all 0.05, drift 0.025"`,
    );
  });
  test('a force-gradient kick says where its force is taken', () => {
    expect(String(repeat(2, forceGradient()))).toMatchInlineSnapshot(
      `"2 x forceGradient(all), order 4: all 0.0833333, drift 0.25, all 0.333333 at -0.0104167 F, drift 0.25, all 0.166667, drift 0.25, all 0.333333 at -0.0104167 F, drift 0.25, all 0.0833333"`,
    );
  });
  test('nested levels are written as repetitions', () => {
    expect(String(repeat(5, nest(leapfrogPQP('fermion'), repeat(4, leapfrogPQP('gauge')))))).toMatchInlineSnapshot(
      `"5 x (leapfrogPQP(fermion) over 4 x leapfrogPQP(gauge)), order 2: fermion 0.1, gauge 0.025, 4 x (4 x (drift 0.05, gauge 0.05), fermion 0.2), 3 x (drift 0.05, gauge 0.05), drift 0.05, gauge 0.025, fermion 0.1"`,
    );
  });
});

describe('what cannot be integrated is refused', () => {
  const withSteps = (...steps: [string, number][]) =>
    scheme({ name: 'mine', order: 1, cites: [], steps: steps.map(([who, coefficient]) => ({ who, coefficient })) });

  test.each([
    [() => scheduleOf(withSteps(['drift', 1], ['all', 1]), 1), 'The scheme mine is not reversible'],
    [
      () => scheduleOf(withSteps(['drift', 0.5], ['all', 0.9], ['drift', 0.5]), 1),
      'the steps of all add up to 0.9; they must add up to 1',
    ],
    [() => scheduleOf(leapfrogQPQ(), 0), 'a positive number; found 0'],
    [() => scheduleOf(leapfrogQPQ(), Number.NaN), 'a positive number; found NaN'],
    [() => kickedBy(['a', 'b'], nest(leapfrogQPQ('a'), leapfrogQPQ('b'))), 'has several force groups already'],
    [() => repeat(1.5, leapfrogQPQ()), 'found 1.5'],
    [() => nest(leapfrogQPQ('gauge'), omelyan2('gauge')), 'The force group gauge is in the outer scheme'],
  ])('%#', (make, message) => expect(make).toThrow(message));
});
