/** Did the chain move? One that stood still has no error, whatever a formula would give. */
import { stuckStretch } from '../../measure/statistics/index.ts';
import type { Scalar } from '../scalar.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Examination, Subject } from './subject.ts';

const advice = 'Smaller steps (more sampler.steps) let proposals be accepted; look at the history of ΔH.';

/** No accepted proposal at all, observables that never changed, and stretches without motion. */
export const stuckChain: Examination = subject => {
  const { scalars } = subject.analysis;
  const still = scalars.filter(({ role, estimate }) => role === 'physics' && Number.isNaN(estimate.error));
  const acceptance = scalars.find(({ name }) => name === 'acceptance')?.estimate;
  if (acceptance !== undefined && acceptance.mean === 0) {
    return [
      {
        severity: 'wrong',
        subject: 'stuck',
        sentence: `None of ${acceptance.samples} proposals was accepted: the chain did not move, and no mean has an error. ${advice}`,
      },
    ];
  }
  return [...unchanged(still), ...stretches(subject)];
};

function unchanged(still: readonly Scalar[]): Diagnostic[] {
  if (still.length === 0) return [];
  const each = still.map(({ title, estimate }) => `${title} (${estimate.mean} in all ${estimate.samples})`);
  return [
    {
      severity: 'careful',
      subject: 'stuck',
      sentence: `Never changed: ${each.join(', ')}. What does not move has no error; if it should move, look at the acceptance.`,
    },
  ];
}

/** Stretches of one value, once for observables that stand still together. */
function stretches({ analysis }: Subject): Diagnostic[] {
  const found = new Map<string, string[]>();
  for (const { name, title, role, estimate } of analysis.scalars) {
    const chain = analysis.chains.get(name);
    if (role !== 'physics' || chain === undefined || Number.isNaN(estimate.error)) continue;
    chain.runs[0].forEach((run, r) => {
      const stretch = stuckStretch(run);
      if (stretch === undefined) return;
      const [from, to] = [stretch.from, stretch.from + stretch.length - 1].map(i => chain.trajectories[r][i]);
      const place = `from trajectory ${from} to ${to}${chain.runs[0].length > 1 ? ` of replica ${r + 1}` : ''}`;
      found.set(place, [...(found.get(place) ?? []), title]);
    });
  }
  return [...found].map(([place, titles]) => ({
    severity: 'wrong',
    subject: 'stuck',
    sentence: `The chain stood still ${place}: ${titles.join(', ')} did not change, so the errors are of no equilibrium. ${advice}`,
  }));
}
