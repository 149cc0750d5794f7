/**
 * Which surrogate follows the quarks best? Every member is trained on the same exact trajectories, tried on others, and then runs
 * self-learning HMC with frozen weights. One line of JSON for each in --write; started again, it continues where it stopped.
 *
 *   node bench/study/attention/architectures.ts [--effective 0.4,0.75] [--group SU(2) --beta 2.7] [--mass 0.3] [--flavours 4] [--seeds 1,2,3]
 *     [--train 200] [--test 400] [--trajectories 60] [--only factor,stout] --write FILE.jsonl
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { acceptanceFromSpread } from '../../../src/measure/statistics/index.ts';
import { option } from '../runs.ts';
import { gaussNewton, residuals, varianceOf } from './fit.ts';
import { build, members } from './members.ts';
import { exactPairs, laboratory, type Theory, talk } from './pairs.ts';
import { trueRun } from './trueRun.ts';

const number = (name: string, fallback: number) => Number(option(name, String(fallback)));
const masses = option('effective', '0.4').split(',').map(Number);
const group = option('group', 'SU(2)') as Theory['group'];
const theory: Theory = {
  ...talk,
  group,
  beta: number('beta', talk.beta),
  mass: number('mass', 0.3),
  flavours: number('flavours', 4),
};
const sizes = { train: number('train', 200), test: number('test', 400), trajectories: number('trajectories', 60) };
const seeds = option('seeds', '1').split(',').map(Number);
const only = option('only', '').split(',').filter(Boolean);
const file = option('write', '');
const chosen = only.length === 0 ? members : members.filter(({ name }) => only.includes(name));

const known = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
const done = new Set(
  (existsSync(file) ? known(readFileSync(file, 'utf8')) : []).map(
    ({ seed, member, effective: m, mass, flavours }) => `${seed} ${member} ${m} ${mass} ${flavours}`,
  ),
);
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const digits = (x: number, n = 5) => Number(x.toPrecision(n));

for (const seed of seeds) {
  const missing = chosen
    .flatMap(member => masses.map(effective => ({ member, effective })))
    .filter(({ member: { name }, effective }) => {
      return !done.has(`${seed} ${name} ${effective} ${theory.mass} ${theory.flavours}`);
    });
  if (missing.length === 0) continue;
  const lab = laboratory(theory, seed);
  const pairs = exactPairs(lab, { count: sizes.train + sizes.test });
  const [train, test] = [pairs.slice(0, sizes.train), pairs.slice(sizes.train)];
  for (const { member, effective } of missing) {
    const began = cpu();
    const surrogate = build(member, lab, effective, seed);
    const steps = gaussNewton(lab, surrogate, train);
    const fitted = cpu();
    const trained = Math.sqrt(varianceOf(residuals(lab, surrogate, train)));
    const rest = residuals(lab, surrogate, test);
    const sigma = Math.sqrt(varianceOf(rest));
    const run = sizes.trajectories > 0 ? trueRun(lab, surrogate, test[0], sizes.trajectories) : undefined;
    const line = {
      ...{ member: member.name, effective, mass: theory.mass, flavours: theory.flavours, seed, ...sizes },
      weights: surrogate.weights.length,
      steps,
      sigmaTrain: digits(trained),
      sigma: digits(sigma),
      // Of the standard deviation, from the fourth moment.
      sigmaError: digits(Math.sqrt(varianceOf(rest.map(r => r * r)) / rest.length) / (2 * sigma)),
      acceptance: digits(acceptanceFromSpread(sigma)),
      run: run && Object.fromEntries(Object.entries(run).map(([name, value]) => [name, digits(value)])),
      fitSeconds: digits(fitted - began, 3),
      seconds: digits(cpu() - began, 3),
      learnt: Object.fromEntries(surrogate.weights.map(({ name, value }) => [name, digits(value)])),
    };
    if (file === '') console.log(JSON.stringify(line));
    else appendFileSync(file, `${JSON.stringify(line)}\n`);
    console.error(
      `${seed} ${member.name} ${effective}: σ ${digits(sigma, 3)}, run ${run?.acceptance.toFixed(3)}, ${digits(cpu() - began, 3)} s`,
    );
  }
}
