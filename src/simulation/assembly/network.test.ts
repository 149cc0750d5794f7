/** Networks of runs: a deeper one grows from a shallower one. */
import { expect, test } from 'vitest';
import { resolvedFrom } from '../../../test/cli/samples.ts';
import { imageOf, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { weightsFromText } from '../../network/index.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { noFiles } from '../simulation.ts';
import { networkOf, weightsFile } from './network.ts';

const sectionOf = (network: string) =>
  (
    resolvedFrom(`lattice.extent = [4, 4]
group.name = "SU(2)"
action.gauge = { kind = "plaquette", beta = 2.0 }
action.fermion = { kind = "staggered", mass = 0.3, flavours = 4 }
sampler = { kind = "slhmc", effective = { mass = 0.4 } }
schedule = { trajectories = 4 }
network = { ${network} }`) as GaugeRun
  ).network!;
const shallow = sectionOf('kind = "cask", blocks = 1, spread = 0.1');
const trained = networkOf(shallow, { seed: 3, dimension: 2 })!;
const { text } = weightsFile(shallow, trained.weights, {});
const grown = (network: string) => {
  const said: string[] = [];
  const files = { ...noFiles, weights: (path: string) => weightsFromText(text, path) };
  const options = { announce: (line: string) => void said.push(line), files };
  return { said, net: networkOf(sectionOf(`${network}, weights = "one.json"`), { seed: 8, dimension: 2 }, options)! };
};

test('a deeper network begins with the trained blocks, and with spread = 0 makes what they make', () => {
  const u = thermalised('SU(2)', [4, 4]);
  const { net, said } = grown('kind = "cask", blocks = 3, spread = 0');
  expect(said).toEqual(['one.json has 1 of the blocks; the others begin anew.']);
  expect(net.weights).toHaveLength(3 * trained.weights.length);
  expect(imageOf(net, u).field.toArray()).toEqual(imageOf(trained, u).field.toArray());
  const { net: random } = grown('kind = "cask", blocks = 2, spread = 0.1');
  const values = random.weights.map(({ value }) => value);
  expect(values.slice(0, trained.weights.length)).toEqual(trained.weights.map(({ value }) => value));
  expect(values.slice(trained.weights.length).every(value => value !== 0)).toBe(true);
});

test('other blocks, one set of weights for all, and shallower networks are refused', () => {
  expect(() => grown('kind = "cask", blocks = 2, reach = 2')).toThrow('was made with reach = 3; this run has 2');
  expect(() => grown('kind = "cask", blocks = 2, blockWeights = "shared"')).toThrow('was made with blocks = 1');
  expect(() => grown('kind = "stout", blocks = 2')).toThrow('was made with kind = "cask"');
});
