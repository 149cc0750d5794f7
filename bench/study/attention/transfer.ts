/**
 * The weights of 4⁴ on larger lattices: δr of exact trajectories there. Nothing is trained again.
 *
 *   node bench/study/attention/transfer.ts --from architectures.jsonl [--extents 4,6,8] [--effective 0.4] [--only none,factor]
 *     [--pairs 60,40,24] [--seed 1] --write FILE.jsonl
 */
import { acceptanceFromSpread } from '../../../src/measure/statistics/index.ts';
import { option } from '../runs.ts';
import { residuals, varianceOf } from './fit.ts';
import { digits, linesOf, record } from './lines.ts';
import { build, members, putWeights } from './members.ts';
import { exactPairs, laboratory, type Pair, talk } from './pairs.ts';

const extents = option('extents', '4,6,8').split(',').map(Number);
const counts = option('pairs', '60,40,24').split(',').map(Number);
const effective = Number(option('effective', '0.4'));
const seed = Number(option('seed', '1'));
const learnt = linesOf(option('from', ''));
const file = option('write', '');
const names = option(
  'only',
  'none,factor,masses2,masses3,stout,stout2Lines,cask3,factor+stout2Lines,factor+cask3',
).split(',');

extents.forEach((extent, k) => {
  const lab = laboratory({ ...talk, extent }, seed + 300);
  let pairs: Pair[] | undefined;
  for (const name of names) {
    const line = learnt.find(
      l => l.member === name && l.effective === effective && l.mass === talk.mass && l.seed === seed,
    );
    if (!line) continue;
    record(file, { member: name, effective, seed, extent, pairs: counts[k] }, () => {
      pairs ??= exactPairs(lab, { count: counts[k], thermalise: 50, from: extent > 4 ? 'cold' : 'hot' });
      const surrogate = build(members.find(member => member.name === name)!, lab, effective);
      putWeights(surrogate, line.learnt as Record<string, number>);
      const sigma = Math.sqrt(varianceOf(residuals(lab, surrogate, pairs)));
      const sigmaError = sigma / Math.sqrt(2 * (pairs.length - 1));
      return { sigma: digits(sigma), sigmaError: digits(sigmaError), acceptance: digits(acceptanceFromSpread(sigma)) };
    });
  }
});
