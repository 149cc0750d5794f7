/** Spectral functions as lines of text and tables for other programs. */
import type { Spectral } from '../analysis/spectral.ts';
import type { Table } from '../files/index.ts';
import { formatEstimate } from '../measure/statistics/index.ts';
import { plainTable } from './tables.ts';

/** What A is, by kernel. */
const meanings = {
  cosh: 'A = ρ/ω, C(τ) = ∫ dω ρ(ω) cosh(ω(τ − T/2))/sinh(ωT/2)',
  exp: 'A = ρ, C(τ) = ∫ dω ρ(ω) exp(−ωτ)',
  fermionic: 'A = ρ, C(τ) = ∫ dω ρ(ω) exp(−ωτ)/(1 + exp(−ωT))',
} as const;

export function spectralLines(name: string, theory: string, found: Spectral): string[] {
  const { times, bins, bin, tauInt, request, misfit, lambda, rank, aboveNoise, singular, shrinkage } = found;
  const peaks = found.peaks.map(peak => [
    formatEstimate({ mean: peak.position, error: peak.positionError }),
    peak.width.toPrecision(2),
    peak.resolution.toPrecision(2),
    formatEstimate({ mean: peak.area, error: peak.areaError }),
  ]);
  const { centres, sigma, sparse, hansenLupoTantalo, backusGilbert } = found.smeared;
  const smeared = centres.flatMap((centre, k) =>
    k % 3 === 0
      ? [
          [
            centre.toFixed(3),
            formatEstimate(sparse[k]),
            formatEstimate(hansenLupoTantalo[k]),
            formatEstimate(backusGilbert[k]),
            backusGilbert[k].width.toPrecision(2),
          ],
        ]
      : [],
  );
  const variations = found.variations.map(({ what, misfit: chi2, peaks: others }) => [
    what,
    chi2.toPrecision(3),
    others.map(({ position, area }) => `${position.toFixed(3)} (${area.toPrecision(3)})`).join(', '),
  ]);
  return [
    `${name}: ${theory}`,
    `Spectral function of ${found.name}: ${meanings[request.kernel]}.`,
    `Times ${times.join(', ')}; ${bins} bins of ${bin}, τ_int ${tauInt.toPrecision(2)}; correlations shrunk by ${(100 * shrinkage).toFixed(0)} %.`,
    `Singular values from ${singular[0].toPrecision(2)} to ${singular[rank - 1].toPrecision(2)} in units of the noise: ${aboveNoise} of ${rank} say something.`,
    `λ = ${lambda.toPrecision(3)} by the ${request.choose} (kink ${found.kink.toPrecision(2)}, validation ${found.validation?.toPrecision(2) ?? '—'}); χ² = ${misfit.toPrecision(3)} for ${times.length} times.`,
    '',
    ...plainTable([['peak at aω', 'width', 'resolution', 'area'], ...peaks]),
    '',
    `∫ A dω = ${formatEstimate(found.total)}; A(0) = ${formatEstimate(found.atZero)}.`,
    '',
    ...plainTable([['other choices', 'χ²', 'peaks (areas)'], ...variations]),
    '',
    ...plainTable([['aω', `smeared, σ = ${sigma.toPrecision(2)}`, 'HLT', 'Backus–Gilbert', 'its width'], ...smeared]),
    '',
    'Errors by the bootstrap over bins at this λ; a width below the resolution is not measured. HLT: linear, smeared alike;',
    'its error holds what its kernel misses.',
    ...found.warnings,
  ];
}

/** One row for each frequency. */
export function spectralTable(found: Spectral, theory: string): Table {
  const { omega, density, low, high } = found;
  return {
    columns: [
      { name: 'omega', description: 'frequency', unit: 'a⁻¹', values: omega },
      {
        name: 'density',
        description: `spectral function, ${meanings[found.request.kernel]}`,
        unit: 'of C',
        values: density,
      },
      { name: 'low', description: '16 % of resamples lie below', unit: 'of C', values: low },
      { name: 'high', description: '16 % of resamples lie above', unit: 'of C', values: high },
    ],
    attributes: {
      ...{ program: 'cask spectral', theory, observable: found.name, kernel: found.request.kernel },
      ...{ lambda: found.lambda, chi2: found.misfit, times: found.times.join(', '), bins: found.bins },
    },
  };
}
