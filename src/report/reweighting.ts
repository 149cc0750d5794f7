/** Reweighted runs as lines of text and tables for other programs. */
import { type LatticeCurve, momentNames, type Reweighting } from '../analysis/reweight/reweight.ts';
import type { Table } from '../files/index.ts';
import { formatEstimate } from '../measure/statistics/index.ts';
import { plainTable } from './tables.ts';

/** What the moments of an order parameter m are. */
export const momentMeanings = {
  mean: '⟨m⟩',
  susceptibility: 'V (⟨m²⟩ − ⟨m⟩²)',
  binder: '1 − ⟨m⁴⟩/(3⟨m²⟩²)',
} as const;

/** Rows of the printed table; all of them are in the files. */
const shownPoints = 11;

export const latticeName = ({ extent }: Pick<LatticeCurve, 'extent'>) => extent.join('×');

export function reweightingLines(theory: string, found: Reweighting): string[] {
  const { key, title, lattices, crossings, bins } = found;
  return [
    `${title} of runs at several ${key}, taken together: ${theory}`,
    `m = ${title}; errors by the jackknife over ${bins} bins of every run.`,
    ...lattices.flatMap(lattice => ['', ...latticeLines(lattice, key)]),
    ...(crossings.length === 0
      ? []
      : [
          '',
          ...plainTable([
            ['Binder cumulants cross', key, 'cumulant'],
            ...crossings.map(({ between, coupling, binder }) => [
              between.map(extent => extent.join('×')).join(' and '),
              formatEstimate(coupling),
              formatEstimate(binder),
            ]),
          ]),
        ]),
  ];
}

function latticeLines(lattice: LatticeCurve, key: string): string[] {
  const { runs, points, peak, warnings, volume } = lattice;
  const step = Math.max(1, Math.floor((points.length - 1) / (shownPoints - 1)));
  const shown = points.filter((_, i) => i % step === 0 || i === points.length - 1);
  return [
    `${latticeName(lattice)}, V = ${volume}`,
    ...plainTable([
      ['run', key, 'measurements', 'τ_int', 'log Z', ...momentNames.map(name => momentMeanings[name])],
      ...runs.map(({ folder, coupling, measurements, tauInt, logZ, own }) => [
        folder,
        String(coupling),
        String(measurements),
        tauInt.toPrecision(2),
        formatEstimate(logZ),
        ...momentNames.map(name => formatEstimate(own[name])),
      ]),
    ]),
    '',
    ...plainTable([
      [key, ...momentNames.map(name => momentMeanings[name]), 'effective'],
      ...shown.map(point => [
        String(Number(point.coupling.toPrecision(8))),
        ...momentNames.map(name => formatEstimate(point[name])),
        point.effective.toFixed(0),
      ]),
    ]),
    ...(peak === undefined
      ? []
      : ['', `The susceptibility is largest at ${formatEstimate(peak.coupling)}: ${formatEstimate(peak.height)}.`]),
    ...warnings,
  ];
}

/** One row for each lattice and coupling. */
export function reweightingTable({ key, title, lattices, observable }: Reweighting, theory: string): Table {
  const rows = lattices.flatMap(lattice => lattice.points.map(point => ({ lattice, point })));
  const column = (name: string, description: string, of: (row: (typeof rows)[number]) => number) => ({
    ...{ name, description, unit: '1' },
    values: Float64Array.from(rows, of),
  });
  return {
    columns: [
      column('sites', 'sites of the lattice', ({ lattice: { extent } }) => extent.reduce((a, b) => a * b, 1)),
      column('coupling', key, ({ point }) => point.coupling),
      ...momentNames.flatMap(name => [
        column(name, `${momentMeanings[name]}, m = ${title}`, ({ point }) => point[name].mean),
        column(`${name}Error`, `error of ${name}`, ({ point }) => point[name].error),
      ]),
      column('effective', 'independent measurements that would say as much', ({ point }) => point.effective),
    ],
    attributes: { program: 'cask reweight', theory, observable, key, lattices: lattices.map(latticeName).join(', ') },
  };
}

/** One row for each lattice: where the susceptibility is largest, and how large. */
export function peaksTable({ key, lattices, observable }: Reweighting, theory: string): Table {
  const rows = lattices.flatMap(({ extent, peak }) => (peak === undefined ? [] : [{ extent, peak }]));
  const column = (name: string, description: string, of: (row: (typeof rows)[number]) => number) => ({
    ...{ name, description, unit: '1' },
    values: Float64Array.from(rows, of),
  });
  return {
    columns: [
      column('extent', 'sites along x', ({ extent }) => extent[0]),
      column('coupling', `${key} where the susceptibility is largest`, ({ peak }) => peak.coupling.mean),
      column('couplingError', 'error of coupling', ({ peak }) => peak.coupling.error),
      column('height', momentMeanings.susceptibility, ({ peak }) => peak.height.mean),
      column('heightError', 'error of height', ({ peak }) => peak.height.error),
    ],
    attributes: { program: 'cask reweight', theory, observable, key },
  };
}
