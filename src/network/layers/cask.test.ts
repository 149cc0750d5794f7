import { describe, expect, test } from 'vitest';
import { expectAction, expectForce, expectMap, largestDifference } from '../../../test/expect/index.ts';
import { brokenBy, hypercubicGroup, reflection } from '../../../test/laws/hypercubic.fixture.ts';
import { compiling, hot, imageOf, setTypicalWeights, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { offTheGroup } from '../../../test/laws/offTheGroup.fixture.ts';
import { plainLinks } from '../../../test/laws/plainLinks.fixture.ts';
import { wilsonAction } from '../../gauge/index.ts';
import { pulledBack } from '../../lattice/index.ts';
import { network } from '../network.ts';
import { localActivations } from './activation.ts';
import { type CaskOptions, caskLayer } from './cask.ts';
import { stoutLayer } from './stout.ts';

const su2 = thermalised('SU(2)', [4, 4, 4, 4]);
const hotSu2 = hot('SU(2)', [4, 4, 4, 4]);
const su3 = thermalised('SU(3)', [2, 2, 2, 4], 6);
const plane = thermalised('U(1)', [4, 6], 2);
const variants = ['released', 'symmetric'] as const;
const reaches = [1, 2, 3];
const outputs = ['code', 'paper'] as const;

const blocks = (options: Partial<CaskOptions>, count = 1) => {
  const net = network(
    `CASK ${JSON.stringify(options)}`,
    Array.from({ length: count }, (_, k) => caskLayer(`block${k}`, options)),
  );
  setTypicalWeights(net);
  return net;
};

const everyChoice = variants.flatMap(variant =>
  reaches.flatMap(reach =>
    [1, 2].flatMap(heads =>
      localActivations.flatMap(activation => outputs.map(output => ({ variant, reach, heads, activation, output }))),
    ),
  ),
);

describe('gauge covariant, and on the group', { timeout: compiling }, () => {
  test('every choice of options, SU(2)', () => {
    for (const options of everyChoice) {
      const net = blocks(options);
      expectMap(net).toBeCovariant(su2, { tolerance: 1e-13 });
      expect(offTheGroup(plainLinks(imageOf(net, su2)))).toBeLessThan(1e-13);
    }
  });
  test.each([
    { label: 'SU(2), hot, two blocks', u: hotSu2, net: blocks({ variant: 'symmetric', reach: 2 }, 2) },
    {
      label: 'SU(2), two loops, two blocks',
      u: su2,
      net: blocks({ loops: ['plaquette', 'polyakovTime'], heads: 2 }, 2),
    },
    { label: 'SU(3), released', u: su3, net: blocks({ variant: 'released', reach: 3 }, 2) },
    { label: 'SU(3), symmetric', u: su3, net: blocks({ variant: 'symmetric', reach: 3 }, 2) },
    { label: 'SU(3), hot', u: hot('SU(3)', [4, 2, 2, 2]), net: blocks({ variant: 'symmetric' }, 2) },
    { label: 'SU(2) in three dimensions', u: hot('SU(2)', [4, 2, 4]), net: blocks({ reach: 2 }) },
    { label: 'U(1) in two dimensions', u: plane, net: blocks({ reach: 2, heads: 2 }) },
  ])('$label', ({ u, net }) => {
    expectMap(net).toBeCovariant(u, { tolerance: 1e-13 });
    expect(offTheGroup(plainLinks(imageOf(net, u)))).toBeLessThan(1e-13);
  });
  test('so an invariant action below a network is invariant', () => {
    expectAction(pulledBack(wilsonAction(2.7), blocks({ variant: 'released', reach: 2 }))).toBeGaugeInvariant(su2);
  });
});

describe.each([
  { label: 'SU(2)', u: hotSu2 },
  { label: 'SU(3)', u: su3 },
  { label: 'U(1)', u: plane },
])('limits, $label', ({ u }) => {
  // Sums are reordered inside a kernel: the two halves of a vanishing score leave the last bit of their terms.
  const lastBits = 1e-15;

  test.each(everyChoice.filter(({ activation, reach }) => activation === 'tan' && reach < 3))(
    '$variant, reach $reach, $heads heads, $output',
    options => {
      const net = blocks(options);
      for (const weight of net.weights) weight.value = 0;
      expect(largestDifference(imageOf(net, u).field, u.field)).toBeLessThan(lastBits);

      setTypicalWeights(net);
      for (const weight of net.weights) if (/query|key/.test(weight.name)) weight.value = 0;
      const plain = network('stout', [stoutLayer('a')]);
      plain.weights[0].value = options.output === 'code' ? net.weights[0].value : 0;
      expect(largestDifference(imageOf(net, u).field, imageOf(plain, u).field)).toBeLessThan(lastBits);
    },
  );
});

describe('pullback to links and weights', { timeout: compiling }, () => {
  test.each([
    ...variants.flatMap(variant => reaches.map(reach => ({ u: su2, options: { variant, reach } }))),
    { u: su2, options: { variant: 'symmetric', heads: 2, output: 'paper', activation: 'identity' } },
    { u: su2, options: { loops: ['plaquette', 'polyakovSpace', 'polyakovTime'] } },
    { u: su3, options: { variant: 'released' } },
    { u: su3, options: { variant: 'symmetric', reach: 2 } },
    { u: hot('SU(2)', [4, 2, 4]), options: { variant: 'symmetric' } },
    { u: plane, options: { variant: 'released', reach: 2, heads: 2 } },
  ] as const)('$u.group.name on $u.lattice.name, $options', ({ u, options }) => {
    expectMap(blocks(options)).toPullBack(u, { step: 1e-3, weightStep: 2e-4 });
  });
  test('two blocks, and the force of an action below them', () => {
    expectMap(blocks({ reach: 2 }, 2)).toPullBack(su2, { step: 1e-3, weightStep: 2e-4 });
    expectForce(pulledBack(wilsonAction(2.7), blocks({ reach: 2 }, 2))).toMatchFiniteDifference(su2, { step: 1e-3 });
  });
  test('relu, where no score is near its kink', () => {
    expectMap(blocks({ activation: 'relu' })).toPullBack(hot('SU(2)', [2, 2], 3), { step: 5e-4, weightStep: 1e-4 });
  });
});

describe('beyond the paper', { timeout: compiling }, () => {
  const choices: Partial<CaskOptions>[] = [
    { reach: 2, scoreWeights: true },
    { reach: 2, activation: 'softmax', heads: 2 },
    { reach: 1, value: 'projection', heads: 2 },
    { reach: 2, activation: 'softmax', scoreWeights: true, value: 'projection' },
    { reach: 2, extents: [2] },
    { reach: 1, attention: 'both', hub: ['plaquette', 'rectangle'], heads: 2 },
    { reach: 1, attention: 'both', activation: 'softmax', output: 'paper' },
    { reach: 2, attention: 'star', scoreWeights: true },
  ];
  test.each(choices)('%j: covariant, on the group, the identity to begin with, exact pullback', options => {
    for (const u of [su2, plane]) {
      const fresh = network('fresh', [caskLayer('b', options)]);
      expect(largestDifference(imageOf(fresh, u).field, u.field)).toBeLessThan(1e-14);
      const net = blocks(options);
      // Links whose staples all but cancel them have no smooth projection: half of the weights keep away from them.
      if (options.value === 'projection') setTypicalWeights(net, 0.5);
      expectMap(net).toBeCovariant(u, { tolerance: 1e-13 });
      expect(offTheGroup(plainLinks(imageOf(net, u)))).toBeLessThan(1e-13);
      expectMap(net).toPullBack(u, { step: 1e-3, weightStep: 2e-4 });
    }
  });
  test('SU(3), all of it', () => {
    const net = blocks({ reach: 2, activation: 'softmax', scoreWeights: true, value: 'projection' });
    expectMap(net).toBeCovariant(su3, { tolerance: 1e-13 });
    expectMap(net).toPullBack(su3, { step: 1e-3, weightStep: 2e-4 });
  });
  test('all respect reflections and rotations', () => {
    const elements = [reflection(0, 4), reflection(3, 4), ...hypercubicGroup(4).filter((_, k) => k % 48 === 0)];
    for (const options of choices)
      expect(brokenBy(elements, u => imageOf(blocks(options), u), su2)).toBeLessThan(1e-12);
  });
  test('with a bias alone it is stout smearing by the staples of that extent', () => {
    const net = network('bias', [caskLayer('b', { reach: 1, scoreWeights: true, output: 'paper' })]);
    const plain = network('stout', [stoutLayer('a')]);
    net.weights.find(({ name }) => name === 'b.bias1')!.value = 0.07;
    plain.weights[0].value = 0.07;
    expect(largestDifference(imageOf(net, su2).field, imageOf(plain, su2).field)).toBeLessThan(1e-14);
  });
  test('the gain of softmax is shared among the staples of a link', () => {
    const net = network('softmax', [caskLayer('b', { reach: 1, activation: 'softmax', output: 'paper' })]);
    const plain = network('stout', [stoutLayer('a')]);
    net.weights.find(({ name }) => name === 'b.gain')!.value = 0.6;
    // Scores vanish, so that all six staples have the same weight.
    plain.weights[0].value = 0.6 / 6;
    expect(largestDifference(imageOf(net, su2).field, imageOf(plain, su2).field)).toBeLessThan(1e-14);
  });
  test('links along chosen directions only: covariant, exact pullback, and what keeps these directions respected', () => {
    const options: Partial<CaskOptions> = { reach: 2, extents: [2, 1], directions: [3, 0], scoreWeights: true };
    const net = blocks(options);
    expectMap(net).toBeCovariant(su2, { tolerance: 1e-13 });
    expectMap(net).toPullBack(su2, { step: 1e-3, weightStep: 2e-4 });
    const keeps = hypercubicGroup(4).filter(({ axes }) => [0, 3].includes(axes[0]) && [0, 3].includes(axes[3]));
    expect(keeps).toHaveLength(64);
    const [some, others] = [
      keeps.filter((_, k) => k % 16 === 5),
      [{ axes: [1, 0, 2, 3], signs: [1, 1, 1, 1] as const }],
    ];
    expect(brokenBy(some, u => imageOf(net, u), su2)).toBeLessThan(1e-12);
    expect(brokenBy(others, u => imageOf(net, u), su2)).toBeGreaterThan(1e-6);
  });
  test('sparse with all extents and all directions is the block itself', () => {
    const [all, plain] = [blocks({ reach: 2, extents: [2, 1], directions: [0, 1, 2, 3] }), blocks({ reach: 2 })];
    expect(imageOf(all, su2).field.toArray()).toEqual(imageOf(plain, su2).field.toArray());
  });
  test('without a strength nobody sees the hub', () => {
    const net = blocks({ reach: 2, attention: 'both', heads: 2 });
    const plain = blocks({ reach: 2, heads: 2 });
    plain.weights.forEach(weight => {
      weight.value = net.weights.find(({ name }) => name === weight.name)!.value;
    });
    for (const weight of net.weights) if (weight.name.includes('hub')) weight.value = 0;
    expect(largestDifference(imageOf(net, su2).field, imageOf(plain, su2).field)).toBeLessThan(1e-15);
  });
  test('the hub holds the average, and reaches every link at once', () => {
    const star: Partial<CaskOptions> = { reach: 1, attention: 'star', output: 'paper' };
    const wide = hot('SU(2)', [4, 16]);
    const far = wide.clone();
    // One link changes, the others keep their bits.
    const reals = far.field.toArray();
    reals.set([0, 1, 0, 0]);
    far.field.fromArray(reals);
    const changed = (options: Partial<CaskOptions>) => {
      const [a, b] = [wide, far].map(u => imageOf(blocks(options), u).field.toArray());
      // The links at t = 8.
      return a.slice(8 * 4 * 8, 9 * 4 * 8).some((x, k) => x !== b[8 * 4 * 8 + k]);
    };
    expect(changed({ reach: 3 })).toBe(false);
    expect(changed(star)).toBe(true);
  });
  test.each([0, 3])('in a constant field a star is stout smearing with ρ = η p h, focus %d', focus => {
    // U_y(x, y) = exp(iF x) with F = 2π/8: every plaquette is exp(iF), so that every p, and h, is cos F.
    const lattice = [8, 4];
    const field = hot('U(1)', lattice);
    const angle = (2 * Math.PI) / 8;
    field.field.fromArray(
      Float64Array.from({ length: 4 * 32 }, (_, k) => {
        const [site, part] = [Math.floor(k / 4), k % 4];
        return [1, 0, Math.cos(angle * (site % 8)), Math.sin(angle * (site % 8))][part];
      }),
    );
    const net = network('star', [caskLayer('b', { reach: 1, attention: 'star', output: 'paper' })]);
    const set = (part: string, value: number) => {
      net.weights.find(({ name }) => name === `b.${part}.plaquette`)!.value = value;
    };
    set('hub', 0.3);
    set('focus', focus);
    const plain = network('stout', [stoutLayer('a')]);
    plain.weights[0].value = 0.3 * Math.cos(angle) ** 2;
    expect(largestDifference(imageOf(net, field).field, imageOf(plain, field).field)).toBeLessThan(1e-14);
  });
  test('a block that stands in a network twice has one set of weights', () => {
    const block = caskLayer('b', { reach: 1 });
    const [shared, two] = [network('shared', [block, block]), blocks({ reach: 1 }, 2)];
    setTypicalWeights(shared);
    expect(shared.weights).toHaveLength(4);
    two.weights.forEach((weight, k) => {
      weight.value = shared.weights[k % 4].value;
    });
    expect(imageOf(shared, su2).field.toArray()).toEqual(imageOf(two, su2).field.toArray());
    expectMap(shared).toPullBack(su2, { step: 1e-3, weightStep: 2e-4 });
  });
});

describe('refused', () => {
  test.each([0, 17, 1.5])('reach %d', reach => {
    expect(() => caskLayer('b', { reach })).toThrow(`The reach of CASK is a whole number from 1 to 16; found ${reach}`);
  });
  test.each([
    { scoreWeights: true },
    { activation: 'softmax' },
    { value: 'projection' },
    { extents: [1] },
    { directions: [0, 1] },
    { attention: 'star' },
  ] as const)('released, %j', more => {
    expect(() => caskLayer('b', { variant: 'released', ...more })).toThrow('use the variant "symmetric"');
  });
  test.each([0, 1.5, -1])('%d heads', heads => {
    expect(() => caskLayer('b', { heads })).toThrow(`at least one head; found ${heads}`);
  });
  test('extents and directions that are not there, a softmax over nobody', () => {
    expect(() => caskLayer('b', { reach: 2, extents: [3] })).toThrow('numbers from 1 to its reach 2; found [3]');
    expect(() => caskLayer('b', { directions: [1] })).toThrow('two or more different directions from 0 on; found [1]');
    expect(() => blocks({ directions: [0, 3] }).apply(plane)).toThrow('direction 3; this lattice has 0 to 1');
    expect(() => caskLayer('b', { attention: 'star', activation: 'softmax' })).toThrow('use attention "both"');
  });
  test('no loops', () => {
    expect(() => caskLayer('b', { loops: [] })).toThrow('needs at least one loop');
  });
});

test('weights: rho, then query, key and value of every head, one for every loop', () => {
  const names = (options: Partial<CaskOptions>) => caskLayer('b', options).weights.map(({ name }) => name);
  expect(names({})).toEqual(['b.rho.plaquette', 'b.query.plaquette', 'b.key.plaquette', 'b.value.plaquette']);
  expect(names({ reach: 3 })).toEqual(names({}));
  expect(names({ output: 'paper' })).toHaveLength(3);
  expect(names({ heads: 2, loops: ['plaquette', 'rectangle'] })).toHaveLength(2 * (1 + 2 * 3));
});
