/**
 * The contract of a configuration (lattice/configuration.ts), whatever its variables are: what hybrid Monte Carlo, its
 * integrators and the chain rule take for granted. Try it on a rough configuration: where all spins point one way, or all
 * links are one, most mistakes do not show.
 *
 * One thing cannot be seen from here: that motions keep the measure dq. Left translations of a group, rotations of a sphere
 * and shifts of the plane do.
 */
import { type Configuration, drawGaussian, key } from '../lattice/index.ts';
import { type Finding, finding, trueOrFalse } from './finding.ts';
import { inner, largest, largestDifference, length, moved, randomDirection, slope } from './motion.ts';

export interface ConfigurationOptions {
  /** Of stored reals that should come back, relative to the largest. Default 1e-13: rounding of a few motions. */
  readonly tolerance?: number;
  /** Of derivatives, relative to their norm. Default 1e-8: see `derivativeLaw`. */
  readonly derivativeTolerance?: number;
  readonly seed?: number;
}

/** How far motions go, in molecular-dynamics time: neither small nor once around a sphere. */
const [far, further] = [0.3, 0.5];

export function configurationLaws<F extends Configuration<F>>(u: F, options: ConfigurationOptions = {}): Finding[] {
  const { tolerance = 1e-13, derivativeTolerance = 1e-8, seed = 1 } = options;
  const before = u.field.clone();
  const found = [
    ...shapeLaws(u),
    ...copyLaws(u, seed),
    ...motionLaws(u, seed, tolerance),
    ...manifoldLaws(u, seed, tolerance),
    chainRuleLaw(u, seed, derivativeTolerance),
  ];
  return [...found, finding('the laws leave the configuration as it was', largestDifference(u.field, before), 0)];
}

function shapeLaws<F extends Configuration<F>>(u: F): Finding[] {
  const p = u.momentum();
  return [
    finding(
      'momenta are new fields of forceSize reals per site',
      Math.abs(p.components - u.forceSize),
      0,
      `${p.components} reals, forceSize is ${u.forceSize}`,
    ),
    finding('new momenta are zero', largest(p.toArray()), 0),
    trueOrFalse('momenta live on the lattice of the configuration', p.lattice === u.field.lattice),
    trueOrFalse('there is a variable on every site', u.variables >= 1, `variables is ${u.variables}`),
  ];
}

function copyLaws<F extends Configuration<F>>(u: F, seed: number): Finding[] {
  const before = u.field.clone();
  const copy = u.clone();
  const same = largestDifference(copy.field, u.field);
  copy.bindDrift(randomDirection(u, seed))(far);
  const apart = largestDifference(copy.field, u.field);
  const kept = largestDifference(u.field, before);
  copy.copyFrom(u);
  return [
    finding('a clone has the same reals', same, 0),
    trueOrFalse('motions move', apart > 0),
    finding('a clone moves alone', kept, 0),
    finding('copyFrom brings the same reals', largestDifference(copy.field, u.field), 0),
  ];
}

/** exp(t p) is a flow, and the prepared motion sees momenta and variables as they are when it is asked to move. */
function motionLaws<F extends Configuration<F>>(u: F, seed: number, tolerance: number): Finding[] {
  const p = randomDirection(u, seed);
  const scale = largest(u.field.toArray());
  const error = (v: F, expected: F) => largestDifference(v.field, expected.field) / scale;
  const there = moved(u, p, far);

  const back = there.clone();
  back.bindDrift(p)(-far);
  const on = there.clone();
  on.bindDrift(p)(further);

  const [v, q] = [u.clone(), u.momentum()];
  const move = v.bindDrift(q);
  move(further);
  const still = error(v, u);
  q.copyFrom(p);
  v.copyFrom(u);
  move(far);
  return [
    finding('exp(0) moves nothing', Math.max(error(moved(u, p, 0), u), still), tolerance),
    finding('exp(−t p) undoes exp(t p)', error(back, u), tolerance),
    finding('exp(s p) exp(t p) is exp((s + t) p)', error(on, moved(u, p, far + further)), tolerance),
    finding('a prepared motion goes along the momenta and from the variables of the moment', error(v, there), 0),
  ];
}

/** Motions stay on the manifold up to rounding; what was driven away from it is put back, once and for all. */
function manifoldLaws<F extends Configuration<F>>(u: F, seed: number, tolerance: number): Finding[] {
  const scale = largest(u.field.toArray());
  const there = moved(u, randomDirection(u, seed), far);
  const defect = there.restore();
  const off = u.clone();
  const noise = off.field.like();
  drawGaussian(noise, key(seed, 0, 'noise'), 1e-6 * scale);
  const numbers = noise.toArray();
  off.field.fromArray(off.field.toArray().map((x, i) => x + numbers[i]));
  off.restore();
  return [
    finding('motions stay on the manifold', defect / scale, tolerance),
    finding('what was put back on the manifold is there', off.restore() / scale, tolerance),
    finding('what is put back moves by the size of its defect', largestDifference(off.field, u.field) / scale, 1e-4),
  ];
}

/** For L(u) = Σ D · (stored reals), D Gaussian: the force from D is the derivative along the motions. */
function chainRuleLaw<F extends Configuration<F>>(u: F, seed: number, tolerance: number): Finding {
  const D = u.field.like();
  drawGaussian(D, key(seed, 1, 'noise'));
  const force = u.momentum().fill(Number.NaN);
  u.forceFromComponents(D.clone(), force);
  const p = randomDirection(u, seed + 1);
  const exact = inner(p, force);
  const difference = slope(t => inner(D, moved(u, p, t).field), 2e-3);
  return finding(
    'forceFromComponents is the derivative along the motions',
    Math.abs(exact - difference) / Math.max(length(force), Number.MIN_VALUE),
    tolerance,
    `along the direction the force is ${exact}, the finite difference ${difference}`,
  );
}
