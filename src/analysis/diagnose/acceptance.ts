/** Does the accept test behave as an exact one must? */
import {
  acceptanceFromMean,
  formatEstimate,
  gammaDerived,
  significance,
  signTest,
} from '../../measure/statistics/index.ts';
import { isSpinRun, type Resolved } from '../../runfile/schema/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type Examination, type Subject, valuesOf } from './subject.ts';

const sigmas = 3;
const lowest = 0.5;
/** With fewer proposals the mean of e^−ΔH hangs on its largest values; the signs of ΔH are tested from ten on. */
const fewest = 100;
const fewestSigns = 10;
const tolerated = 0.02;

/** ⟨e^−ΔH⟩ = 1 (M. Creutz, Phys. Rev. D 38 (1988) 1228), or the signs of ΔH where there are few proposals. */
export const creutz: Examination = subject => {
  const estimate = subject.analysis.scalars.find(({ name }) => name === 'expMinusDeltaH')?.estimate;
  if (estimate === undefined || estimate.samples < fewestSigns) return [];
  if (estimate.samples < fewest || Number.isNaN(estimate.error)) return wrongSigns(subject);
  const distance = significance(estimate, { mean: 1, error: 0 });
  if (Math.abs(distance) <= sigmas) return [];
  return [
    {
      severity: 'wrong',
      subject: 'creutz',
      sentence:
        `⟨e^−ΔH⟩ is ${formatEstimate(estimate)}, ${Math.abs(distance).toFixed(1)} σ from 1, which an exact algorithm in equilibrium has. ` +
        'Check thermalisation first; then smaller steps, a smaller solver.tolerance, and "cask check" for the forces.',
    },
  ];
};

function wrongSigns(subject: Subject): Diagnostic[] {
  const values = valuesOf(subject, 'deltaH');
  if (values === undefined) return [];
  const { positive, expected, significance: distance } = signTest(values);
  if (!(Math.abs(distance) > sigmas)) return [];
  return [
    {
      severity: 'wrong',
      subject: 'creutz',
      sentence:
        `ΔH is positive in ${positive} of ${values.length} proposals where ${formatEstimate(expected)} are expected from its size, ${Math.abs(distance).toFixed(1)} σ away: ` +
        '⟨e^−ΔH⟩ is not 1, which an exact algorithm in equilibrium has. ' +
        'Check thermalisation first; then smaller steps, a smaller solver.tolerance, and "cask check" for the forces.',
    },
  ];
}

/** A low acceptance, and one that does not follow from ΔH. */
export const acceptance: Examination = subject => {
  const estimate = subject.analysis.scalars.find(({ name }) => name === 'acceptance')?.estimate;
  if (estimate === undefined) return [];
  const found: Diagnostic[] = [];
  const advice = adviceFor(subject.runs[0].resolved);
  if (estimate.mean < lowest && advice !== undefined) {
    found.push({
      severity: estimate.mean < 0.1 ? 'careful' : 'note',
      subject: 'acceptance',
      sentence: `The acceptance is ${formatEstimate(estimate)}; ${advice}`,
    });
  }
  return [...found, ...offPrediction(subject)];
};

/** What raises a low acceptance; nothing where spins can only be flipped. */
function adviceFor(resolved: Resolved): string | undefined {
  const { kind } = resolved.sampler;
  if (kind === 'metropolis') {
    if (isSpinRun(resolved) && resolved.model.kind === 'ising') return undefined;
    return 'about a half costs least. Changes are tuned while thermalising: thermalise longer.';
  }
  if (kind === 'slmc') return 'a shorter sampler.length or a better effective model raises it.';
  return '0.65 to 0.9 costs least. More sampler.steps make smaller steps and raise it.';
}

/** acceptance − erfc(√⟨ΔH⟩/2) (S. Gupta et al., Phys. Lett. B 242 (1990) 437). */
function offPrediction(subject: Subject): Diagnostic[] {
  const accepted = valuesOf(subject, 'accepted');
  const deltaH = valuesOf(subject, 'deltaH');
  if (accepted === undefined || deltaH === undefined || accepted.length !== deltaH.length || deltaH.length < fewest) {
    return [];
  }
  const expected = subject.analysis.derived.find(({ name }) => name === 'expectedAcceptance')?.estimate;
  if (expected === undefined || expected.mean > 1 - tolerated) return [];
  try {
    const difference = gammaDerived(([a, mean]) => a - acceptanceFromMean(mean), [accepted, deltaH]);
    const z = significance(difference, { mean: 0, error: 0 });
    if (!(Math.abs(z) > sigmas) || Math.abs(difference.mean) <= tolerated) return [];
    return [
      {
        severity: 'careful',
        subject: 'acceptance',
        sentence:
          `The acceptance is ${(expected.mean + difference.mean).toFixed(3)}, where erfc(√⟨ΔH⟩/2) is ${formatEstimate(expected)}, ` +
          `${Math.abs(z).toFixed(1)} σ away: ΔH is not normally distributed. Look at its histogram ("cask plot DIR --figure histogram --observable deltaH") for rare large values.`,
      },
    ];
  } catch (error) {
    // ⟨ΔH⟩ below zero within its error says nothing about the prediction.
    if (error instanceof RangeError) return [];
    throw error;
  }
}
