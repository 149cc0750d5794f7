import { describe, expect, test } from 'vitest';
import { observableCatalogue } from '../catalogue/index.ts';
import { curvesOf, positionNames } from './curves.ts';
import { factsIn } from './facts.ts';

const correlators = {
  shape: 'correlator',
  axis: 't/a',
  coordinates: { channel: ['P', 'P', 'A4-P', 'A4-P'], momentum: ['0,0,0', '0,0,0', '0,0,0', '0,0,0'], t: [0, 1, 0, 1] },
  fold: { P: 1, 'A4-P': -1 },
} as const;

describe('the curves of a list', () => {
  test('hold what agrees in all coordinates but the last, with the fold of their channel', () => {
    expect(curvesOf(correlators, 4)).toEqual([
      {
        ...{ name: 'channel=P, momentum=0,0,0', axis: 't/a', positions: [0, 1], x: [0, 1], fold: 1 },
        at: { channel: 'P', momentum: '0,0,0' },
      },
      {
        ...{ name: 'channel=A4-P, momentum=0,0,0', axis: 't/a', positions: [2, 3], x: [0, 1], fold: -1 },
        at: { channel: 'A4-P', momentum: '0,0,0' },
      },
    ]);
    expect(positionNames(correlators, 4)[2]).toBe('channel=A4-P,momentum=0,0,0,t=0');
  });

  test('are one where every point has a name of its own', () => {
    const coordinates = { d: ['0,0', '1,0', '1,1'], r: [0, 1, Math.SQRT2] };
    const [curve, ...others] = curvesOf({ shape: 'list', axis: 'r/a', coordinates }, 3);
    expect(others).toEqual([]);
    expect(curve).toMatchObject({ name: '', positions: [0, 1, 2], x: coordinates.r });
  });

  test('leave out what is not on the axis', () => {
    const coordinates = { quantity: ['C', 'C', 'o1'], t: [0, 1, null] };
    expect(curvesOf({ shape: 'list', axis: 't/a', coordinates }, 3)[0].positions).toEqual([0, 1]);
    expect(positionNames({ shape: 'list', axis: 't/a', coordinates }, 3)[2]).toBe('quantity=o1');
  });

  test('without coordinates correlators count times, and nothing else claims an axis', () => {
    expect(curvesOf({ shape: 'correlator', axis: 't/a' }, 2)[0].axis).toBe('t/a');
    expect(curvesOf({ shape: 'energyAlongFlow', axis: 't/a²' }, 2)[0].axis).toBe('index');
  });
});

test('labels of earlier versions are coordinates', () => {
  const facts = factsIn({
    loops: { labels: ['W(1,1)', 'W(1,2)'] },
    mixed: { labels: ['W(1,2)', 'W(1,1,0;2)'] },
    hadrons: { labels: ['A4-P(0,0,1) C(3)'] },
    residual: { labels: ['JP C(0)', 'PP C(0)'] },
    moments: { labels: ['X', 'X^2'] },
    flowEnergy: { axis: [0, 0.1], label: 't/a²' },
  });
  expect(facts).toEqual({
    loops: { coordinates: { R: [1, 1], T: [1, 2] } },
    mixed: { coordinates: { d: ['1', '1,1,0'], T: [2, 2] } },
    hadrons: { coordinates: { channel: ['A4-P'], momentum: ['0,0,1'], t: [3] } },
    residual: { coordinates: { channel: ['JP', 'PP'], t: [0, 0] } },
    moments: { coordinates: { label: ['X', 'X^2'] } },
    flowEnergy: { coordinates: { t: [0, 0.1] }, axis: 't/a²' },
  });
});

test('every correlator in time of the catalogue is known as one', () => {
  const correlated = Object.entries(observableCatalogue).filter(([, { shape }]) => shape === 'correlator');
  expect(correlated.map(([name]) => name)).toEqual([
    ...[
      'energyMomentumCorrelator',
      'staggeredPion',
      'staggeredMesons',
      'wilsonPion',
      'wilsonHadrons',
      'axialCorrelators',
      'nucleon',
    ],
    'domainWallHadrons',
  ]);
});
