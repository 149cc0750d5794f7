/** Valence quarks with spin, for hadrons: what solves their Dirac equation. */
import {
  antiperiodicInTime,
  DomainWallOperator,
  type DomainWallOptions,
  DomainWallSolver,
  type QuarkSolver,
  type SolverOptions,
  type SpinorBoundary,
  WilsonOperator,
  type WilsonOptions,
  WilsonSolver,
} from '../../../fermion/index.ts';
import type { GaugeField } from '../../../gauge/index.ts';
import type { Group } from '../../../group/index.ts';
import type { Lattice } from '../../../lattice/index.ts';

/** γ₅ D γ₅ = D† is expected of its Dirac operator. */
export interface ValenceQuark {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly boundary: SpinorBoundary;
  readonly solver: QuarkSolver;
  readonly solving: SolverOptions;
  /** From now on propagators are those on these links. */
  setLinks(u: GaugeField): void;
}

/** A Wilson or clover quark, D = 1 − κ H + clover term: its propagators are those of κ, not times 2 κ. */
export function wilsonQuark(options: WilsonOptions, solving: SolverOptions): ValenceQuark {
  const operator = new WilsonOperator(options);
  const { lattice, group } = options;
  return {
    lattice,
    group,
    boundary: options.boundary ?? antiperiodicInTime(lattice.dimension),
    solver: new WilsonSolver(operator),
    solving,
    setLinks: u => void operator.setLinks(u),
  };
}

/** A domain-wall quark on the walls; `solver` also knows the fields half-way. */
export interface DomainWallQuark extends ValenceQuark {
  readonly solver: DomainWallSolver;
}

/** A domain-wall or Möbius quark: its propagators are those of the field q on the walls. */
export function domainWallQuark(options: DomainWallOptions, solving: SolverOptions): DomainWallQuark {
  const operator = new DomainWallOperator(options);
  const { lattice, group } = options;
  return {
    lattice,
    group,
    boundary: options.boundary ?? antiperiodicInTime(lattice.dimension),
    solver: new DomainWallSolver(operator),
    solving,
    setLinks: u => void operator.setLinks(u),
  };
}
