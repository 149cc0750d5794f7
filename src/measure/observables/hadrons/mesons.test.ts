import { describe, expect, test } from 'vitest';
import { kappaOfMass, type WilsonOptions } from '../../../fermion/index.ts';
import {
  denseWilson,
  gammas,
  product,
  type Z,
  type ZMatrix,
  zAdd,
  zMul,
} from '../../../fermion/wilson/wilson.fixture.ts';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { hadrons, pcacMass, pion, wilsonQuark } from '../index.ts';
import { wavesOfSU3 } from '../knownFields.fixture.ts';

const solving = { tolerance: 1e-13 };
const origin = { kind: 'point', at: [0, 0, 0, 0] } as const;
const quarkOf = (options: WilsonOptions) => wilsonQuark(options, solving);
const SU3 = groupNamed('SU(3)');
const channels = [
  'S',
  'P',
  'V1',
  'V2',
  'V3',
  'V4',
  'A1',
  'A2',
  'A3',
  'A4',
  'T12',
  'T13',
  'T14',
  'T23',
  'T24',
  'T34',
  'A4-P',
];

test('unit links, one colour, 4^3 x 8, m_0 = 0.5: the pion as a sum over momenta, from an independent program', () => {
  const lattice = new Lattice([4, 4, 4, 8]);
  const group = groupNamed('U(1)');
  const kappa = kappaOfMass(0.5);
  const values = pion({ quark: quarkOf({ lattice, group, kappa }), source: origin }).measure(coldStart(lattice, group));
  const expected = [0.2374738229, 0.0134679047, 0.0032578133, 0.0014107879, 0.0010157281];
  values.forEach((C, t) => {
    // D there is m₀ + 4 − H/2.
    expect(4 * kappa ** 2 * C).toBeCloseTo(expected[Math.min(t, 8 - t)], 9);
  });
});

test('the two halves of the lattice are each other times the fold, on unit links exactly', () => {
  const lattice = new Lattice([2, 2, 2, 8]);
  const group = groupNamed('U(1)');
  // Odd: an odd number of γ_t and γ₅ in both vertices together.
  const odd = ['A4-P', 'P-A4', 'S-V4', 'V1-T14'];
  const even = ['V1-T12', 'S', 'P', 'V4', 'A4', 'A1', 'T12', 'T34'];
  const observable = hadrons({
    ...{ quark: quarkOf({ lattice, group, kappa: 0.11 }), source: origin, channels: [...odd, ...even] },
  });
  expect(observable.fold).toEqual(
    Object.fromEntries([...odd.map(channel => [channel, -1]), ...even.map(channel => [channel, 1])]),
  );
  const values = observable.measure(coldStart(lattice, group));
  [...odd, ...even].forEach((channel, k) => {
    const C = values.slice(8 * k, 8 * k + 8);
    const sign = odd.includes(channel) ? -1 : 1;
    const size = Math.max(...C.map(Math.abs));
    // The solver stops at 1e-13.
    C.forEach((value, t) => {
      expect(Math.abs(value - sign * C[(8 - t) % 8]), `${channel} ${t}`).toBeLessThan(1e-11 * Math.max(size, 1));
    });
  });
});

