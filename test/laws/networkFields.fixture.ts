/** Configurations and weights on which the laws of networks are tested. */
import { drift, GaugeField, hotStart, wilsonAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { Machine } from '../../src/kernel/index.ts';
import { axpy, drawGaussian, key, Lattice, scaled, type Transformation, type Weight } from '../../src/lattice/index.ts';

/** Milliseconds allowed to tests whose kernels compile for seconds on a busy machine. */
export const compiling = 60_000;

const seed = 20250128;
/** One for all lattices, so that every kernel is compiled once. */
const machine = new Machine('wasm128');

export function hot(group: string, extents: readonly number[], configuration = 0): GaugeField {
  return hotStart(new Lattice(extents, machine), groupNamed(group), key(seed, configuration, 'start'));
}

/**
 * About a configuration of the Wilson action: Langevin steps q = −ε dS/dq + √(2 ε) η from a hot start, and
 * some of them. Which ensemble exactly does not matter to the laws; that neighbours are alike does.
 */
export function thermalised(group: string, extents: readonly number[], beta = 2.7): GaugeField {
  const u = hot(group, extents);
  const { dimension } = u.lattice;
  const action = wilsonAction(beta);
  const [force, noise] = [u.momentum(), u.momentum()];
  const kick = axpy(force.components, dimension).bind({ x: noise, y: force });
  const turn = scaled(force.components, dimension);
  const move = drift(u.group, dimension).bind({ U: u.field, P: force });
  const eps = 0.05;
  for (let step = 0; step < 120; step++) {
    action.gradient(u, force);
    turn.run({ a: -eps, x: force.clone(), y: force });
    drawGaussian(noise, key(seed, step, 'noise'));
    kick({ a: Math.sqrt(2 * eps) });
    move({ eps: 1 });
  }
  u.restore();
  return u;
}

/** ρ = .05, query = .06, key = -.04, value = .1: sizes at which everything is smooth and nothing is small. */
export function setTypicalWeights({ weights }: { readonly weights: readonly Weight[] }, factor = 1): void {
  const typical = {
    rho: 0.05,
    query: 0.06,
    key: -0.04,
    value: 0.1,
    scale: 0.9,
    bias: 0.03,
    gain: 0.4,
    hub: 0.2,
    focus: 1.5,
    here: 0.3,
    around: 0.2,
    product: -0.25,
  };
  weights.forEach((weight, k) => {
    const part = Object.entries(typical).find(([name]) => weight.name.includes(`.${name}`));
    if (!part) throw new Error(`No typical value is known for the weight ${weight.name}.`);
    weight.value = factor * part[1] * (1 - 0.03 * k);
  });
}

/** T(u) as a configuration of its own, the tape released. */
export function imageOf(T: Transformation<GaugeField>, u: GaugeField): GaugeField {
  const { image, tape } = T.apply(u);
  const copy = new GaugeField(u.lattice, u.group, image.field.clone());
  tape.release();
  return copy;
}
