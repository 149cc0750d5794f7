/** Do the fits of masses describe their correlators? */
import type { AnalysedCurve, List } from '../list.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Examination } from './subject.ts';

const smallestProbability = 1e-3;

/** The fit of most weight against its χ². */
export const massFits: Examination = ({ analysis }) =>
  analysis.lists.flatMap(list => list.curves.flatMap(curve => undescribed(list, curve)));

function undescribed({ title }: List, { name, masses }: AnalysedCurve): Diagnostic[] {
  const best = masses?.fit?.models[0];
  if (best === undefined || best.pValue >= smallestProbability) return [];
  const { kind, from, to, chi2, degreesOfFreedom, pValue } = best;
  return [
    {
      severity: 'careful',
      subject: 'fits',
      sentence:
        `No fit describes the ${title}${name === '' ? '' : `, ${name}`}: the best, ${kind} on t ${from} … ${to}, has χ² ${chi2.toFixed(1)} ` +
        `for ${degreesOfFreedom} degrees of freedom (p ${pValue.toExponential(0)}). Do not use its mass; look at the figure "mass".`,
    },
  ];
}