describe('SU(3) on 4^4, kappa = 0.1, against other programs', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const quark = quarkOf({ lattice, group: SU3, kappa: 0.1 });

  test('unit links: pion, axial charge and PCAC mass', () => {
    const observable = hadrons({ quark, source: origin, channels: ['P', 'A4-P'] });
    const values = observable.measure(coldStart(lattice, SU3)).map(C => 4 * 0.1 ** 2 * C);
    const [P, A] = [values.slice(0, 4), values.slice(4)];
    const expected = [0.54647487404684458, 0.019335553983958836, 0.0042604591777126418, 0.019335553983958833];
    P.forEach((C, t) => {
      expect(C).toBeCloseTo(expected[t], 13);
    });
    expect(A[1]).toBeCloseTo(-0.015991082544102354, 13);
    const mass = pcacMass(A, P);
    expect(mass[0]).toBeCloseTo(-0.014631123317420421, 12);
    expect(mass[2]).toBeCloseTo(1.8766853380212005, 10);
    expect(pcacMass(A, P, 0.3)[2] - mass[2]).toBeCloseTo((0.15 * (P[1] + P[3] - 2 * P[2])) / P[2], 12);
    expect(() => pcacMass([1], P)).toThrow('has 1 time');
  });

  test('one link turned', () => {
    const u = coldStart(lattice, SU3);
    const numbers = u.field.toArray();
    numbers.set([Math.cos(1.1), Math.sin(1.1)], 0);
    numbers.set([Math.cos(1.1), -Math.sin(1.1)], 8);
    u.field.fromArray(numbers);
    const expected = [0.54571523373660025, 0.018892421105410458, 0.0040817974287809429, 0.018892421105410454];
    pion({ quark, source: origin })
      .measure(u)
      .forEach((C, t) => {
        expect(0.04 * C).toBeCloseTo(expected[t], 12);
      });
  });

  test('the field of waves', () => {
    const u = wavesOfSU3();
    const expected = [13.6600116775934, 0.473347216528062, 0.097655618979364, 0.473399051807592];
    pion({ quark: quarkOf({ lattice: u.lattice, group: u.group, kappa: 0.1 }), source: origin })
      .measure(u)
      .forEach((C, t) => {
        expect(C).toBeCloseTo(expected[t], 10);
      });
  });
});

describe('random links of U(1) on 2^3 x 4, against dense matrices', () => {
  const lattice = new Lattice([2, 2, 2, 4]);
  const group = groupNamed('U(1)');
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const angles = [0, 0, 0, Math.PI];
  const inverse = (kappa: number) => invert(denseWilson(u, { kappa, angles }));
  const [light, heavy] = [inverse(0.11), inverse(0.09)];

  test('all channels of two different quarks, with momentum', () => {
    const observable = hadrons({
      quark: quarkOf({ lattice, group, kappa: 0.11 }),
      antiquark: quarkOf({ lattice, group, kappa: 0.09 }),
      source: { kind: 'point', at: [1, 0, 0, 2] },
      channels,
      momenta: [
        [0, 0, 0],
        [1, 0, 1],
      ],
    });
    const values = observable.measure(u);
    const source = 1 + 2 * 8;
    channels.forEach((channel, k) => {
      const [atSink, atSource = atSink] = channel.split('-').map(plainVertex);
      // ⟨O O'†⟩ by its definition, with the propagators from sink to source and not their conjugates.
      const adjoint = product(gammas[4][3], product(daggered(atSource), gammas[4][3]));
      [0, 1].forEach(n => {
        const sums = [0, 0, 0, 0];
        for (let site = 0; site < 32; site++) {
          const t = ((site >> 3) - 2 + 4) % 4;
          const sign = n === 1 && (((site & 1) - 1 + ((site >> 2) & 1)) & 1) !== 0 ? -1 : 1;
          const loop = product(
            product(atSink, block(light, site, source)),
            product(adjoint, block(heavy, source, site)),
          );
          sums[t] -= sign * loop.reduce((sum, row, s) => sum + row[s][0], 0);
        }
        sums.forEach((C, t) => {
          expect(values[8 * k + 4 * n + t], `${channel} ${n} ${t}`).toBeCloseTo(C, 11);
        });
      });
    });
  });
});

