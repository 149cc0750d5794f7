import { expect, test } from 'vitest';
import { latticeOf } from '../vectors.fixture.ts';
import { antiperiodicInTime, type Boundary, phaseField } from './phases.ts';

const shifted = (coordinates: readonly number[], mu: number) => coordinates.map((c, nu) => (nu === mu ? c + 1 : c));

test.each([{ extents: [4, 6] }, { extents: [4, 2, 4] }, { extents: [2, 4, 4, 6] }])(
  'around every plaquette of $extents the phases multiply to -1',
  ({ extents }) => {
    const lattice = latticeOf(extents);
    const signs = phaseField(lattice, antiperiodicInTime(lattice.dimension));
    for (const site of signs.sites) {
      const x = signs.storage.grid.coordinates(site);
      for (let mu = 0; mu < lattice.dimension; mu++) {
        for (let nu = 0; nu < mu; nu++) {
          const around =
            signs.get(x, mu) * signs.get(shifted(x, mu), nu) * signs.get(shifted(x, nu), mu) * signs.get(x, nu);
          expect(around).toBe(-1);
        }
      }
    }
  },
);

test('along a closed straight line they multiply to the sign of the boundary', () => {
  const lattice = latticeOf([4, 6, 4]);
  const boundary: Boundary = ['antiperiodic', 'periodic', 'antiperiodic'];
  const signs = phaseField(lattice, boundary);
  for (let mu = 0; mu < 3; mu++) {
    let line = 1;
    for (let t = 0; t < lattice.extents[mu]; t++) {
      line *= signs.get(
        [1, 1, 1].map((c, nu) => (nu === mu ? t : c)),
        mu,
      );
    }
    expect(line).toBe(boundary[mu] === 'antiperiodic' ? -1 : 1);
  }
});

test('the first direction has no phase, and the field is made once', () => {
  const lattice = latticeOf([4, 4]);
  const signs = phaseField(lattice, ['periodic', 'periodic']);
  expect([...signs.sites].every((_, k) => signs.toArray()[2 * k] === 1)).toBe(true);
  expect(phaseField(lattice, ['periodic', 'periodic'])).toBe(signs);
});

test('a boundary names every direction', () => {
  expect(() => phaseField(latticeOf([4, 4]), ['periodic'])).toThrow('names 1 direction [periodic]');
});
