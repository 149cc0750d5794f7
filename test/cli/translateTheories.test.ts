/** Theories of LatticeQCD.jl whose parameters are others here: numbers of a file against numbers of the translation. */
import { describe, expect, test } from 'vitest';
import { runFileText } from '../../src/cli/wizard/runFileText.ts';
import { canonical, namedLoops, signedDirections, word } from '../../src/loops/index.ts';
import { parseToml } from '../../src/runfile/input/toml.ts';
import { translateLatticeQcd } from '../../src/runfile/translate/latticeQcd.ts';
import { resolvedFrom } from './samples.ts';

const translated = (text: string, version?: 1 | 2) => {
  const { document, notes } = translateLatticeQcd('old.toml', parseToml('old.toml', text), version ? { version } : {});
  return { run: resolvedFrom(runFileText(document)), notes: notes.join('\n') };
};

const withQuarks = (lines: string) => `["Physical setting"]
L = [4, 4, 4, 8]
"β" = 5.5
Nsteps = 10
["Physical setting(fermions)"]
quench = false
${lines}
`;

const term = (lines: string, name = 'quark') => `
[[fermions]]
name = "${name}"
flavors = 2
solver = { tolerance = 1e-19, max_steps = 3000, boundary_conditions = [1, 1, 1, -1] }
${lines}
`;

const specification = (lines: string, loops = '') => `format = "LatticeQCD.SimulationSpec"
schema_version = 1
${loops || '[[gauge_action.terms]]\nname = "plaquette"\nloop = "plaquette"\ncoupling = 5.5\n'}
${lines}
[lattice]
size = [4, 4, 4, 8]
[schedule]
production_steps = 10
`;

const cases: [string, string, string, Record<string, unknown>][] = [
  [
    'Wilson',
    'Dirac_operator = "Wilson"\nhop = 0.15',
    'operator = { kind = "wilson", hopping_parameter = 0.15 }',
    { kind: 'wilson', kappa: 0.15, flavours: 2, boundary: 'antiperiodic' },
  ],
  [
    'clover',
    'Dirac_operator = "WilsonClover"\nhop = 0.13\nClover_coefficient = 1.9',
    'operator = { kind = "wilson_clover", hopping_parameter = 0.13, clover_coefficient = 1.9 }',
    { kind: 'clover', kappa: 0.13, cSw: 1.9, flavours: 2 },
  ],
  [
    'HISQ',
    'Dirac_operator = "HISQ"\nmass = 0.05\nNf = 2\nnaik_epsilon = -0.083',
    'operator = { kind = "hisq", mass = 0.05, naik_epsilon = -0.083 }',
    { kind: 'hisq', mass: 0.05, naikEpsilon: -0.083, flavours: 2 },
  ],
  [
    'domain wall: M5 = -M',
    'Dirac_operator = "Domainwall"\nDomainwall_M = -1.8\nDomainwall_m = 0.1\nDomainwall_L5 = 6',
    'operator = { kind = "domainwall", mass = 0.1, domainwall_height = -1.8, fifth_dimension = 6 }',
    { kind: 'domainWall', height: 1.8, mass: 0.1, extent5: 6, flavours: 2 },
  ],
  [
    'Möbius: b = 2, c = 1 there are 3/2 and 1/2 here',
    'Dirac_operator = "MobiusDomainwall"\nM = -1.0\nm = 0.2\nN5 = 4\nb = 2.0\nc = 1.0',
    'operator = { kind = "mobius_domainwall", mass = 0.2, domainwall_height = -1, fifth_dimension = 4, b = 2, c = 1 }',
    { kind: 'moebius', height: 1, mass: 0.2, extent5: 4, b: 1.5, c: 0.5, flavours: 2 },
  ],
];

describe.each(cases)('%s', (_, sections, operator, expected) => {
  test('from the sections and from the specification', () => {
    expect(translated(withQuarks(sections)).run.action.fermion).toMatchObject(expected);
    expect(translated(specification(term(operator))).run.action.fermion).toMatchObject(expected);
  });
});

test('Shamir is Möbius with b = c = 1 there, and with b = 1, c = 0 here', () => {
  const wall = 'M = -1.5\nm = 0.2\nN5 = 4';
  const { run } = translated(withQuarks(`Dirac_operator = "MobiusDomainwall"\n${wall}\nb = 1.0\nc = 1.0`));
  expect(run.action.fermion).toMatchObject({ b: 1, c: 0, height: 1.5 });
});

