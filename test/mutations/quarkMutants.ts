/** Bugs of Wilson, clover, domain-wall and HISQ quarks, of split determinants, and of the links that quarks see. */
import { edit, type Mutant, mutant } from './mutant.ts';

const dslash = 'fermion/wilson/dslash.ts';
const evenOdd = 'fermion/wilson/evenOdd.ts';
const boundary = 'fermion/wilson/boundary.ts';
const force = 'fermion/wilson/force.ts';
const clover = 'fermion/wilson/clover.ts';
const gamma = 'fermion/spinor/gamma.ts';
const wilsonFields = 'fermion/pseudofermion/wilson.ts';
const fromMatrix = 'fermion/pseudofermion/fromMatrix.ts';
const fifth = 'fermion/domainwall/fifth.ts';
const wallOperator = 'fermion/domainwall/operator.ts';
const wallSchur = 'fermion/domainwall/evenOdd.ts';
const fatLinks = 'fermion/hisq/fatLinks.ts';
const hisqHops = 'fermion/hisq/hops.ts';
const hisqOperator = 'fermion/hisq/operator.ts';
const blocking = 'gauge/smearing/blocking.ts';

const wilson: readonly Mutant[] = [
  mutant('wilson', 'one projector for both ways', edit(dslash, 'sense === 1 ? -1 : 1', 'sense === 1 ? 1 : -1')),
  mutant('wilson', 'Wilson: backward hop with U instead of U†', edit(dslash, 'V.behind(mu).dagger()', 'V.behind(mu)')),
  mutant(
    'wilson',
    'Wilson: backward hop with the link at x',
    edit(dslash, 'V.behind(mu).dagger()', 'V.ahead(mu).dagger()'),
  ),
  mutant(
    'wilson',
    'Wilson: backward hop from the site ahead',
    edit(dslash, '.dagger(), psi(x.minus(mu))', '.dagger(), psi(x.plus(mu))'),
  ),
  mutant(
    'wilson',
    'lower spin components with G instead of G†',
    edit('fermion/spinor/spinors.ts', '4 - power : 6 - power', 'power : 2 + power'),
  ),
  mutant(
    'wilson',
    'a gamma matrix that does not anticommute',
    edit(gamma, '[row(0, 3), row(1, 1)]', '[row(0, 3), row(1, 3)]'),
  ),
  mutant(
    'wilson',
    'a phase of a gamma matrix is wrong',
    edit(gamma, '[row(1, 2), row(0, 0)]', '[row(1, 2), row(0, 1)]'),
  ),
  mutant(
    'wilson',
    'no r term: the hop is γ alone',
    edit(
      'fermion/spinor/spinors.ts',
      'return sign === 1 ? z.add(turned) : z.sub(turned)',
      'return sign === 1 ? turned : turned.neg()',
    ),
  ),
  mutant(
    'wilson',
    'κ instead of κ² after the odd sites are eliminated',
    edit(evenOdd, 'close(-(operator.kappa ** 2), shift, into)', 'close(-operator.kappa, shift, into)'),
  ),
  mutant(
    'wilson',
    'Schur complement with a plus',
    edit(evenOdd, 'close(-(operator.kappa ** 2), shift, into)', 'close(operator.kappa ** 2, shift, into)'),
  ),
  mutant(
    'wilson',
    'Wilson: periodic where antiperiodic was asked for',
    edit(boundary, "what === 'antiperiodic') return [-1, 0]", "what === 'antiperiodic') return [1, 0]"),
  ),
  mutant(
    'wilson',
    'Wilson: boundary sign on every link of a direction',
    edit(boundary, 'at[mu] === extents[mu] - 1 ? phase : [1, 0]', 'at[mu] < extents[mu] ? phase : [1, 0]'),
  ),
  mutant('wilson', 'Wilson force: second term with a minus', edit(force, 'z.add(two[i][j])', 'z.sub(two[i][j])')),
  mutant(
    'wilson',
    'Wilson force: projector of the other way',
    edit(force, 'const one = across(farX, nearY, -1)', 'const one = across(farX, nearY, 1)'),
  ),
  mutant(
    'clover',
    'Wilson differential: projector of the other way',
    edit(force, 'return across(farX, nearY, -1)', 'return across(farX, nearY, 1)'),
  ),
  mutant(
    'wilson',
    'twisted heat bath without γ₅',
    edit('fermion/pseudofermion/wilsonMatrix.ts', 'c < components / 2 ? -1 : 1', 'c < components ? 1 : -1'),
  ),
  mutant(
    'wilson',
    'one flavour with a quarter power',
    edit(wilsonFields, "{ kind: 'power', power: 1 / 2 }", "{ kind: 'power', power: 1 / 4 }"),
  ),
];

