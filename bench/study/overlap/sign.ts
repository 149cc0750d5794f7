/**
 * The sign of the overlap kernel: products with H_W² and CPU time of one application, and of preparing it, against the accuracy.
 *
 *   node bench/study/overlap/sign.ts [--group SU(3)] [--beta 6] [--extents 4,4,4,4]
 */
import { OverlapOperator } from '../../../src/fermion/index.ts';
import { hotStart, namedGaugeAction } from '../../../src/gauge/index.ts';
import { groupNamed } from '../../../src/group/index.ts';
import { drawGaussian, key, Lattice } from '../../../src/lattice/index.ts';
import { heatbath } from '../../../src/markov/index.ts';
import { option } from '../runs.ts';
import { cpuSeconds } from './model.ts';

const group = groupNamed(option('group', 'SU(3)'));
const lattice = new Lattice(option('extents', '4,4,4,4').split(',').map(Number));
const seed = 20261201;
const chain = heatbath({ action: namedGaugeAction('wilson', Number(option('beta', '6'))) });
let state = chain.init(hotStart(lattice, group, key(seed, 0, 'start')));
for (let trajectory = 1; trajectory <= 100; trajectory++) [state] = chain.step({ seed, trajectory }, state);

console.log(`${group.name}, β = ${option('beta', '6')}, ${lattice.name}, ρ = 1.4\n`);
console.log('| sign | modes | accuracy | found | order | products with H_W² | ms / application | s to prepare |');
console.log('|---|---|---|---|---|---|---|---|');
const times = 3;
for (const method of ['zolotarev', 'chebyshev'] as const) {
  for (const modes of [0, 8]) {
    for (const tolerance of [1e-4, 1e-6, 1e-8, 1e-10, 1e-11]) {
      const operator = new OverlapOperator({ lattice, group, sign: { method, tolerance, modes } });
      operator.setLinks(state.u);
      const again = cpuSeconds();
      operator.setLinks(state.u);
      const prepared = cpuSeconds() - again;
      const { approximation, error } = operator.signReport;
      const [chi, out] = [operator.vector(), operator.vector()];
      drawGaussian(chi, key(seed, 0, 'noise'));
      const apply = operator.bindSign(chi, out);
      const products = apply();
      const each = Array.from({ length: times }, () => {
        const before = cpuSeconds();
        apply();
        return cpuSeconds() - before;
      });
      const cells = [method, modes, tolerance, error.toExponential(1), approximation, products];
      console.log(`| ${cells.join(' | ')} | ${(1000 * Math.min(...each)).toFixed(1)} | ${prepared.toFixed(2)} |`);
    }
  }
}
