/** Forces, solver, unitarity and reversibility: does the machinery still do what it did at the start? */
import { descriptionOf } from '../../catalogue/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type Examination, largest, mean, median, namesLike, placeOf, valuesOf } from './subject.ts';

const fewest = 20;
const spike = 5;
const slower = 2;
const worstDefect = 1e-10;
const growth = 10;
const worstReversibility = 1e-8;

/** Single forces far above the usual ones. */
export const forceSpikes: Examination = subject =>
  namesLike(subject, /^force/).flatMap((name): Diagnostic[] => {
    const values = valuesOf(subject, name);
    if (values === undefined || values.length < fewest) return [];
    const usual = median(values);
    const { value, index } = largest(values);
    if (!(value > spike * usual)) return [];
    const count = values.filter(force => force > spike * usual).length;
    return [
      {
        severity: 'careful',
        subject: 'forces',
        sentence:
          `${name} reaches ${value.toPrecision(3)} (${placeOf(subject, name, index)}), ${(value / usual).toFixed(0)} times its median ${usual.toPrecision(3)}; ` +
          `${count} of ${values.length} trajectories are beyond ${spike} times. Small eigenvalues of the Dirac operator do this: use smaller steps, or a larger mass in a nested action.`,
      },
    ];
  });

/** Iterations that grow along the run, or explode once. */
export const solver: Examination = subject => {
  const values = valuesOf(subject, 'cgIterations');
  if (values === undefined || values.length < fewest) return [];
  const tenth = Math.max(1, Math.floor(values.length / 10));
  const [first, last] = [mean(values.subarray(0, tenth)), mean(values.subarray(-tenth))];
  const { value, index } = largest(values);
  const usual = median(values);
  const grows = last > slower * first;
  if (!grows && !(value > spike * usual)) return [];
  const what = grows
    ? `grew from ${first.toFixed(0)} to ${last.toFixed(0)} per solve along the run`
    : `reached ${value.toFixed(0)} per solve (${placeOf(subject, 'cgIterations', index)}), where ${usual.toFixed(0)} is usual`;
  return [
    {
      severity: 'careful',
      subject: 'solver',
      sentence: `The CG iterations ${what}: the Dirac operator has come close to a zero. Look at the histories of the condensate and of the forces; a larger mass or smaller steps keep the chain stable.`,
    },
  ];
};

/** max |UU† − 1| before reunitarisation. */
export const unitarity: Examination = subject => {
  const values = valuesOf(subject, 'unitarityDefect');
  if (values === undefined || values.length < fewest) return [];
  const tenth = Math.max(1, Math.floor(values.length / 10));
  const [first, last] = [mean(values.subarray(0, tenth)), mean(values.subarray(-tenth))];
  const { value, index } = largest(values);
  if (!(value > worstDefect) && !(last > growth * first && last > 1e-13)) return [];
  return [
    {
      severity: value > 1e-6 ? 'wrong' : 'careful',
      subject: 'unitarity',
      sentence:
        `Links are off the group by up to ${value.toPrecision(2)} (${placeOf(subject, 'unitarityDefect', index)}), ` +
        `${first.toPrecision(2)} at the start and ${last.toPrecision(2)} at the end; expected below ${worstDefect}. Reunitarise more often, in 64 bits.`,
    },
  ];
};

/** max |U − U″| after going forward and back, where it was logged. */
export const reversibility: Examination = subject =>
  namesLike(subject, /reversib/i).flatMap((name): Diagnostic[] => {
    const values = valuesOf(subject, name);
    if (values === undefined) return [];
    const { value, index } = largest(values);
    if (!(value > worstReversibility)) return [];
    return [
      {
        severity: value > 1e-4 ? 'wrong' : 'careful',
        subject: 'reversibility',
        sentence:
          `The ${descriptionOf(name).title} is ${value.toPrecision(2)} (${placeOf(subject, name, index)}); expected below ${worstReversibility}. ` +
          'The accept test is exact only for reversible trajectories: use smaller steps and a smaller solver.tolerance.',
      },
    ];
  });
