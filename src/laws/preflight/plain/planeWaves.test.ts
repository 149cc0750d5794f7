/** The plain operators in a constant Abelian field, where plane waves are known; and the paths of HISQ on cold links. */
import { expect, test } from 'vitest';
import { plainHisqLinks } from './fatLinks.ts';
import { plainGammas } from './gamma.ts';
import { plainLattice } from './lattice.ts';
import { linksFrom, type PlainLinks } from './links.ts';
import { plainIdentity, plainScaled, plainSum } from './matrix.ts';
import { plainHisq, plainStaggered } from './staggered.ts';
import { onSpins } from './vectors.ts';
import { wilsonHop } from './wilson.ts';

const rounding = 1e-13;
const theta = (mu: number) => 0.3 - 0.17 * mu;
const waves = [1, 0, 1, 1];
const periodic = waves.map(() => 'periodic');

function abelian(extents: readonly number[]): PlainLinks {
  const lattice = plainLattice(extents);
  const links = Array.from({ length: lattice.volume * lattice.dimension }, (_, link) => {
    const angle = theta(link % lattice.dimension);
    return { size: 1, numbers: Float64Array.of(Math.cos(angle), Math.sin(angle)) };
  });
  return linksFrom(lattice, links);
}

/** Σ p_μ x_μ at every site, and p_μ + θ_μ. */
function wave({ lattice }: PlainLinks) {
  const p = lattice.extents.map((length, mu) => (2 * Math.PI * waves[mu]) / length);
  const phases = Array.from({ length: lattice.volume }, (_, x) =>
    lattice.coordinates(x).reduce((sum, n, mu) => sum + p[mu] * n, 0),
  );
  return { phases, k: p.map((momentum, mu) => momentum + theta(mu)) };
}

const largest = (a: Float64Array, b: Float64Array) => Math.max(...a.map((x, i) => Math.abs(x - b[i])));

test.each([[[4, 6]], [[4, 2, 4, 4]]])('H has 2 Σ cos k − 2i Σ γ sin k on %j, and H† the other sign', extents => {
  const links = abelian(extents);
  const { phases, k } = wave(links);
  const gammas = plainGammas(extents.length);
  const spinor = Float64Array.from({ length: 2 * gammas[0].size }, (_, i) => 0.3 + 0.2 * i - 0.05 * i * i);
  const psiOf = (chi: Float64Array) =>
    Float64Array.from(
      phases.flatMap(phase =>
        Array.from({ length: chi.length }, (_, i) => {
          const [re, im] = [chi[i - (i % 2)], chi[i - (i % 2) + 1]];
          return i % 2 === 0
            ? re * Math.cos(phase) - im * Math.sin(phase)
            : re * Math.sin(phase) + im * Math.cos(phase);
        }),
      ),
    );
  for (const sense of [1, -1] as const) {
    const matrix = gammas.reduce(
      (sum, gamma, mu) => plainSum(sum, plainScaled(gamma, 0, -2 * sense * Math.sin(k[mu]))),
      plainScaled(plainIdentity(gammas[0].size), 2 * k.reduce((sum, angle) => sum + Math.cos(angle), 0)),
    );
    const expected = psiOf(onSpins(matrix, spinor, 1));
    expect(largest(wilsonHop(links, psiOf(spinor), sense), expected)).toBeLessThan(10 * rounding);
  }
});

test('staggered quarks have Σ sin² k', () => {
  const links = abelian([4, 2, 4, 4]);
  const { phases, k } = wave(links);
  const chi = Float64Array.from(phases.flatMap(phase => [Math.cos(phase), Math.sin(phase)]));
  const squares = k.reduce((sum, angle) => sum + Math.sin(angle) ** 2, 0);
  const found = plainStaggered(links, periodic)(chi);
  expect(
    largest(
      found,
      chi.map(x => squares * x),
    ),
  ).toBeLessThan(rounding);
});

test('on links without curvature HISQ has Σ [(9 + ε)/8 sin k − (1 + ε)/24 sin 3k]²', () => {
  const epsilon = -0.2;
  const links = abelian([4, 4, 4, 4]);
  const hisq = plainHisqLinks(links, epsilon);
  const { phases, k } = wave(links);
  const chi = Float64Array.from(phases.flatMap(phase => [Math.cos(phase), Math.sin(phase)]));
  const squares = k.reduce(
    (sum, angle) => sum + (((9 + epsilon) / 8) * Math.sin(angle) - ((1 + epsilon) / 24) * Math.sin(3 * angle)) ** 2,
    0,
  );
  const found = plainHisq(hisq, periodic, epsilon)(chi);
  expect(
    largest(
      found,
      chi.map(x => squares * x),
    ),
  ).toBeLessThan(10 * rounding);
});