test('Nf of Wilson quarks is not used there, and the note says so', () => {
  const { run, notes } = translated(withQuarks('Dirac_operator = "Wilson"\nNf = 4'));
  expect(run.action.fermion).toMatchObject({ flavours: 2, kappa: 0.141139 });
  expect(notes).toContain('two flavours there; Nf = 4 is not used');
});

test('several species, with stout links: layers, plaquettes and rectangles', () => {
  const smearing =
    'smearing = { kind = "stout", layers = 3, coefficients = [0.1, -0.02], loops = ["plaquette", "rectangular"] }';
  const light = term(`operator = { kind = "staggered", mass = 0.05 }\n${smearing}`, 'light');
  const strange = term('operator = { kind = "wilson", hopping_parameter = 0.12 }', 'strange');
  const { action } = translated(specification(light + strange)).run;
  expect(action.fermion).toEqual({ kind: 'none' });
  expect(action.fermions).toMatchObject([
    { kind: 'staggered', smearing: { kind: 'stout', rho: 0.1, loops: { rectangle: -0.02 }, steps: 3 } },
    { kind: 'wilson', kappa: 0.12 },
  ]);
});

test('version 1 makes one stout layer whatever the file says, version 2 as many', () => {
  const file = withQuarks(
    'Dirac_operator = "Staggered"\nsmearing_for_fermion = "stout"\nstout_numlayers = 2\n' +
      'stout_loops = ["plaquette"]\n"stout_ρ" = [0.1]',
  );
  expect(translated(file, 1).run.action.fermion).toMatchObject({ smearing: { rho: 0.1, steps: 1 } });
  expect(translated(file, 1).notes).toContain('does not use stout_numlayers = 2');
  expect(translated(file, 2).run.action.fermion).toMatchObject({ smearing: { steps: 2 } });
});

test('a chair of that program is one of 24, all among the 48 of ours', () => {
  const loops = ['plaquette', 'rectangular', 'chair']
    .map((loop, k) => `[[gauge_action.terms]]\nname = "${loop}"\nloop = "${loop}"\ncoupling = ${k + 1}.5\n`)
    .join('');
  const { gauge } = translated(specification('', loops)).run.action;
  if (gauge.kind !== 'words') throw new Error(`The action is ${gauge.kind}; expected words.`);
  const name = (steps: readonly number[]) => String(signedDirections(canonical(word([...steps]))));
  const ofBeta = (beta: number) => gauge.terms.filter(held => held.beta === beta).map(held => name(held.word));
  expect([1.5, 2.5, 3.5].map(beta => new Set(ofBeta(beta)).size)).toEqual([6, 12, 24]);
  const known = new Set(namedLoops('chair').map(held => name(signedDirections(held))));
  expect(known.size).toBe(48);
  for (const chair of ofBeta(3.5)) expect(known).toContain(chair);
});

test('other loops are refused by their names', () => {
  const loops = '[[gauge_action.terms]]\nname = "p"\nloop = "polyakov_t"\ncoupling = 1.0\n';
  expect(() => translated(specification('', loops))).toThrow(/gauge action of polyakov_t loops/);
});

const quenched = (lines: string, more = '') => `["Physical setting"]
L = [6, 6, 6, 6]
NC = 2
"β" = 2.4
Nsteps = 30
Nthermalization = 10
${lines}
["HMC related"]
MDsteps = 7
${more}`;

test('heatbath with overrelaxation, and only if it is switched on', () => {
  const { run, notes } = translated(quenched('update_method = "Heatbath"\nuseOR = true\nnumOR = 3'));
  expect(run.sampler).toEqual({ kind: 'heatbath', sweeps: 1, overrelaxation: 3 });
  expect(run.schedule).toMatchObject({ thermalise: 10, trajectories: 20 });
  expect(notes).not.toContain('HMC');
  expect(translated(quenched('update_method = "Heatbath"\nnumOR = 3')).run.sampler).toMatchObject({
    overrelaxation: 0,
  });
  const update = '[update]\nkind = "Heatbath"\nmax_iterations = 100\noverrelaxation_steps = 4\nrandom = { seed = 9 }\n';
  const { sampler, schedule } = translated(specification(update)).run;
  expect(sampler).toEqual({ kind: 'heatbath', sweeps: 1, overrelaxation: 4 });
  expect(schedule.seed).toBe(9);
});

