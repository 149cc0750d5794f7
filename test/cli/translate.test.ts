/** Parameter files of LatticeQCD.jl: theory, units, what is left out, what is refused. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runFileText } from '../../src/cli/wizard/runFileText.ts';
import { parseToml } from '../../src/runfile/input/toml.ts';
import { translateLatticeQcd } from '../../src/runfile/translate/latticeQcd.ts';
import { callMain } from './callMain.ts';
import { dynamicsOf, resolvedFrom } from './samples.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const sections = `["Physical setting"]
L = [4, 4, 4, 8]
"β" = 2.7
NC = 2
Nthermalization = 10
Nsteps = 110
initial = "hot"
initialtrj = 1
update_method = "HMC"
["Physical setting(fermions)"]
quench = false
Dirac_operator = "Staggered"
mass = 0.3
Nf = 4
BoundaryCondition = [1, 1, 1, -1]
["System Control"]
randomseed = 5
log_dir = "./logs"
["HMC related"]
"Δτ" = 0.05
MDsteps = 20
QPQ = false
SextonWeingargten = true
N_SextonWeingargten = 4
["Measurement set".measurement_methods.Polyakov_loop]
measure_every = 2
["Measurement set".measurement_methods.Chiral_condensate]
measure_every = 5
Nr = 7
mass = 0.5
["Measurement set".measurement_methods.Pion_correlator]
measure_every = 1
["Measurement set".measurement_methods.Meson_correlator]
measure_every = 1
`;

const specification = `format = "LatticeQCD.SimulationSpec"
schema_version = 1
[lattice]
size = [8, 8, 8, 8]
[gauge]
colors = 3
[gauge.initialization]
kind = "cold"
[[gauge_action.terms]]
name = "plaquette"
loop = "plaquette"
coupling = 10.0
include_adjoint = true
[[gauge_action.terms]]
loop = "rectangular"
coupling = -0.5
[update]
kind = "HMC"
[update.md]
step_size = 0.05
steps = 10
integrator = { kind = "leapfrog", ordering = "PQP" }
[schedule]
thermalization_steps = 3
production_steps = 17
`;

const translated = (text: string, version?: 1 | 2) => {
  const { document, notes } = translateLatticeQcd('old.toml', parseToml('old.toml', text), version ? { version } : {});
  return { run: resolvedFrom(runFileText(document)), notes: notes.join('\n') };
};

test('the sections of version 1', () => {
  const { run, notes } = translated(sections);
  expect(run).toMatchObject({
    lattice: { extent: [4, 4, 4, 8] },
    group: { name: 'SU(2)' },
    start: { from: 'hot' },
    action: {
      gauge: { kind: 'plaquette', beta: 2.7 },
      fermion: { kind: 'staggered', mass: 0.3, flavours: 4, boundary: 'antiperiodic' },
    },
    sampler: { kind: 'hmc', trajectoryLength: 1, steps: 20, integrator: 'leapfrogPQP', gaugeSubsteps: 4 },
    schedule: { thermalise: 10, trajectories: 100, seed: 5 },
    measure: {
      polyakovLoop: { every: 2 },
      chiralCondensate: { every: 5, mass: 0.5, flavours: 4, vectors: 7, noise: 'Z4' },
      wilsonPion: { every: 1, kappa: 0.141139, cSw: 0 },
    },
  });
  for (const note of ['Meson_correlator is not translated', 'contracted', 'absolute |r|²', 'System Control.log_dir']) {
    expect(notes).toContain(note);
  }
});

test('version 2 has momenta of width √2: its trajectories are √2 longer here', () => {
  expect(dynamicsOf(translated(sections, 2).run).trajectoryLength).toBeCloseTo(Math.SQRT2, 14);
  expect(dynamicsOf(translated(sections, 1).run).trajectoryLength).toBe(1);
  const withKeyOfTwo = `${sections}\n["SLHMC related"]\n"βeff" = 2.6\n`;
  expect(dynamicsOf(translated(withKeyOfTwo).run).trajectoryLength).toBeCloseTo(Math.SQRT2, 14);
  expect(translated(withKeyOfTwo).notes).toContain('SLHMC related.βeff');
});

test('the specification of version 2', () => {
  const { run, notes } = translated(specification);
  expect(run).toMatchObject({
    group: { name: 'SU(3)' },
    action: {
      gauge: {
        kind: 'loops',
        terms: [
          { loop: 'plaquette', beta: 10 },
          { loop: 'rectangle', beta: -0.5 },
        ],
      },
    },
    sampler: { steps: 10, integrator: 'leapfrogPQP' },
    schedule: { thermalise: 3, trajectories: 17 },
  });
  expect(dynamicsOf(run).trajectoryLength).toBeCloseTo(0.5 * Math.SQRT2, 14);
  expect(notes).toMatch(/of length 0\.5 with momenta of width 1\.41421 are of length 0\.707107 with width 1/);
  expect(dynamicsOf(translated(`${specification}[update.momentum]\nsigma = 1.0\n`).run).trajectoryLength).toBe(0.5);
});

/** The line that says that quarks are there, with stout links. */
const stout = (loops: string, weights: string) =>
  `quench = false\nsmearing_for_fermion = "stout"\nstout_numlayers = 3\nstout_loops = ${loops}\n"stout_ρ" = ${weights}`;

