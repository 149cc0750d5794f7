import { describe, expect, test } from 'vitest';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { Machine } from '../../kernel/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { plaquette as plaquetteOf } from '../../measure/observables/index.ts';
import { configurationOf, gaugeFieldOf } from './gaugeField.ts';
import { plaquette, unitarityDefect } from './verification.ts';

describe.each([
  ['U(1)', [4, 2]],
  ['SU(2)', [4, 2, 2, 6]],
  ['SU(3)', [2, 2, 4]],
  ['SU(4)', [2, 2]],
])('%s', (name, extents) => {
  const group = groupNamed(name);
  const u = hotStart(new Lattice(extents, new Machine('js')), group, key(3, 0, 'start'));
  const configuration = configurationOf(u);

  test('the matrices are unitary and have the same plaquette', () => {
    expect(unitarityDefect(configuration)).toBeLessThan(1e-14);
    // Both are sums of at most 576 plaquettes, each off by a few rounding errors.
    expect(plaquette(configuration).average).toBeCloseTo(plaquetteOf().measure(u) as number, 13);
  });

  test('links come back with the same bits, on another machine too', () => {
    for (const kind of ['js', 'wasm128'] as const) {
      const again = gaugeFieldOf(configuration, new Lattice(extents, new Machine(kind)), group);
      expect(again.field.toArray()).toEqual(u.field.toArray());
    }
  });

  test('links of 32 bits are put back on the group', () => {
    const rounded = { ...configuration, links: Float64Array.from(configuration.links, Math.fround) };
    expect(unitarityDefect(rounded)).toBeGreaterThan(1e-9);
    const mended = configurationOf(gaugeFieldOf(rounded, u.lattice, group));
    expect(unitarityDefect(mended)).toBeLessThan(1e-14);
  });
});

test('another lattice or group is refused in a sentence', () => {
  const lattice = new Lattice([2, 4], new Machine('js'));
  const configuration = configurationOf(hotStart(lattice, groupNamed('SU(3)'), key(1, 0, 'start')));
  expect(() => gaugeFieldOf(configuration, new Lattice([4, 2]), groupNamed('SU(3)'))).toThrow(
    'The configuration is 2×4 with 3 colours; expected 4×2 with 3 for SU(3).',
  );
  expect(() => gaugeFieldOf(configuration, lattice, groupNamed('SU(2)'))).toThrow(/3 colours; expected 2×4 with 2/);
});