test('starts: an instanton of half the first extent, a file, and what is not read', () => {
  const start = (kind: string) => translated(quenched(`initial = "${kind}"`));
  expect(start('one instanton').run.start).toMatchObject({ from: 'instanton', radius: 3 });
  expect(start('conf_00000010.ildg').run.start).toMatchObject({ from: 'conf_00000010.ildg' });
  expect(start('conf.jld2')).toMatchObject({ run: { start: { from: 'cold' } } });
  expect(start('conf.jld2').notes).toContain('"conf.jld2" is not translated');
  const embedded = '[gauge]\ncolors = 3\ninitialization = { kind = "embedded_instanton", radius = 1.5, sign = -1 }\n';
  expect(translated(specification(embedded)).run.start).toMatchObject({ from: 'antiinstanton', radius: 1.5 });
});

test('measurements by their names here, with their parameters', () => {
  const set = (name: string, lines: string) => `["Measurement set".measurement_methods.${name}]\n${lines}\n`;
  const smeared =
    'smearing_for_fermion = "stout"\nstout_numlayers = 2\nstout_loops = ["plaquette"]\n"stout_ρ" = [0.15]';
  const { run, notes } = translated(
    quenched(
      'update_method = "Heatbath"',
      [
        set('Plaquette', 'measure_every = 1'),
        set('Polyakov_loop', 'measure_every = 2'),
        set('Wilson_loop', 'measure_every = 3\nTmax = 3\nRmax = 2'),
        set('Topological_charge', 'measure_every = 4\nkinds_of_topological_charge = ["plaquette", "clover"]'),
        set('Energy_density', 'measure_every = 5'),
        set(
          'Chiral_condensate',
          `measure_every = 6\nfermiontype = "Staggered"\nmass = 0.1\nNf = 8\nNr = 3\n${smeared}`,
        ),
        set('Pion_correlator', 'measure_every = 7\nfermiontype = "WilsonClover"\nhop = 0.13\nClover_coefficient = 1.2'),
        set('Eigenvalue', 'measure_every = 8'),
      ].join(''),
    ),
  );
  expect(run.smearing).toMatchObject({ kind: 'stout', rho: 0.15, steps: 2 });
  expect(run.measure).toMatchObject({
    polyakovLoop: { every: 2 },
    wilsonLoops: { every: 3, maxR: 2, maxT: 3, planes: 'time' },
    topologicalCharge: { every: 4, definition: 'clover' },
    energyDensity: { every: 5 },
    chiralCondensate: { every: 6, mass: 0.1, flavours: 8, vectors: 3, links: 'smeared' },
    wilsonPion: { every: 7, kappa: 0.13, cSw: 1.2 },
  });
  expect(notes).toContain('Eigenvalue is not translated');
  expect(notes).toContain('is 1 on unit links');
});

test('the gradient flow: its end is steps times their number; version 1 never made Nflow of them', () => {
  const file = quenched(
    '',
    `[gradientflow_measurements]
hasgradientflow = true
eps_flow = 0.01
numflow = 100
Nflow = 2
["gradientflow_measurements".measurements_for_flow.Topological_charge]
measure_every = 10
["gradientflow_measurements".measurements_for_flow.Plaquette]
measure_every = 5
`,
  );
  expect(translated(file, 2).run.measure.flow).toMatchObject({ until: 2, spacing: 0.1, step: 0.01, every: 1 });
  expect(translated(file, 1).run.measure.flow).toMatchObject({ until: 1, spacing: 0.05, step: 0.01 });
  expect(translated(file, 1).notes).toContain('Plaquette is left out');
  expect(translated(file.replace('= true', '= false')).run.measure.flow).toBeUndefined();
  const flow = `[schedule.measurements.gradient_flow]
enabled = true
step_size = 0.02
samples = 30
integration_steps = 5
measurements = [{ methodname = "Energy_density", every = 1 }]
`;
  expect(
    translated(specification(flow).replace('[schedule]\n', '').replace('production_steps = 10\n', '')).run.measure.flow,
  ).toMatchObject({ until: 3, spacing: 0.1, step: 0.02 });
});

test('configurations are kept in a format that Cask writes', () => {
  const keep = (format: string) =>
    translated(quenched('', `["System Control"]\nsaveU_format = "${format}"\nsaveU_every = 10\n`));
  expect(keep('BridgeText').run.output?.configurations).toEqual({ every: 10, format: 'bridge' });
  expect(keep('JLD').run.output?.configurations).toEqual({ every: 10, format: 'ildg' });
  expect(keep('JLD').notes).toContain('does not write JLD');
});
