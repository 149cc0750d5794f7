/** Examines the theories named on the command line and prints, as JSON, the laws that do not hold. */
import { preflight } from '../../src/run/preflight/index.ts';
import { isTheoryName, theories } from './theories.ts';

const broken = process.argv.slice(2).flatMap(name => {
  if (!isTheoryName(name))
    throw new Error(`There is no theory ${name}; known are ${Object.keys(theories).join(', ')}.`);
  return preflight(theories[name]).filter(({ ok }) => !ok);
});
console.log(
  JSON.stringify(broken.map(({ law, deviation, reason }) => ({ law, deviation: String(deviation), reason }))),
);
