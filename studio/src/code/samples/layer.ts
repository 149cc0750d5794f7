// A gauge-covariant layer: attention weights for smeared links. The law of every layer is covariance:
// to rotate the field at every site and then apply it is to apply it and then rotate.

import { gaugeTransformed, randomElements } from '../../../../src/gauge/index.ts';
import { caskLayer, groupNamed, hotStart, key, Lattice, network, randomiseWeights } from '../../../../src/index.ts';

const group = groupNamed('SU(2)');
const lattice = new Lattice([4, 4, 4, 4]);
const u = hotStart(lattice, group, key(1, 0, 'start'));
const omega = randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation'));

const cask = network('CASK', [caskLayer('block', { reach: 2, heads: 2 })]);
randomiseWeights(cask, 0.3, key(3, 0, 'weights'));

const numbers = (field: typeof u) => cask.apply(field).image.field.toArray();
const rotatedFirst = numbers(gaugeTransformed(u, omega));
const { image } = cask.apply(u);
const rotatedLast = gaugeTransformed(image, omega).field.toArray();
console.log('weights:', cask.weights.length);
console.log('largest difference:', Math.max(...rotatedFirst.map((value, k) => Math.abs(value - rotatedLast[k]))));
