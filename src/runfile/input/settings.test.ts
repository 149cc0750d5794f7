import { expect, test } from 'vitest';
import { goodFile } from '../../../test/cli/samples.ts';
import { runFromText } from './decide.ts';
import { settingFrom, withSettings } from './settings.ts';

const run = (...set: string[]) => runFromText('run.toml', goodFile, { set });
const refusal = (...set: string[]) => {
  try {
    run(...set);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was refused';
};

test('values are TOML, one word needs no quotes, and keys may lie in lists', () => {
  expect(settingFrom('lattice.extent=[8, 4]').value).toEqual([8, 4]);
  expect(settingFrom('schedule.seed = 0x10').value).toBe(16);
  expect(settingFrom('title=a run').value).toBe('a run');
  expect(settingFrom('title="a = b"').value).toBe('a = b');
  expect(settingFrom('action.fermions[1].mass=0.5').path).toEqual(['action', 'fermions', 1, 'mass']);
});

test('a setting is as good as the key in the file, and says so', () => {
  const { resolved, origin } = run('action.gauge.beta=2.5', 'schedule.trajectories=7', 'machine.kind=js');
  expect(resolved).toMatchObject({ action: { gauge: { kind: 'plaquette', beta: 2.5 } } });
  expect(resolved.schedule.trajectories).toBe(7);
  expect(resolved.machine.kind).toBe('js');
  expect(origin(['action', 'gauge', 'beta'])).toBe('flag');
  expect(origin(['action', 'gauge', 'kind'])).toBe('file');
  expect(run('schedule.seed=1', 'schedule.seed=2').resolved.schedule.seed).toBe(2);
});

test('the document given stays as it is', () => {
  const document = { a: { b: 1 } };
  expect(withSettings(document, [settingFrom('a.b=2'), settingFrom('c.d=3')])).toEqual({ a: { b: 2 }, c: { d: 3 } });
  expect(document).toEqual({ a: { b: 1 } });
});

test('an error in a setting names the setting, not a line of the file', () => {
  expect(refusal('action.gauge.bta=2.5')).toBe(
    'run.toml, --set action.gauge.bta=2.5: `bta` is not a key of action.gauge; did you mean `beta`?',
  );
  expect(refusal('sampler.kind=hcm')).toMatch(
    /^run\.toml, --set sampler\.kind=hcm: `sampler\.kind` is "hcm"; expected .*; did you mean "hmc"\?$/m,
  );
  expect(refusal('schedule.trajectories=-1')).toMatch(
    /--set schedule\.trajectories=-1: `schedule\.trajectories` is -1; expected/,
  );
  // Also where the setting has brought in the table around the wrong key.
  expect(refusal('measure.energy.every=1')).toMatch(
    /^run\.toml, --set measure\.energy\.every=1: `energy` is not a key of measure; only runs of spins have it/,
  );
  expect(refusal('measure.plaquette.every=1')).toMatch(/`plaquette` is not a key of measure; it is always measured/);
  expect(refusal('schedule.seed.x=1')).toMatch(/`schedule\.seed` is 7; expected a table or a list there/);
  expect(refusal('beta')).toBe('--set beta: expected KEY=VALUE, such as --set schedule.trajectories=1000.');
  expect(refusal('lattice.extent=[4, 4')).toMatch(/is no TOML value; quotes and brackets must be closed/);
  expect(refusal('lattice.extent[9]=4')).toMatch(/is a list of 4; expected a place from 0 to 4/);
});