describe('random links in SU(2)', () => {
  const lattice = new Lattice([2, 2, 4, 4]);
  const group = groupNamed('SU(2)');
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const omega = randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation'));
  const quark = quarkOf({ lattice, group, kappa: 0.12, cSw: 1 });
  const smearing = { alpha: 0.25, steps: 3 };

  test('gauge invariant from points and from Gaussian sources to Gaussian sinks', () => {
    for (const ends of [
      { source: { kind: 'point', at: [1, 0, 3, 1] } },
      { source: { kind: 'gaussian', at: [1, 0, 3, 1], ...smearing }, sink: smearing },
    ] as const) {
      const observable = hadrons({ quark, ...ends, channels, momenta: [[0, 1, 1]] });
      const [here, there] = [u, gaugeTransformed(u, omega)].map(links => observable.measure(links));
      expect(observable.coordinates?.t).toHaveLength(here.length);
      here.forEach((C, k) => {
        expect(there[k]).toBeCloseTo(C, 10);
      });
    }
  });

  test('several sources are averaged, each from its own time', () => {
    const at = (time: number) => ({ kind: 'point', at: [1, 0, 3, time] }) as const;
    const [one, two, both] = [at(1), at(3), [at(1), at(3)]].map(source =>
      hadrons({ quark, source, channels: ['P', 'V1'] }).measure(u),
    );
    both.forEach((C, k) => {
      expect(C).toBeCloseTo((one[k] + two[k]) / 2, 13);
    });
  });

  test('no steps of smearing are a point', () => {
    const none = { alpha: 0.25, steps: 0 };
    const smeared = pion({ quark, source: { kind: 'gaussian', at: [0, 0, 0, 0], ...none }, sink: none }).measure(u);
    expect(smeared).toEqual(pion({ quark, source: origin }).measure(u));
  });

  test('what cannot be is refused', () => {
    expect(() => hadrons({ quark, source: origin, channels: ['V5'] })).toThrow('no channel "V5" in 4 dimensions');
    expect(() => pion({ quark, source: { kind: 'point', at: [0, 0, 0] } })).toThrow('not on the lattice');
    const endless = { kind: 'gaussian', at: [0, 0, 0, 0], alpha: -1, steps: 1 } as const;
    expect(() => pion({ quark, source: endless }).measure(u)).toThrow('a positive alpha');
  });
});

test('a wall source on unit links is a quark at rest: a sum of one momentum, L^6 times that of one site', () => {
  const lattice = new Lattice([2, 2, 2, 8]);
  const group = groupNamed('U(1)');
  const u = coldStart(lattice, group);
  const kappa = kappaOfMass(0.5);
  const quark = quarkOf({ lattice, group, kappa });
  const values = pion({ quark, source: { kind: 'wall', time: 3 } }).measure(u);
  // In time alone, r = 1: 4 κ² |S(t)|² summed over spins, S on an open line decays as (1 + m₀)^{−t}, antiperiodic.
  const a = 1 / 1.5;
  const turns = 1 + a ** 8;
  const S = (t: number) => [a ** (t + 1) / turns, t === 0 ? a / turns : (a * a ** (8 - t)) / turns];
  values.forEach((C, t) => {
    const [forward, backward] = S(t);
    expect(4 * kappa ** 2 * C).toBeCloseTo(8 * 2 * (forward ** 2 + backward ** 2), 11);
  });
});

function plainVertex(channel: string): ZMatrix {
  const unit: ZMatrix = gammas[4][0].map((row, s) => row.map((_, c) => (s === c ? [1, 0] : [0, 0]) as Z));
  const five = gammas[4].reduce(product);
  const axes = Array.from(channel.slice(1), digit => gammas[4][Number(digit) - 1]);
  if (channel === 'S') return unit;
  if (channel === 'P') return five;
  return channel.startsWith('A') ? product(axes[0], five) : axes.reduce(product);
}

const daggered = (a: ZMatrix): ZMatrix => a[0].map((_, j) => a.map(row => [row[j][0], -row[j][1]] as const));

/** Spin matrix between two sites of an inverse with one colour. */
function block(inverse: ZMatrix, to: number, from: number): ZMatrix {
  return inverse.slice(4 * to, 4 * to + 4).map(row => row.slice(4 * from, 4 * from + 4));
}

/** By elimination with row exchange. */
function invert(matrix: ZMatrix): ZMatrix {
  const size = matrix.length;
  const rows = matrix.map((row, r) => [...row, ...row.map((_, c): Z => [r === c ? 1 : 0, 0])]);
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let r = k; r < size; r++) if (Math.hypot(...rows[r][k]) > Math.hypot(...rows[best][k])) best = r;
    [rows[k], rows[best]] = [rows[best], rows[k]];
    const [x, y] = rows[k][k];
    const reciprocal: Z = [x / (x * x + y * y), -y / (x * x + y * y)];
    rows[k] = rows[k].map(z => zMul(z, reciprocal));
    for (let r = 0; r < size; r++) {
      const [a, b] = rows[r][k];
      if (r === k || (a === 0 && b === 0)) continue;
      rows[r] = rows[r].map((z, c) => zAdd(z, zMul([-a, -b], rows[k][c])));
    }
  }
  return rows.map(row => row.slice(size));
}
