/** Which positions of a list belong together, and what they stand for: its coordinates, of which the last is the axis. */
import { type Description, positionLabels } from '../catalogue/index.ts';
import type { Fold } from '../measure/observables/index.ts';

/** Positions of a list that belong together, and what they stand for. */
export interface Curve {
  /** Empty where the list is one curve: "R=2", "channel=P, momentum=0,0,0". */
  readonly name: string;
  readonly axis: string;
  readonly positions: readonly number[];
  readonly x: readonly number[];
  /** The coordinates that its positions share. */
  readonly at: Readonly<Record<string, number | string>>;
  /** Of a correlator in time, where it is known. */
  readonly fold?: Fold;
}

type Described = Pick<Description, 'shape' | 'axis' | 'coordinates' | 'fold'>;

/** The curves of a list. Coordinates of another length than the list are not used; only correlators do without. */
export function curvesOf({ shape, axis, coordinates, fold }: Described, width: number): Curve[] {
  const columns = Object.entries(coordinates ?? {});
  if (columns.length === 0 || columns.some(([, column]) => column.length !== width)) {
    const positions = Array.from({ length: width }, (_, index) => index);
    const own = shape === 'correlator' ? { axis, ...foldAt(fold, {}) } : { axis: 'index' };
    return [{ name: '', positions, x: positions, at: {}, ...own }];
  }
  const shared = columns.slice(0, -1);
  const [, last] = columns[columns.length - 1];
  const curves = new Map<string, { positions: number[]; x: number[]; at: Record<string, number | string> }>();
  last.forEach((x, position) => {
    if (typeof x !== 'number') return;
    const at = Object.fromEntries(shared.map(([name, column]) => [name, column[position] ?? '']));
    const name = Object.entries(at)
      .map(([coordinate, value]) => `${coordinate}=${value}`)
      .join(', ');
    const curve = curves.get(name) ?? { positions: [], x: [], at };
    curve.positions.push(position);
    curve.x.push(x);
    curves.set(name, curve);
  });
  const found = [...curves];
  const isScattered = found.length > 1 && found.every(([, { x }]) => x.length === 1) && new Set(last).size > 1;
  if (isScattered) {
    const joined = { positions: found.flatMap(([, c]) => c.positions), x: found.flatMap(([, c]) => c.x) };
    return [{ name: '', axis, ...joined, at: {} }];
  }
  return found.map(([name, curve]) => ({
    name: found.length > 1 ? name : '',
    axis,
    ...curve,
    ...foldAt(fold, curve.at),
  }));
}

/** The fold of one curve: that of its channel where they differ. */
function foldAt(fold: Described['fold'], { channel }: Curve['at']): { fold?: Fold } {
  const own = typeof fold === 'object' ? fold[String(channel)] : fold;
  return own === undefined ? {} : { fold: own };
}

/** The text of each position in tables: `R=1,T=2`; a plain number where there is one coordinate. */
export function positionNames({ coordinates }: Described, width: number): readonly string[] {
  const labels = positionLabels(coordinates, width) ?? Array.from({ length: width }, (_, index) => String(index));
  const isSingle = Object.keys(coordinates ?? {}).length === 1;
  return isSingle ? labels.map(label => label.replace(/^\w+=/, '')) : labels;
}
