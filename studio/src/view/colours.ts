/**
 * Scales of colour for fields, readable by colour-blind eyes: two hues on both sides of a neutral middle for charges, one
 * rising in lightness for what is positive. After "vik" and "batlow"-like ramps: F. Crameri et al., Nat. Commun. 11, 5444.
 */

export type Colour = readonly [red: number, green: number, blue: number];

const toward =
  (stops: readonly Colour[]) =>
  (share: number): Colour => {
    const place = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
    const k = Math.min(Math.floor(place), stops.length - 2);
    const [from, to] = [stops[k], stops[k + 1]];
    return [0, 1, 2].map(c => from[c] + (place - k) * (to[c] - from[c])) as unknown as Colour;
  };

/** Negative blue, positive orange; the middle is the paper. */
export const diverging = {
  light: toward([
    [18, 52, 138],
    [64, 121, 201],
    [160, 196, 232],
    [247, 246, 242],
    [245, 194, 140],
    [222, 121, 38],
    [138, 56, 8],
  ]),
  dark: toward([
    [150, 200, 255],
    [70, 130, 225],
    [32, 60, 120],
    [18, 21, 26],
    [120, 60, 20],
    [226, 126, 48],
    [255, 205, 140],
  ]),
};

/** From the paper to full strength. */
export const rising = {
  light: toward([
    [247, 246, 242],
    [200, 214, 240],
    [120, 150, 220],
    [43, 74, 203],
    [24, 30, 96],
  ]),
  dark: toward([
    [18, 21, 26],
    [32, 44, 104],
    [60, 92, 200],
    [130, 168, 250],
    [226, 238, 255],
  ]),
};

export type Scheme = 'light' | 'dark';

export function schemeNow(): Scheme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
