/** Figures of spectral functions: the spectrum with its band, the singular values, χ² against λ, and the fit to the data. */
import type { Spectral } from '../../analysis/spectral.ts';
import type { Figure } from '../frame.ts';
import { columnsOf, named } from '../numbers.ts';
import { padded, rangeOf } from '../scale.ts';
import { line, marker, measured, ribbon } from './marks.ts';

type Draw = (found: Spectral, theory: string) => Figure;

/** By the name that `--draw` takes. */
export const spectralFigures: Readonly<Record<'spectrum' | 'smeared' | 'singular' | 'lambda' | 'data', Draw>> = {
  spectrum: (found, theory) => {
    const { omega, density, low, high } = found;
    const points = (values: Float64Array) => Array.from(omega, (x, j) => ({ x, y: values[j] }));
    return {
      caption: `Spectral function of ${found.name} with the central 68 % of resamples; λ by the ${found.request.choose}. ${theory}`,
      xLabel: 'a ω',
      yLabel: found.request.kernel === 'cosh' ? 'ρ/ω' : 'ρ',
      xRange: [omega[0], omega[omega.length - 1]],
      yRange: padded(rangeOf([0, ...density, ...high])),
      numbers: () =>
        columnsOf(
          ['omega', 'a ω'],
          ['rho', found.request.kernel === 'cosh' ? 'ρ/ω' : 'ρ'],
          [
            { name: 'spectrum', points: points(density) },
            { name: 'low', points: points(low) },
            { name: 'high', points: points(high) },
          ],
        ),
      draw: (x, y) => [ribbon(points(low), points(high), x, y), line(points(density), x, y)],
    };
  },
  smeared: (found, theory) => {
    const { centres, sigma, sparse, hansenLupoTantalo, backusGilbert } = found.smeared;
    const curves = [sparse, hansenLupoTantalo, backusGilbert].map(values =>
      values.flatMap(({ mean, error }, k) =>
        Number.isFinite(mean + error) ? [{ x: centres[k], y: mean, error }] : [],
      ),
    );
    const legend = ['sparse modelling', 'HLT', 'Backus–Gilbert'];
    const reached = curves.slice(0, 2).flat();
    return {
      caption: `Spectral function of ${found.name} smeared with a Gaussian of width ${sigma.toPrecision(2)}: of the sparse spectrum and by HLT; Backus–Gilbert with its own widths. ${theory}`,
      xLabel: 'a ω',
      yLabel: 'smeared density',
      xRange: padded(rangeOf(centres), 0.02),
      yRange: padded(rangeOf(reached.flatMap(({ y, error }) => [y - error, y + error]))),
      legend,
      numbers: () => columnsOf(['omega', 'a ω'], ['density', 'smeared density'], named(legend, curves)),
      draw: (x, y) =>
        curves.map((points, k) =>
          measured(
            points.filter(point => point.y >= y.from && point.y <= y.to),
            x,
            y,
            k,
          ),
        ),
    };
  },
  singular: (found, theory) => {
    const values = found.singular.slice(0, found.rank);
    const points = Array.from(values, (value, l) => ({ x: l + 1, y: value, error: 0 }));
    return {
      caption: `Singular values of the kernel in units of the noise; ${found.aboveNoise} of ${found.rank} lift their part of the spectrum of ${found.name} above it (dashed). ${theory}`,
      xLabel: 'number',
      yLabel: 's',
      xRange: padded([1, Math.max(2, values.length)], 0.03),
      yRange: rangeOf(values),
      yKind: 'logarithmic',
      numbers: () =>
        columnsOf(
          ['number', 'in falling order'],
          ['s', 'singular value in units of the noise'],
          [{ points: points.map(({ x, y }) => ({ x, y })) }],
        ),
      draw: (x, y) => [measured(points, x, y), marker('upright', found.aboveNoise + 0.5, x, y)],
    };
  },
  lambda: (found, theory) => {
    const decade = (lambda: number) => Math.log10(lambda);
    const points = found.path.map(({ lambda, misfit }) => ({ x: decade(lambda), y: misfit }));
    const folds = found.path.flatMap(({ lambda, validation }) =>
      validation === undefined ? [] : [{ x: decade(lambda), y: validation }],
    );
    return {
      caption: `χ² of the fit to ${found.name} against λ, and of data left out (validation); dashed: the λ taken. ${theory}`,
      xLabel: 'log₁₀ λ',
      yLabel: 'χ²',
      xRange: padded(rangeOf(points.map(({ x }) => x)), 0.03),
      yRange: rangeOf([...points, ...folds].map(({ y }) => y)),
      yKind: 'logarithmic',
      legend: ['fit', 'validation'],
      numbers: () => columnsOf(['logLambda', 'log₁₀ λ'], ['chi2', 'χ²'], named(['fit', 'validation'], [points, folds])),
      draw: (x, y) => [line(points, x, y), line(folds, x, y, 1), marker('upright', decade(found.lambda), x, y)],
    };
  },
  data: (found, theory) => {
    const points = found.correlator.map(({ mean, error }, i) => ({ x: found.times[i], y: mean, error }));
    const curve = found.fitted.map((y, i) => ({ x: found.times[i], y }));
    const isPositive = [...points, ...curve].every(({ y }) => y > 0);
    return {
      caption: `${found.name} and the correlator of its spectral function, χ² = ${found.misfit.toPrecision(3)}. ${theory}`,
      xLabel: 't/a',
      yLabel: 'C(t)',
      xRange: padded(rangeOf(found.times), 0.03),
      yRange: isPositive ? rangeOf([...points, ...curve].map(({ y }) => y)) : padded(rangeOf(points.map(({ y }) => y))),
      yKind: isPositive ? 'logarithmic' : 'linear',
      numbers: () => columnsOf(['t', 't/a'], ['C', found.name], named(['correlator', 'fit'], [points, curve])),
      draw: (x, y) => [measured(points, x, y), line(curve, x, y, 1)],
    };
  },
};
