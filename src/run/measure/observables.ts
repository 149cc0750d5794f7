/** What `cask measure` can measure: the keys of its answer, each with its definition. */
export const observables = {
  plaquette: 'average of (1/N) Re tr of all plaquettes, 1 on unit links',
  rectangle: 'the same of all 1x2 and 2x1 loops',
  polyakovLoop: 'average of tr of the lines in time as [re, im], not divided by N',
  linkTrace: 'average of (1/N) Re tr U; depends on the gauge',
  topologicalCharge: 'Q = -(1/32 pi^2) sum of eps tr F F, eps_xyzt = +1, F by clovers; four dimensions only',
  energyDensity: 'E = average of 1/4 F^a F^a, F by clovers',
  chiralCondensate: '(N_f/4) (1/V) Tr D^-1 of staggered quarks, colours summed, antiperiodic in time; needs --mass',
} as const;

export type ObservableName = keyof typeof observables;

/** What is measured unless asked otherwise. */
export const usualObservables: readonly ObservableName[] = ['plaquette', 'rectangle', 'polyakovLoop', 'linkTrace'];
