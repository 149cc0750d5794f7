/**
 * What is known of an observable beside its numbers. It stands on its entry of the catalogue; run folders and answers of
 * `cask measure` carry it with the numbers, so that an analysis needs nothing else.
 */
import type { Coordinates, Fold } from '../measure/observables/observable.ts';

/**
 * How values are to be read.
 *   number            one, or several of different kinds side by side
 *   charge            a number that gathers at whole numbers
 *   complex           real and imaginary part
 *   list              along an axis
 *   correlator        C(t) in Euclidean time, exponentials with masses
 *   loops             W(R, T), exponentials with energies of static quarks
 *   energyAlongFlow   E(t) along a gradient flow
 *   chargeAlongFlow   Q(t)
 */
export const shapes = [
  'number',
  'charge',
  'complex',
  'list',
  'correlator',
  'loops',
  'energyAlongFlow',
  'chargeAlongFlow',
] as const;
export type Shape = (typeof shapes)[number];

/** Everything that a value depends on beside the configuration, by name. */
export type Settings = Readonly<Record<string, unknown>>;

export interface Description {
  /** For tables and figures: "chiral condensate". */
  readonly title: string;
  /** In formulas: "Q". */
  readonly symbol?: string;
  /** In powers of the lattice spacing: "1", "a⁻³" … */
  readonly unit: string;
  /** What is measured, what the algorithm says of itself, or what only shows that it works. */
  readonly role: 'physics' | 'algorithm' | 'monitor';
  readonly shape: Shape;
  /** What the last coordinate is, with its unit: "t/a". */
  readonly axis: string;
  /** The definition with all its factors. */
  readonly normalisation?: string;
  readonly coordinates?: Coordinates;
  readonly fold?: Fold | Readonly<Record<string, Fold>>;
  readonly settings?: Settings;
}

/** What run folders may say of an observable; what they leave out is known by its name, or not at all. */
export type Facts = Partial<Description>;

/** What an observable is where nothing is known of it but its name. */
export function plainDescription(name: string, role: Description['role'] = 'physics'): Description {
  return { title: words(name), unit: '', role, shape: 'number', axis: 'index' };
}

/** `topologicalCharge` → `topological charge`; names with dots stay as they are. */
function words(name: string): string {
  return name.includes('.')
    ? name
    : name.replace(/([a-z])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`);
}

/** `R=1,T=2` for each position; plain numbers on a single axis; none without coordinates of this width. */
export function positionLabels(coordinates: Coordinates | undefined, width: number): string[] | undefined {
  const columns = Object.entries(coordinates ?? {});
  if (columns.length === 0 || columns.some(([, column]) => column.length !== width)) return undefined;
  return Array.from({ length: width }, (_, k) =>
    columns.flatMap(([name, column]) => (column[k] === null ? [] : [`${name}=${shown(column[k])}`])).join(),
  );
}

function shown(value: number | string): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(12))) : value;
}

/** The name and title of each component of an observable: `polyakovLoopComplex.im`, `wilsonLoops[R=1,T=2]`. */
export function componentNames(
  name: string,
  { title, shape, coordinates }: Description,
  width: number,
  isList: boolean,
): { name: string; title: string }[] {
  if (!isList) return [{ name, title }];
  if (shape === 'complex' && width === 2) {
    return [
      { name: `${name}.re`, title: `${title}, real part` },
      { name: `${name}.im`, title: `${title}, imaginary part` },
    ];
  }
  const labels = positionLabels(coordinates, width);
  return Array.from({ length: width }, (_, k) => {
    const label = labels?.[k] ?? String(k);
    return { name: `${name}[${label}]`, title: `${title} [${label}]` };
  });
}
