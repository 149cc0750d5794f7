/** Links of a file as a field, and what is done to them before they are measured: gauge, then smearing, then flow. */
import { type GaugeConfiguration, gaugeFieldOf } from '../../files/index.ts';
import { fixGauge, flowTo, type GaugeCondition, GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Lattice } from '../../lattice/index.ts';
import { network, stoutLayer } from '../../network/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { SmearingTable } from '../../runfile/schema/smearing.ts';
import { smearLinks } from '../../simulation/assembly/smearing.ts';
import type { Stout } from './arguments.ts';

export interface Preparation {
  /** The gauge is fixed before everything else. */
  readonly gauge?: GaugeCondition;
  /** Then stout smearing .. */
  readonly stout?: Stout;
  /** .. then any smearing .. */
  readonly smear?: SmearingTable;
  /** .. then the Wilson flow to this time .. */
  readonly flow?: number;
  /** .. in steps of at most this. */
  readonly flowStep: number;
}

/** @throws InputError if Cask does not compute on such a lattice, or with such links */
export function refuseForeignTheory(name: string, extents: readonly number[], path: string): void {
  if (extents.some(extent => extent < 2)) {
    throw new InputError([
      `${path}: the lattice is ${extents.join('×')}; Cask computes with at least 2 sites in every direction. ` +
        'It can still be shown and converted.',
    ]);
  }
  if (!/^(SU\([2-5]\)|U\(1\))$/.test(name)) {
    throw new InputError([`${path}: the links are in ${name}; Cask computes with U(1) and SU(2) to SU(5).`]);
  }
}

/** As in the file where a link is stored as a full matrix; SU(2) links become unit quaternions. */
export function linksOf(configuration: GaugeConfiguration, lattice: Lattice, group: Group): GaugeField {
  if (group.linkSize !== 2 * group.colours ** 2) return gaugeFieldOf(configuration, lattice, group);
  const u = new GaugeField(lattice, group);
  u.field.fromArray(configuration.links);
  return u;
}

/** The links in the gauge that was asked for, perhaps u itself. @throws if it is not reached */
export function inGauge(u: GaugeField, { gauge }: Preparation): GaugeField {
  if (gauge === undefined) return u;
  const fixed = fixGauge(u, gauge);
  fixed.transformation.free();
  return fixed.u;
}

/** The links after both smearings, perhaps u itself. @throws if the table does not fit the lattice */
export function smeared(u: GaugeField, { stout, smear }: Preparation): GaugeField {
  if (stout) {
    const layers = Array.from({ length: stout.layers }, (_, k) => stoutLayer(`layer${k}`));
    const smearing = network('stout smearing', layers);
    for (const weight of smearing.weights) weight.value = stout.rho;
    const { image, tape } = smearing.apply(u);
    u.copyFrom(image);
    tape.dispose();
  }
  return smear ? smearLinks(u, smear) : u;
}

/** Moves the links along the flow. */
export function moveAlongFlow(u: GaugeField, { flow, flowStep }: Preparation): void {
  if (flow !== undefined) flowTo(u, flow, { longestStep: flowStep });
}
