/**
 * openQCD counts directions t, x, y, z. Its files, read in its own order by loops of their own, give the charge with
 * ε_{0123} = +1 in that order: the opposite of ours.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groupNamed } from '../../group/index.ts';
import { Lattice } from '../../lattice/index.ts';
import { topologicalCharge } from '../../measure/observables/index.ts';
import { gaugeFieldOf } from '../configuration/gaugeField.ts';
import { hotConfiguration } from '../configuration/hotConfiguration.fixture.ts';
import { plaquette } from '../configuration/verification.ts';
import { parseConfiguration } from './detect.ts';
import { openqcdFile } from './goldenFiles.fixture.ts';

type Matrix = Float64Array;
type Point = readonly number[];

const dagger = (a: Matrix): Matrix => {
  const b = new Float64Array(18);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++) b.set([a[2 * (3 * j + i)], -a[2 * (3 * j + i) + 1]], 2 * (3 * i + j));
  return b;
};

const times = (a: Matrix, b: Matrix): Matrix => {
  const c = new Float64Array(18);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++) {
        const [p, q] = [2 * (3 * i + k), 2 * (3 * k + j)];
        c[2 * (3 * i + j)] += a[p] * b[q] - a[p + 1] * b[q + 1];
        c[2 * (3 * i + j) + 1] += a[p] * b[q + 1] + a[p + 1] * b[q];
      }
  return c;
};

/** Links by direction t, x, y, z and point (t, x, y, z), from the bytes of the file. */
function linksOf(file: Buffer) {
  const extents = [0, 4, 8, 12].map(offset => file.readInt32LE(offset));
  const indexOf = (at: Point) => at.reduce((index, x, k) => index * extents[k] + ((x + extents[k]) % extents[k]), 0);
  const links: Matrix[][] = [[], [], [], []];
  let offset = 24;
  const [T, X, Y, Z] = extents;
  for (let site = 0; site < T * X * Y * Z; site++) {
    const at = [Math.floor(site / (X * Y * Z)), Math.floor(site / (Y * Z)) % X, Math.floor(site / Z) % Y, site % Z];
    if (at.reduce((sum, x) => sum + x) % 2 === 0) continue;
    for (let mu = 0; mu < 4; mu++) {
      for (const from of [at, at.with(mu, at[mu] - 1)]) {
        links[mu][indexOf(from)] = Float64Array.from({ length: 18 }, (_, i) => file.readDoubleLE(offset + 8 * i));
        offset += 144;
      }
    }
  }
  return { extents, link: (mu: number, at: Point) => links[mu][indexOf(at)], sites: T * X * Y * Z };
}

/** −(1/32π²) Σ ε_{μνρσ} tr F F of clovers, ε_{0123} = +1 for 0 … 3 = t, x, y, z. */
function chargeInTheirOrder(file: Buffer): number {
  const { extents, link, sites } = linksOf(file);
  const step = (at: Point, ...moves: [axis: number, by: number][]) =>
    moves.reduce<number[]>((point, [axis, by]) => point.with(axis, point[axis] + by), [...at]);
  const strength = (mu: number, nu: number, x: Point): Matrix => {
    const leaves = [
      [link(mu, x), link(nu, step(x, [mu, 1])), dagger(link(mu, step(x, [nu, 1]))), dagger(link(nu, x))],
      [
        ...[link(nu, x), dagger(link(mu, step(x, [mu, -1], [nu, 1])))],
        ...[dagger(link(nu, step(x, [mu, -1]))), link(mu, step(x, [mu, -1]))],
      ],
      [
        ...[dagger(link(mu, step(x, [mu, -1]))), dagger(link(nu, step(x, [mu, -1], [nu, -1])))],
        ...[link(mu, step(x, [mu, -1], [nu, -1])), link(nu, step(x, [nu, -1]))],
      ],
      [
        ...[dagger(link(nu, step(x, [nu, -1]))), link(mu, step(x, [nu, -1]))],
        ...[link(nu, step(x, [mu, 1], [nu, -1])), dagger(link(mu, x))],
      ],
    ].map(leaf => leaf.reduce(times));
    const mean = new Float64Array(18).map((_, i) => leaves.reduce((sum, leaf) => sum + leaf[i], 0) / 4);
    const other = dagger(mean);
    const f = mean.map((value, i) => (value - other[i]) / 2);
    const trace = (f[1] + f[9] + f[17]) / 3;
    for (const i of [1, 9, 17]) f[i] -= trace;
    return f;
  };
  let sum = 0;
  for (let site = 0; site < sites; site++) {
    const [, X, Y, Z] = extents;
    const x = [Math.floor(site / (X * Y * Z)), Math.floor(site / (Y * Z)) % X, Math.floor(site / Z) % Y, site % Z];
    for (const [sign, a, b] of [
      [1, [0, 1], [2, 3]],
      [-1, [0, 2], [1, 3]],
      [1, [0, 3], [1, 2]],
    ] as const) {
      const product = times(strength(a[0], a[1], x), strength(b[0], b[1], x));
      sum += sign * (product[0] + product[8] + product[16]);
    }
  }
  return (-8 * sum) / (32 * Math.PI ** 2);
}

function chargeInOurs(file: Buffer): number {
  const { configuration } = parseConfiguration(file);
  const lattice = new Lattice(configuration.extents);
  return topologicalCharge('clover').measure(gaugeFieldOf(configuration, lattice, groupNamed('SU(3)')));
}

test('the charge in the order t, x, y, z is the opposite of ours', () => {
  const field = hotConfiguration([2, 4, 2, 4], 3);
  const file = openqcdFile(field, 3 * plaquette(field).average);
  const ours = chargeInOurs(file);
  expect(Math.abs(ours)).toBeGreaterThan(0.01);
  // 64 sites, some hundred products each.
  expect(chargeInTheirOrder(file)).toBeCloseTo(-ours, 11);
});

const stored = join(
  process.env.CASK_DATA ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data'),
  'openqcd_hirep/openQCD_qcd1_pb_L8T8_b6.0_c1.234_k0.13_r0_id4n1',
);

test.skipIf(!existsSync(stored))(
  'also that of a field that openQCD wrote',
  () => {
    const file = readFileSync(stored);
    const ours = chargeInOurs(file);
    expect(Math.abs(ours)).toBeGreaterThan(0.01);
    expect(chargeInTheirOrder(file)).toBeCloseTo(-ours, 9);
  },
  60_000,
);
