/** Options with which every observable of the catalogue can be measured: those without a default, and others that save time. */
export const observableOptions: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  loop: { loop: 'rectangle' },
  offAxisLoops: { separations: [[1, 1, 0]] },
  staggeredModes: { count: 2 },
  wilsonModes: { count: 2 },
  overlapModes: { count: 1, accuracy: 1e-5, tolerance: 1e-3, projected: 2 },
  overlapCondensate: { mass: 0.5, vectors: 1, tolerance: 1e-4, accuracy: 1e-5, projected: 2 },
  overlapLogDeterminant: { mass: 0.5 },
};
