/**
 * What is in Var(δr)? Several fields φ are drawn at the start of each stored trajectory, independent of the one that drove it. For
 * fixed ends the spread over φ is the noise of pseudofermions, what its mean changes from trajectory to trajectory is a function of
 * the links. Weights are those that architectures.ts has found.
 *
 *   node bench/study/attention/decomposition.ts --from architectures.jsonl [--effective 0.4] [--only none,factor]
 *     [--pairs 60] [--fields 5] [--seed 1] --write FILE.jsonl
 */
import { key } from '../../../src/lattice/index.ts';
import { option } from '../runs.ts';
import { meanOf, residuals, varianceOf } from './fit.ts';
import { digits, linesOf, record } from './lines.ts';
import { build, members, putWeights } from './members.ts';
import { exactPairs, laboratory, talk } from './pairs.ts';

const [effective, count, fields, seed] = ['effective', 'pairs', 'fields', 'seed'].map((name, k) => {
  return Number(option(name, ['0.4', '60', '5', '1'][k]));
});
const learnt = linesOf(option('from', ''));
const file = option('write', '');
// Others than the trajectories that the weights were fitted to.
const lab = laboratory(talk, seed + 100);
const pairs = exactPairs(lab, { count });

for (const name of option('only', 'none,factor,masses2,stout,stout2Lines,cask3,factor+stout2Lines,factor+cask3').split(
  ',',
)) {
  const line = learnt.find(
    l => l.member === name && l.effective === effective && l.mass === talk.mass && l.seed === seed,
  );
  if (!line) continue;
  record(file, { member: name, effective, seed, pairs: count, fields }, () => {
    const surrogate = build(members.find(member => member.name === name)!, lab, effective);
    putWeights(surrogate, line.learnt as Record<string, number>);
    const own = varianceOf(residuals(lab, surrogate, pairs));
    const each = pairs.map(pair => {
      const { start, end } = lab.enter(pair);
      return Array.from({ length: fields }, (_, k) => {
        lab.phi.refresh(start, key(seed + 200 + k, pair.trajectory, 'pseudofermion'));
        const rest = (u: typeof start) => lab.phi.action.value(u) - surrogate.value(u);
        return rest(end) - rest(start);
      });
    });
    const noise = meanOf(each.map(varianceOf));
    const means = each.map(meanOf);
    return {
      variance: digits(own),
      noise: digits(noise),
      noiseError: digits(Math.sqrt(varianceOf(each.map(varianceOf)) / count)),
      links: digits(varianceOf(means) - noise / fields),
      linksError: digits(varianceOf(means) * Math.sqrt(2 / (count - 1))),
      mean: digits(meanOf(means)),
    };
  });
}