describe('another theory is never written in its place', () => {
  test.each([
    ['Dirac_operator = "Overlap"', 'Dirac_operator = "Staggered"', /Overlap quarks, which Cask cannot simulate/],
    ['Dirac_operator = "Wilson"\nr = 0.5', 'Dirac_operator = "Staggered"', /Wilson quarks with r = 0\.5/],
    ['Dirac_operator = "Domainwall"\nM = -1', 'Dirac_operator = "Staggered"', /m is missing; expected a finite number/],
    ['update_method = "Heatbath"', 'update_method = "HMC"', /Heatbath and has quarks/],
    ['NC = 7', 'NC = 2', /gauge group SU\(7\)/],
    ['BoundaryCondition = [-1, 1, 1, -1]', 'BoundaryCondition = [1, 1, 1, -1]', /boundary conditions \[-1, 1, 1, -1\]/],
    ['quench = false\nsmearing_for_fermion = "nHYP"', 'quench = false', /nHYP smearing/],
    [stout('["chair"]', '[0.1]'), 'quench = false', /stout links with staples of chair loops/],
    [stout('["plaquette"]', '[0.1, 0.1]'), 'quench = false', /2 weights for 1 stout loops/],
    ['update_method = "Fileloading"', 'update_method = "HMC"', /stored configurations/],
    ['MDsteps = "many"', 'MDsteps = 20', /MDsteps is "many"; expected a finite number/],
    ['Nsteps = 5', 'Nsteps = 110', /Nsteps is 5/],
  ])('%s', (put, find, message) => {
    expect(() => translated(sections.replace(find, put))).toThrow(message);
  });
});

test('on the command line: notes are printed and stand in the file', async () => {
  const folder = temporaryFolder();
  const old = join(folder, 'my_parameters.toml');
  writeFileSync(old, sections);
  const { code, stdout } = await callMain(['new', join(folder, 'new.toml'), '--from-latticeqcd', old]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/- Trajectories of length 1: momenta have width 1 in both programs\./);
  expect(stdout).toMatch(/Wrote .*new\.toml/);
  const { stdout: checked } = await callMain(['check', join(folder, 'new.toml')]);
  expect(resolvedFrom(checked).action.gauge).toMatchObject({ beta: 2.7 });
  writeFileSync(old, sections.replace('Staggered', 'Overlap'));
  const refused = await callMain(['new', join(folder, 'other.toml'), '--from-latticeqcd', old]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('Overlap quarks') });
});

describe('nothing is dropped in silence', () => {
  const refused = (text: string) => () => translated(text);

  test('a Dirac operator without quench is refused, with quench = true it is named', () => {
    const open = sections.replace('quench = false\n', '');
    expect(refused(open)).toThrow(
      'names Dirac_operator = "Staggered" and does not say whether its quarks are dynamical',
    );
    const { run, notes } = translated(sections.replace('quench = false', 'quench = true'));
    expect(run.action.fermion.kind).toBe('none');
    expect(notes).toContain('quench = true: the Staggered quarks take no part in the update, as there.');
    expect(refused(sections.replace('Dirac_operator = "Staggered"\n', ''))).toThrow(
      'has quench = false and no Dirac_operator',
    );
  });

  test('couplings of several loops are refused by name', () => {
    const several = sections.replace(
      'NC = 2',
      'NC = 2\nuse_autogeneratedstaples = true\ncouplinglist = ["plaq", "rect"]\ncouplingcoeff = [2.0, -0.1]',
    );
    expect(refused(several)).toThrow('couplinglist = ["plaq", "rect"], couplingcoeff = [2, -0.1]');
    expect(refused(sections.replace('NC = 2', 'NC = 2\ncouplinglist = []\ncouplingcoeff = []'))).not.toThrow();
  });

  test('measurements in a list are the same as in tables; twice the same with other settings is reported', () => {
    const tables = sections.slice(0, sections.indexOf('["Measurement set"'));
    const listed = `${tables}
[["Measurement set".measurement_methods]]
methodname = "Polyakov_loop"
measure_every = 2
[["Measurement set".measurement_methods]]
methodname = "Wilson_loop"
Rmax = 2
Tmax = 2
[["Measurement set".measurement_methods]]
methodname = "Wilson_loop"
Rmax = 1
Tmax = 2
`;
    const { run, notes } = translated(listed);
    expect(run.measure).toMatchObject({ polyakovLoop: { every: 2 }, wilsonLoops: { maxR: 2 } });
    expect(notes).toContain('wilsonLoops is measured twice there');
    expect(refused(listed.replace('methodname = "Polyakov_loop"\n', ''))).toThrow(
      '"Measurement set.measurement_methods[0]".methodname is missing; expected the name of a measurement'.replaceAll(
        '"',
        '',
      ),
    );
  });

  test('a coupling under another name, or in another section, is refused by what was meant', () => {
    expect(refused(sections.replace(/^"?β"? =/m, 'beta ='))).toThrow(
      /: beta is no key of \["Physical setting"\]; did you mean β\?/,
    );
    expect(refused('["Physical setting"]\nDirac_operator = "Wilson"\n')).toThrow(
      'Dirac_operator is no key of ["Physical setting"]; did you mean Dirac_operator in ["Physical setting(fermions)"]?',
    );
    expect(refused('["Physical setting"]\nNwing = 1\n')).not.toThrow();
  });

  test('cask run and cask check recognise such a file', async () => {
    const old = join(temporaryFolder(), 'julia.toml');
    writeFileSync(old, sections);
    const { code, stderr } = await callMain(['check', old]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(`--from-latticeqcd ${old}`) });
  });

  test('a run file of Cask is recognised, and a file of neither program refused', () => {
    expect(refused('[lattice]\nextent = [4, 4]\n[group]\nname = "U(1)"\n')).toThrow('is a run file of Cask already');
    expect(refused('[owner]\nname = "x"\n')).toThrow('neither ["Physical setting"] nor format');
    expect(refused('')).toThrow('neither ["Physical setting"] nor format');
  });
});
