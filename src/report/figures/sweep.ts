/** A quantity against the key that a sweep varied. */
import type { Figure } from '../frame.ts';
import { columnsOf, named } from '../numbers.ts';
import { padded, rangeOf } from '../scale.ts';
import { drawnError, measured, reach } from './marks.ts';

export interface SweptCurve {
  readonly name: string;
  readonly points: readonly { readonly place: string; readonly mean: number; readonly error: number }[];
}

export interface SweptQuantity {
  readonly key: string;
  /** All values of the key, as they were written. */
  readonly places: readonly string[];
  readonly title: string;
  readonly curves: readonly SweptCurve[];
}

/** Values that are no numbers stand in their order, at 1, 2, 3 …; undefined where there is nothing to draw. */
export function sweepFigure({ key, places, title, curves }: SweptQuantity): Figure | undefined {
  const isNumeric = places.every(place => Number.isFinite(Number(place)));
  const positionOf = (place: string) => (isNumeric ? Number(place) : 1 + places.indexOf(place));
  const drawn = curves.map(({ points }) =>
    points
      .filter(({ mean }) => Number.isFinite(mean))
      .map(({ place, mean, error }) => ({ x: positionOf(place), y: mean, error: drawnError({ mean, error }) })),
  );
  const all = drawn.flat();
  if (all.length === 0) return undefined;
  const ofPlaces = isNumeric ? '' : `; ${places.map((place, k) => `${k + 1}: ${place}`).join(', ')}`;
  return {
    caption: `${title} against ${key}${ofPlaces}.`,
    xLabel: key,
    yLabel: title,
    xRange: padded(rangeOf(places.map(positionOf)), 0.06),
    yRange: padded(rangeOf(reach(all))),
    xTicks: places.map(positionOf),
    ...(curves.length > 1 ? { legend: curves.map(({ name }) => name) } : {}),
    numbers: () =>
      columnsOf(
        ['x', `${key}${ofPlaces}`],
        ['y', title],
        named(
          curves.map(({ name }) => name),
          drawn,
        ),
      ),
    draw: (x, y) => drawn.map((points, k) => measured(points, x, y, k)),
  };
}
