/** Rules about the length of a run, of any theory. */
import type { Sections } from '../index.ts';
import { broken, type Rule } from './rule.ts';

export const somethingToDo: Rule<Sections> = ({ schedule }) => {
  if (schedule.thermalise + schedule.train + schedule.trajectories === 0)
    return broken(['schedule', 'trajectories'], 'at least one trajectory in all of [schedule]');
};
