/**
 * Bugs as they happen: a sign, a factor, a dagger, a neighbour, a boundary. Each is a change of text in one or two
 * source files; `find` stands there exactly once. Changes that only rename the gauge or leave every distribution as it
 * is would be no bugs, so there are none of those.
 */
import { edit, type Mutant, mutant } from './mutant.ts';
import { quarkMutants } from './quarkMutants.ts';
import { updateMutants } from './updateMutants.ts';

const actions = 'gauge/actions.ts';
const kernels = 'gauge/kernels.ts';
const dslash = 'fermion/staggered/dslash.ts';
const phases = 'fermion/staggered/phases.ts';
const quarkForce = 'fermion/staggered/force.ts';
const pseudofermion = 'fermion/pseudofermion/fromMatrix.ts';
const stoutStep = 'gauge/smearing/stoutStep.ts';
const carried = 'gauge/smearing/carried.ts';
const attention = 'network/layers/attentionKernels.ts';
const hmc = 'markov/hmc.ts';
const hamiltonian = 'markov/hamiltonian.ts';

const gauge: readonly Mutant[] = [
  mutant(
    'gluons',
    'gauge action with the wrong sign',
    edit(actions, 'mul(-1 / group.colours)', 'mul(1 / group.colours)'),
  ),
  mutant(
    'flatGluons',
    'no 1/N in the gauge action and its force',
    edit(actions, 'mul(-1 / group.colours)', 'mul(-1)'),
    edit(actions, '.mul(group.generatorNorm / group.colours)', '.mul(group.generatorNorm)'),
  ),
  mutant('flatGluons', 'gauge force without tr T² = ½', edit(actions, '.mul(group.generatorNorm / ', '.mul(1 / ')),
  mutant('flatGluons', 'staple not daggered in the force', edit(actions, 'mul(staple.dagger())', 'mul(staple)')),
  mutant('gluons', 'force from staples without tr T² = ½', edit(actions, '.map(f => f.mul(group.generatorNorm))', '')),
  mutant('gluons', 'staple field not daggered in the force', edit(actions, 'mul(A(0).dagger())', 'mul(A(0))')),
  mutant(
    'gluons',
    'a plane is missing from the plaquettes',
    edit('loops/named.ts', 'r !== t || mu < nu', 'r !== t || mu + 1 < nu'),
  ),
  mutant('gluons', 'rectangles one way round only', edit('loops/named.ts', 'r !== t || mu < nu', 'mu < nu')),
  mutant('gluons', 'a loop forgets its daggers', edit('gauge/transport.ts', 'dagger ? link.dagger() : link', 'link')),
  mutant('gluons', 'a loop reads every link at its start', edit('gauge/transport.ts', 'x.shifted(displacement)', 'x')),
  mutant(
    'gluons',
    'drift multiplies from the right',
    edit(kernels, 'group.exponential(step).mul(U(mu))', 'U(mu).mul(group.exponential(step))'),
  ),
  mutant(
    'quarks',
    'drift of SU(2) twice too fast',
    edit('group/su2.ts', 'const half = sinc.mul(0.5)', 'const half = sinc'),
  ),
  mutant(
    'quarks',
    'projection of SU(2) without its 2',
    edit('group/su2.ts', 'x.components.slice(1).map(a => a.mul(2))', 'x.components.slice(1)'),
  ),
];

const quarks: readonly Mutant[] = [
  mutant('quarks', 'hopping term with a plus', edit(dslash, '.sub(behind[i])', '.add(behind[i])')),
  mutant('quarks', 'no ½ in the hopping term', edit(dslash, 'z.scale(0.5)', 'z')),
  mutant('quarks', 'backward hop with U instead of U†', edit(dslash, 'V.behind(k).dagger()', 'V.behind(k)')),
  mutant('quarks', 'backward hop with the link at x', edit(dslash, 'V.behind(k).dagger()', 'V.ahead(k).dagger()')),
  mutant('quarks', 'staggered phases all one', edit(phases, 'if (coordinate % 2 === 1) eta = -eta;', '')),
  mutant(
    'quarks',
    'one staggered phase too few',
    edit(phases, 'coordinate % 2 === 1)', 'coordinate % 2 === 1 && mu !== 1)'),
  ),
  mutant('quarks', 'periodic where antiperiodic was asked for', edit(phases, '? -eta : eta', '? eta : eta')),
  mutant(
    'quarks',
    'antiperiodic in space',
    edit(phases, "boundary[mu] === 'antiperiodic'", "boundary[mu] === 'periodic'"),
  ),
  mutant(
    'quarks',
    'boundary sign on every link of a direction',
    edit(phases, ' && coordinate === lattice.extents[mu] - 1', ''),
  ),
  mutant(
    'quarks',
    'normal operator with the wrong sign',
    edit('fermion/staggered/hops.ts', 'diagonal: shift, hop: -0.5', 'diagonal: shift, hop: 0.5'),
  ),
  mutant(
    'quarks',
    'the mass is not squared',
    edit('fermion/pseudofermion/shiftedInverses.ts', 'mass ** 2 + shift', 'mass + shift'),
  ),
  mutant('quarks', 'noise of the wrong width', edit(pseudofermion, 'const sigma = Math.SQRT1_2', 'const sigma = 1')),
  mutant(
    'roots',
    'heat bath with the full power',
    edit(pseudofermion, 'powersOf(form.power / 2, m)', 'powersOf(form.power, m)'),
  ),
  mutant(
    'roots',
    'half the flavours',
    edit('fermion/pseudofermion/flavours.ts', 'power: flavours / 4', 'power: flavours / 8'),
  ),
  mutant('quarks', 'quark force: second term with a plus', edit(quarkForce, 'second(-weight)', 'second(weight)')),
  mutant(
    'quarks',
    'quark force: neighbour behind',
    edit(quarkForce, 'apply(V.ahead(mu), far(x.plus(mu)))', 'apply(V.ahead(mu), far(x.minus(mu)))'),
  ),
  mutant(
    'stout',
    'differential of quarks: neighbour behind',
    edit(quarkForce, 'apply(U(mu, x), far(x.plus(mu)))', 'apply(U(mu, x), far(x.minus(mu)))'),
  ),
  mutant(
    'roots',
    'quark force: residues forgotten',
    edit(
      'fermion/pseudofermion/shiftedInverses.ts',
      'this.pole(k).addDerivative(kind)(residue)',
      'this.pole(k).addDerivative(kind)(1)',
    ),
  ),
];

