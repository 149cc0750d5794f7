/** Are the bins of the jackknife long enough? Bins of B measurements leave out a share of about τ_int/B of the variance. */
import { slowestOf } from '../list.ts';
import type { Examination } from './subject.ts';

const fewestTaus = 4;

export const shortBins: Examination = ({ analysis }) => {
  const short = analysis.lists.flatMap(({ name, title, estimates, binSize }) => {
    const { stride } = analysis.chains.get(name)!;
    const slowest = slowestOf(estimates) / stride;
    // Measurements that are independent need no bins.
    if (slowest < 0.75 || binSize >= fewestTaus * slowest) return [];
    return [`${title} (bins of ${binSize}, τ_int ${slowest.toPrecision(2)} measurements)`];
  });
  if (short.length === 0) return [];
  return [
    {
      severity: 'careful',
      subject: 'bins',
      sentence:
        `The run is too short for bins of ${fewestTaus} τ_int in the jackknife of ${short.join('; ')}: ` +
        'covariances and effective masses have errors that are too small. The errors of single values are by the Γ-method and not concerned. Run longer.',
    },
  ];
};
