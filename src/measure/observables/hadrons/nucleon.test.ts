import { describe, expect, test } from 'vitest';
import {
  denseWilson,
  gammas,
  product,
  type Z,
  type ZMatrix,
  zAdd,
  zMul,
} from '../../../fermion/wilson/wilson.fixture.ts';
import { coldStart, type GaugeField, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { hadrons, wilsonQuark } from '../index.ts';

const SU3 = groupNamed('SU(3)');
const solving = { tolerance: 1e-13 };

test('on unit links: positive, the partner goes backward, and it does not matter where it starts', () => {
  const lattice = new Lattice([2, 2, 2, 8]);
  const u = coldStart(lattice, SU3);
  const quark = wilsonQuark({ lattice, group: SU3, kappa: 0.11 }, solving);
  const of = (parity: 1 | -1, at: readonly number[]) =>
    hadrons({ quark, source: { kind: 'point', at }, channels: [parity === 1 ? 'N+' : 'N-'] }).measure(u);
  const [plus, minus] = [of(1, [0, 0, 0, 0]), of(-1, [0, 0, 0, 0])];
  for (let t = 1; t < 8; t++) {
    expect(minus[t] / plus[8 - t]).toBeCloseTo(-1, 9);
    if (t < 4) expect(plus[t]).toBeGreaterThan(0);
  }
  of(1, [1, 0, 1, 5]).forEach((C, t) => {
    expect(C / plus[t]).toBeCloseTo(1, 9);
  });
});

describe('random links on 2^3 x 2', () => {
  const lattice = new Lattice([2, 2, 2, 2]);
  const u = hotStart(lattice, SU3, key(1, 0, 'start'));
  const quark = wilsonQuark({ lattice, group: SU3, kappa: 0.1 }, solving);
  const source = { kind: 'point', at: [0, 0, 0, 0] } as const;
  const momenta = [
    [0, 0, 0],
    [1, 0, 0],
  ];

  test('gauge invariant', () => {
    const elsewhere = gaugeTransformed(u, randomElements(lattice, SU3, 1, key(2, 0, 'gaugeTransformation')));
    for (const parity of [1, -1] as const) {
      const [here, there] = [u, elsewhere].map(links =>
        hadrons({ quark, source, channels: [parity === 1 ? 'N+' : 'N-'], momenta }).measure(links),
      );
      here.forEach((C, k) => {
        expect(there[k]).toBeCloseTo(C, 11);
      });
    }
  });

  test('the contraction is its definition, index by index', () => {
    const S = columnsOfOrigin(u, 0.1);
    for (const parity of [1, -1] as const) {
      const found = hadrons({ quark, source, channels: [parity === 1 ? 'N+' : 'N-'], momenta }).measure(u);
      const expected = [0, 0, 0, 0];
      for (let site = 0; site < 16; site++) {
        const density = byDefinition(S, site, parity);
        expected[site >> 3] += density;
        expected[2 + (site >> 3)] += site & 1 ? -density : density;
      }
      expected.forEach((C, k) => {
        expect(found[k]).toBeCloseTo(C, 11);
      });
    }
  });

  test('other groups have no nucleon', () => {
    const two = wilsonQuark({ lattice, group: groupNamed('SU(2)'), kappa: 0.1 }, solving);
    expect(() => hadrons({ quark: two, source, channels: ['N+'] })).toThrow('three colours in four dimensions');
  });
});

/** S(x; 0)_{(s a), (r b)} for all x, by elimination; D is diagonally dominant here. */
function columnsOfOrigin(u: GaugeField, kappa: number): ZMatrix {
  const D = denseWilson(u, { kappa, angles: [0, 0, 0, Math.PI] });
  const rows = D.map((row, r) => [...row, ...Array.from({ length: 12 }, (_, c): Z => [r === c ? 1 : 0, 0])]);
  for (let k = 0; k < rows.length; k++) {
    const [x, y] = rows[k][k];
    const norm = x * x + y * y;
    for (let c = k; c < rows[k].length; c++) rows[k][c] = zMul(rows[k][c], [x / norm, -y / norm]);
    for (let r = 0; r < rows.length; r++) {
      const [a, b] = rows[r][k];
      if (r === k || (a === 0 && b === 0)) continue;
      for (let c = k; c < rows[r].length; c++) rows[r][c] = zAdd(rows[r][c], zMul([-a, -b], rows[k][c]));
    }
  }
  return rows.map(row => row.slice(D.length));
}

/** Re tr P ⟨O Ō⟩ with every index summed. */
function byDefinition(S: ZMatrix, site: number, parity: 1 | -1): number {
  const element = (s: number, a: number, r: number, b: number) => S[12 * site + 3 * s + a][3 * r + b];
  const five = gammas[4].reduce(product);
  const C5 = product(product(gammas[4][1], gammas[4][3]), five);
  const dagger = C5[0].map((_, j) => C5.map(row => [row[j][0], -row[j][1]] as const));
  const tilde = product(gammas[4][3], product(dagger, gammas[4][3]));
  const projector = gammas[4][3].map((row, s) =>
    row.map(([x, y], r): Z => [((s === r ? 1 : 0) + parity * x) / 2, (parity * y) / 2]),
  );
  const spins = [0, 1, 2, 3];
  const pairs = (matrix: ZMatrix) =>
    spins.flatMap(s => spins.filter(r => Math.hypot(...matrix[s][r]) > 0).map(r => ({ s, r, z: matrix[s][r] })));
  const epsilon = (a: number, b: number, c: number) => ((b - a) * (c - a) * (c - b)) / 2;
  let total = 0;
  const colours = [0, 1, 2];
  const triples = colours.flatMap(a =>
    colours.flatMap(b => colours.map(c => ({ a, b, c, sign: epsilon(a, b, c) })).filter(({ sign }) => sign !== 0)),
  );
  for (const { a, b, c, sign } of triples) {
    for (const { a: a2, b: b2, c: c2, sign: sign2 } of triples) {
      for (const { s: alpha, r: beta, z: left } of pairs(C5)) {
        for (const { s: beta2, r: alpha2, z: right } of pairs(tilde)) {
          for (const { s: last, r: first, z: P } of pairs(projector)) {
            const d = element(beta, b, beta2, b2);
            const direct = zMul(element(alpha, a, alpha2, a2), element(first, c, last, c2));
            const exchanged = zMul(element(alpha, a, last, c2), element(first, c, alpha2, a2));
            const both = zAdd(direct, zMul([-1, 0], exchanged));
            total += sign * sign2 * [left, right, P, d, both].reduce(zMul)[0];
          }
        }
      }
    }
  }
  return total;
}
