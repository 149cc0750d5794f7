/**
 * What is in Var(δr)? Both ends of an exact trajectory have the links and φ of equilibrium, so with r = S − S_θ
 *   Var(δr) = Var r(start) + Var r(end) − 2 Cov,
 * and Var r has two parts: the spread over fields φ drawn at the same links, the noise of pseudofermions, and that of its mean over φ,
 * a function of the links. Weights are those that architectures.ts has found.
 *
 *   node bench/study/attention/decomposition.ts --from architectures.jsonl [--effective 0.4] [--only none,factor]
 *     [--pairs 60] [--fields 5] [--seed 1] --write FILE.jsonl
 */
import type { GaugeField } from '../../../src/gauge/index.ts';
import { key } from '../../../src/lattice/index.ts';
import { option } from '../runs.ts';
import { meanOf, varianceOf } from './fit.ts';
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
    const rest = (u: GaugeField) => lab.phi.action.value(u) - surrogate.value(u);
    const ends = pairs.map(pair => {
      const { start, end } = lab.enter(pair);
      return { start: rest(start), end: rest(end) };
    });
    const each = pairs.map(pair => {
      const { start } = lab.enter(pair);
      return Array.from({ length: fields }, (_, k) => {
        lab.phi.refresh(start, key(seed + 200 + k, pair.trajectory, 'pseudofermion'));
        return rest(start);
      });
    });
    const [start, end] = [ends.map(r => r.start), ends.map(r => r.end)];
    const change = varianceOf(ends.map(r => r.end - r.start));
    const noise = meanOf(each.map(varianceOf));
    const means = each.map(meanOf);
    return {
      change: digits(change),
      start: digits(varianceOf(start)),
      end: digits(varianceOf(end)),
      correlation: digits(
        (varianceOf(start) + varianceOf(end) - change) / 2 / Math.sqrt(varianceOf(start) * varianceOf(end)),
      ),
      noise: digits(noise),
      noiseError: digits(Math.sqrt(varianceOf(each.map(varianceOf)) / count)),
      links: digits(varianceOf(means) - noise / fields),
      linksError: digits(varianceOf(means) * Math.sqrt(2 / (count - 1))),
      mean: digits(meanOf(means)),
    };
  });
}
