/**
 * Couplings to begin from: lattice spacings near 0.1 fm in four dimensions, or the crossover of groups without that scale.
 * β of SU(N) scales about as N² (β = 2N/g² at fixed g²N); improved actions reach the same spacing at a smaller β.
 *
 * References: SU(2) J. Fingberg, U. Heller and F. Karsch, Nucl. Phys. B 392, 493 (1993); SU(3) S. Necco and R. Sommer,
 * Nucl. Phys. B 622, 328 (2002); Iwasaki and DBW2 S. Necco, Nucl. Phys. B 683, 137 (2004).
 */
const plaquette: Readonly<Record<string, number>> = {
  'U(1)': 1,
  'SU(2)': 2.4,
  'SU(3)': 6,
  'SU(4)': 10.9,
  'SU(5)': 17.2,
};

/** β of an improved action over that of plaquettes, for SU(3) at a = 0.1 fm. */
const relative: Readonly<Record<string, number>> = {
  plaquette: 1,
  adjoint: 1,
  symanzik: 0.75,
  iwasaki: 0.43,
  dbw2: 0.16,
};

/** A β for a group and a kind of gauge action; undefined where nothing is typical. */
export function typicalBeta(group: string, kind: string): number | undefined {
  const beta = plaquette[group];
  const factor = relative[kind];
  return beta === undefined || factor === undefined ? undefined : Number((beta * factor).toPrecision(2));
}

/** Whether a question asks for the coupling of a gauge action. */
export function isCoupling(id: string): boolean {
  return id === 'action.gauge.beta';
}
