/** Rules about what is measured. */
import { quarksOf } from '../action.ts';
import { broken, type Rule } from './rule.ts';

const condensateNeedsStaggeredQuarks: Rule = ({ measure, action }) => {
  const [first] = quarksOf(action);
  if (measure.chiralCondensate !== undefined && first?.kind !== 'staggered')
    return broken(['measure', 'chiralCondensate'], 'a staggered fermion in [action], there are no quarks to measure');
};

export const measureRules: readonly Rule[] = [condensateNeedsStaggeredQuarks];
