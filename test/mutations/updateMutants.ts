/** Bugs of gauge actions by name, of integrators of fourth order, and of updates link by link. */
import { edit, type Mutant, mutant } from './mutant.ts';

const named = 'gauge/actionsNamed.ts';
const adjoint = 'gauge/adjointAction.ts';
const moves = 'markov/heatbath/moves.ts';
const su2 = 'markov/heatbath/su2Distribution.ts';
const vonMises = 'markov/heatbath/vonMises.ts';
const omf4 = 'markov/integrators/omf4.ts';
const gradient = 'markov/integrators/forceGradient.ts';

const actions: readonly Mutant[] = [
  mutant('subgroups', 'rectangles with the wrong sign', edit(named, 'symanzik: -1 / 12', 'symanzik: 1 / 12')),
  mutant(
    'subgroups',
    'c₀ = 1 − 4 c₁',
    edit(named, '{ words: plaquettes, beta: beta * (1 - 8 * c1) }', '{ words: plaquettes, beta: beta * (1 - 4 * c1) }'),
  ),
  mutant(
    'adjoint',
    'adjoint action and force with 1/N',
    edit(adjoint, 'mul(-1 / group.colours ** 2)', 'mul(-1 / group.colours)'),
    edit(adjoint, '(2 * group.generatorNorm) / group.colours ** 2', '(2 * group.generatorNorm) / group.colours'),
  ),
  mutant(
    'adjoint',
    'adjoint force without its 2',
    edit(adjoint, '(2 * group.generatorNorm) / ', 'group.generatorNorm / '),
  ),
];

const integrators: readonly Mutant[] = [
  mutant(
    'flatGluons',
    'a kick of omf4 with a wrong coefficient',
    edit(omf4, '0.6822365335719091', '0.6722365335719091'),
  ),
  mutant(
    'flatGluons',
    'a drift of omf4 with a wrong coefficient',
    edit(omf4, '0.2539785108410595', '0.2439785108410595'),
  ),
  mutant('adjoint', 'force gradient twice too large', edit(gradient, 'share: 1 / 24', 'share: 1 / 12')),
  mutant(
    'adjoint',
    'force gradient not squared in shorter steps',
    edit('markov/integrators/scheme.ts', 'factor ** 2 * step.shift.share', 'factor * step.shift.share'),
  ),
  mutant(
    'adjoint',
    'links moved along the force instead of against it',
    edit('markov/hamiltonian.ts', 'along(-by)', 'along(by)'),
  ),
];

const local: readonly Mutant[] = [
  mutant(
    'heatbath',
    'heatbath with half the weight',
    edit('group/subgroups.ts', 'scale: 2, part: W => W as Quaternion', 'scale: 1, part: W => W as Quaternion'),
  ),
  mutant('heatbath', 'heatbath without its root', edit(su2, 'u4.mul(u4).lessOrEqual', 'u4.lessOrEqual')),
  mutant(
    'heatbath',
    'sine not squared for large weights',
    edit(su2, 'sine.mul(sine).mul(u3.log())', 'sine.mul(u3.log())'),
  ),
  mutant(
    'heatbath',
    'directions on half of the sphere',
    edit(su2, 'const z = height.mul(2).sub(1)', 'const z = height'),
  ),
  mutant(
    'heatbath',
    'staples not daggered in the heatbath',
    edit(moves, 'link.mul(staple.dagger())];\n  let tally = W', 'link.mul(staple)];\n  let tally = W'),
  ),
  mutant(
    'heatbath',
    'drawn element not divided by the old one',
    edit(moves, 'product(x, inverse(unit))', 'product(x, unit)'),
  ),
  mutant(
    'heatbath',
    'overrelaxation without its dagger',
    edit(moves, 'let x: Element = inverse(unit);', 'let x: Element = product(unit, unit);'),
  ),
  mutant('subgroups', 'part of a subgroup without its half', edit('group/subgroups.ts', 'x.mul(0.5)', 'x')),
  mutant(
    'subgroups',
    'rectangles updated as if they were plaquettes',
    edit('markov/heatbath/ordering.ts', '&& conflicts.every(', '&& conflicts.some('),
  ),
  mutant('phases', 'phases accepted by the wrong rule', edit(vonMises, 'c.mul(one.sub(c).exp())', 'c')),
  mutant(
    'metropolis',
    'Metropolis the wrong way round',
    edit(moves, 'accept.lessThan(gain.exp())', 'accept.lessThan(gain.neg().exp())'),
  ),
  mutant(
    'metropolis',
    'Metropolis with proposals to one side',
    edit(moves, 'u.mul(2).sub(1).mul(step)', 'u.mul(2).mul(step)'),
  ),
];

export const updateMutants: readonly Mutant[] = [...actions, ...integrators, ...local];