const split: readonly Mutant[] = [
  mutant(
    'wilson',
    'ratio of a split determinant with masses not squared',
    edit(fromMatrix, 'form.heavy ** 2 - m ** 2', 'form.heavy - m'),
  ),
  mutant(
    'blocked',
    'ratio of a split determinant the other way round',
    edit(fromMatrix, 'form.heavy ** 2 - m ** 2', 'm ** 2 - form.heavy ** 2'),
  ),
  mutant(
    'blocked',
    'heat bath of a ratio with the wrong sign',
    edit(fromMatrix, 'a: m - form.heavy', 'a: form.heavy - m'),
  ),
  mutant(
    'blocked',
    'a ratio with the mass of the quarks twice',
    edit(
      'fermion/pseudofermion/hasenbusch.ts',
      "form: { kind: 'ratio', heavy }",
      "form: { kind: 'ratio', heavy: light }",
    ),
  ),
];

const cloverTerm: readonly Mutant[] = [
  mutant('clover', 'clover term with the wrong sign', edit(clover, '.scale(coefficient.neg())', '.scale(coefficient)')),
  mutant('clover', 'clover term twice too large', edit(clover, '.scale(1 / 8)', '.scale(1 / 4)')),
  mutant('clover', 'a leaf of the clover is missing', edit(clover, '          [-b, a],\n', '')),
  mutant('clover', 'a leaf turns the other way', edit(clover, '          [b, -a],', '          [-a, b],')),
  mutant(
    'clover',
    'field strength that is not antihermitian',
    edit(clover, 'total.sub(total.dagger())', 'total.add(total.dagger())'),
  ),
  mutant(
    'clover',
    'σ with its indices exchanged in one chirality',
    edit(
      clover,
      '? [gammaBlock(dimension, mu), gammaBlockDagger(dimension, nu)]',
      '? [gammaBlock(dimension, nu), gammaBlockDagger(dimension, mu)]',
    ),
  ),
  mutant(
    'clover',
    'colours of the field strength transposed',
    edit(clover, '.entry(i % colours, j % colours)', '.entry(j % colours, i % colours)'),
  ),
  mutant(
    'clover',
    'ln det A of one flavour for two',
    edit(wilsonFields, '() => -flavours * clover.logDeterminant', '() => -clover.logDeterminant'),
    edit(wilsonFields, 'clover.addLogDeterminant(-flavours)', 'clover.addLogDeterminant(-1)'),
  ),
  mutant(
    'clover',
    'force of ln det A with the wrong sign',
    edit(wilsonFields, 'clover.addLogDeterminant(-flavours)', 'clover.addLogDeterminant(flavours)'),
  ),
  mutant('clover', 'force of the clover term twice too large', edit(clover, 'weight.mul(0.5)', 'weight')),
  mutant(
    'clover',
    'stout weight halved where quarks look',
    edit('gauge/smearing/stoutSmearing.ts', 'parts.map(part => part.rho)', 'parts.map(part => part.rho / 2)'),
  ),
];

