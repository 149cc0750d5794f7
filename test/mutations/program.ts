/** Examines the theories named on the command line until a law does not hold, and prints, as JSON, those that do not. */
import { preflight } from '../../src/laws/preflight/index.ts';
import { isTheoryName, theories } from './theories.ts';

const broken = process.argv.slice(2).flatMap(name => {
  if (!isTheoryName(name))
    throw new Error(`There is no theory ${name}; known are ${Object.keys(theories).join(', ')}.`);
  return preflight(theories[name], 'until one fails').filter(({ ok }) => !ok);
});
console.log(
  JSON.stringify(broken.map(({ law, deviation, sentence }) => ({ law, deviation: String(deviation), sentence }))),
);
