/** What chains say of themselves: the numbers of a log that are no observables of the configuration. */
import { type Description, plainDescription } from './description.ts';

const own: Readonly<Record<string, Partial<Description>>> = {
  acceptance: { role: 'algorithm', symbol: 'A', unit: '1' },
  expMinusDeltaH: { title: '⟨e^−ΔH⟩', role: 'algorithm', unit: '1' },
  accepted: { role: 'algorithm', unit: '1' },
  deltaH: { title: 'ΔH', unit: '1' },
  cgIterations: { title: 'CG iterations', unit: 'per solve' },
  dslash: { title: 'applications of the hopping term', unit: 'per trajectory' },
  loss: { unit: '' },
  heldOutLoss: { title: 'held-out loss', unit: '' },
  unitarityDefect: { title: 'unitarity defect', unit: 'max |UU† − 1|' },
  reversibility: { title: 'reversibility defect', unit: 'max |U − U″|' },
};

const families: readonly [RegExp, Partial<Description>][] = [
  [/^forceRms\./, { unit: 'rms per component' }],
  [/^(r|rDifference|gradientNorm|seconds|acceptances?\..*|learningRate|weight\..*)$/, {}],
];

/** Undefined for names that no chain uses. */
export function algorithmDescription(name: string): Description | undefined {
  const known = Object.hasOwn(own, name) ? own[name] : families.find(([pattern]) => pattern.test(name))?.[1];
  return known && { ...plainDescription(name, 'monitor'), ...known };
}