const networks: readonly Mutant[] = [
  mutant('stout', 'stout exponent not closed with U†', edit(stoutStep, 'mul(B(mu).dagger())', 'mul(B(mu))')),
  mutant('stout', 'stout smearing roughens', edit(stoutStep, 'total.mul(B(mu)', 'total.scale(-1).mul(B(mu)')),
  mutant(
    'stout',
    'stout step multiplies from the right',
    edit(stoutStep, 'group.exponential(total).mul(U(mu))', 'U(mu).mul(group.exponential(total))'),
  ),
  mutant(
    'attention',
    'staple of the attention without its dagger',
    edit(carried, '.mul(X(nu, x.plus(mu)).dagger())', '.mul(X(nu, x.plus(mu)))'),
  ),
  mutant('attention', 'staple of the attention with a link at x', edit(carried, 'X(nu, x.plus(mu))', 'X(nu, x)')),
  mutant(
    'attention',
    'backward staple without its dagger',
    edit(carried, 'return X(nu, below)\n    .dagger()', 'return X(nu, below)'),
  ),
  mutant(
    'attention',
    'score with a loop that does not close',
    edit(attention, 'U(mu).mul(TU(index).dagger())', 'U(mu).mul(TU(index))'),
  ),
  mutant(
    'attention',
    'attention not closed with U†',
    edit(attention, 'total.mul(closing(mu).dagger())', 'total.mul(closing(mu))'),
  ),
  mutant(
    'stout',
    'chain rule: force with the wrong sign',
    edit(kernels, '-group.generatorNorm / group.componentNorm', 'group.generatorNorm / group.componentNorm'),
  ),
  mutant(
    'stout',
    'chain rule: norms the other way round',
    edit(kernels, '-group.generatorNorm / group.componentNorm', '-group.componentNorm / group.generatorNorm'),
  ),
];

const chain: readonly Mutant[] = [
  mutant(
    'gluons',
    'accept test the wrong way round',
    edit(hmc, 'uniform < expMinusDeltaH', 'uniform > expMinusDeltaH'),
  ),
  mutant('gluons', 'accept test with exp(+ΔH)', edit(hmc, 'Math.exp(-finite(', 'Math.exp(finite(')),
  mutant('gluons', 'a refused proposal is kept', edit(hmc, 'accepted ? stateOf', 'true ? stateOf')),
  mutant('gluons', 'ΔH without the kinetic energy', edit(hmc, 'kineticEnd - kineticStart + (actionEnd', '(actionEnd')),
  mutant('gluons', 'momenta kicked uphill', edit(hamiltonian, 'addForce({ a: -time })', 'addForce({ a: time })')),
  mutant(
    'gluons',
    'kinetic energy without its ½',
    edit(hamiltonian, 'momentumSquared().total / 2', 'momentumSquared().total'),
  ),
  mutant(
    'gluons',
    'momenta of width 1/√2',
    edit('lattice/random/gaussian.ts', 'Math.sqrt(-2 * ln(u1))', 'Math.sqrt(-ln(u1))'),
  ),
  mutant(
    'gluons',
    'drift by half the time',
    edit('gauge/configuration.ts', 'move({ eps: time })', 'move({ eps: time / 2 })'),
  ),
];

export const mutants: readonly Mutant[] = [
  ...gauge,
  ...quarks,
  ...networks,
  ...chain,
  ...quarkMutants,
  ...updateMutants,
];