const walls: readonly Mutant[] = [
  mutant(
    'walls',
    'P₊ and P₋ exchanged',
    edit(
      fifth,
      'upper === (sense === 1) ? order : order.reverse()',
      'upper === (sense === 1) ? order.reverse() : order',
    ),
  ),
  mutant('walls', 'both chiralities move the same way', edit(fifth, 'upper === (sense === 1)', 'sense === 1')),
  mutant(
    'walls',
    'quark mass with the wrong sign',
    edit(fifth, 'psi(order[0], c).mul(mass).neg()', 'psi(order[0], c).mul(mass)'),
  ),
  mutant(
    'walls',
    'the fifth dimension closes with the wrong sign',
    edit(fifth, '1 + mass * (-alpha)', '1 - mass * (-alpha)'),
  ),
  mutant(
    'walls',
    'Möbius b and c exchanged',
    edit(
      wallOperator,
      'return [affine(this.b, diagonal, 1), affine(this.c, diagonal, -1)]',
      'return [affine(this.c, diagonal, 1), affine(this.b, diagonal, -1)]',
    ),
  ),
  mutant(
    'walls',
    'domain-wall height with the wrong sign',
    edit(wallOperator, 'this.lattice.dimension - this.height;', 'this.lattice.dimension + this.height;'),
  ),
  mutant(
    'walls',
    '½ instead of ¼ after the odd sites are eliminated',
    edit(wallSchur, '([-1 / 4, 0] as const)', '([-1 / 2, 0] as const)'),
  ),
  mutant('walls', 'adjoint of Möbius without c', edit(wallSchur, 'affine(c, -1 / 4, 0)] as const', '0] as const')),
  mutant('walls', 'domain-wall force twice too large', edit(wallSchur, 'add(-weight / 4)', 'add(-weight / 2)')),
  mutant(
    'walls',
    'Pauli–Villars fields too light',
    edit('fermion/pseudofermion/domainWallRules.ts', 'pauliVillars = 1;', 'pauliVillars = 0.9;'),
  ),
  mutant(
    'walls',
    'Pauli–Villars power doubled',
    edit('fermion/pseudofermion/domainWallRational.ts', 'powers(power / 2, ranges.heavy', 'powers(power, ranges.heavy'),
  ),
];

const hisq: readonly Mutant[] = [
  mutant('hisq', 'seven-link paths with a wrong weight', edit(fatLinks, 'seven: 1 / 384', 'seven: 1 / 48')),
  mutant('hisq', 'three-link paths with a wrong weight', edit(fatLinks, 'three: 1 / 16', 'three: 1 / 8')),
  mutant('hisq', 'Lepage term with the wrong sign', edit(fatLinks, 'lepage: -1 / 8', 'lepage: 1 / 8')),
  mutant('hisq', 'no Lepage term', edit(fatLinks, 'lepage: -1 / 8', 'lepage: 0')),
  mutant('hisq', 'ε without its 1/8', edit(fatLinks, '1 + naikEpsilon / 8', '1 + naikEpsilon')),
  mutant(
    'hisq',
    'no reunitarisation between the levels',
    edit(fatLinks, "smeared.map(M => tape.record(projectedLink(group, dimension, 'unitary'), { M }).V)", 'smeared'),
  ),
  mutant(
    'hisq',
    'Naik term with the wrong sign',
    edit(hisqOperator, '-(1 + naikEpsilon) / 24', '(1 + naikEpsilon) / 24'),
  ),
  mutant(
    'hisq',
    'Naik term three times too large',
    edit(hisqOperator, '-(1 + naikEpsilon) / 24', '-(1 + naikEpsilon) / 8'),
  ),
  mutant('hisq', 'a boundary sign of the long links is missing', edit(hisqHops, '.mul(signs(mu, last))', '')),
  mutant('hisq', 'long links skip a site', edit(hisqHops, '.mul(W[mu](0, next))', '.mul(W[mu](0, last))')),
  mutant(
    'hisq',
    'HISQ force: second term with a plus',
    edit(hisqOperator, 'second({ d_total: -weight })', 'second({ d_total: weight })'),
  ),
];

const smearing: readonly Mutant[] = [
  mutant(
    'blocked',
    'blocking with twice the share of the staples',
    edit(blocking, 'quotient(alpha, 2 * reach.length)', 'quotient(alpha, reach.length)'),
  ),
  mutant(
    'blocked',
    'blocking with the whole link',
    edit(blocking, "step === 'stout' ? 0 : linear(alpha, -1, 1)", "step === 'stout' ? 0 : 1"),
  ),
  mutant(
    'blocked',
    'shares of hypercubic blocking in the wrong order',
    edit('gauge/smearing/table.ts', '    .toReversed()\n', ''),
  ),
  mutant(
    'blocked',
    'the phase is kept by every projection',
    edit('gauge/smearing/projection.ts', "kind === 'special' ? group.withoutPhase(unitary) : unitary", 'unitary'),
  ),
  mutant(
    'blocked',
    'normalised blocking loses the phase on every level',
    edit(
      blocking,
      "step === 'unitary' && !isLast ? 'unitary' : 'special'",
      "step === 'unitary' && isLast ? 'unitary' : 'special'",
    ),
  ),
];

export const quarkMutants: readonly Mutant[] = [...wilson, ...split, ...cloverTerm, ...walls, ...hisq, ...smearing];
