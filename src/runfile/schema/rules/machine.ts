/** Rules about what a run computes on, of any theory. */
import type { Sections } from '../index.ts';
import { broken, type Rule } from './rule.ts';

export const deviceOfOpenCl: Rule<Sections> = ({ machine: { kind, device } }) => {
  if (device !== undefined && kind !== 'opencl')
    return broken(['machine', 'device'], `no such key with machine.kind = ${JSON.stringify(kind)}; it needs "opencl"`);
};
