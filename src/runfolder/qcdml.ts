/**
 * The documents of QCDml beside the configurations of a run: `ensemble.xml`, and `00000100.xml` for `00000100.lime`. They
 * are written where QCDml 2.0 has an element for the gauge action; quarks that it has none for are described in words.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ActionPart,
  type Algorithm,
  configurationXml,
  type Ensemble,
  ensembleXml,
  type GaugeConfiguration,
  payloadChecksum,
  plaquette,
  type QuarkPart,
} from '../files/index.ts';
import { withFileSource, writeAtomically } from '../files/node/index.ts';
import type { Fingerprint } from '../runfile/fingerprint.ts';
import type { Provenance } from '../runfile/provenance.ts';
import { quarksOf } from '../runfile/schema/action.ts';
import type { Quark } from '../runfile/schema/fermion.ts';
import { type GaugeRun, isSpinRun, type Resolved } from '../runfile/schema/index.ts';
import { isDynamics } from '../runfile/schema/sampler.ts';
import { shortHash } from '../runfile/shortHash.ts';

export interface Documents {
  /** The logical file name of the configuration of a trajectory. */
  lfn(trajectory: number): string;
  /** Writes both documents. @throws FileError */
  write(folder: string, file: string, trajectory: number, configuration: GaugeConfiguration): void;
}

/** Undefined where QCDml cannot hold this gauge action. */
export function documentsOf(
  resolved: Resolved,
  { version, platform }: Provenance,
  fingerprint: Fingerprint,
): Documents | undefined {
  if (isSpinRun(resolved)) return;
  const gluon = gluonPart(resolved.action.gauge);
  if (gluon === undefined || resolved.lattice.extent.length !== 4) return;
  // Nobody has registered the names; the chain is known by what it depends on.
  const chain = `unregistered/cask/${shortHash(JSON.stringify(fingerprint))}`;
  const ensemble = ensembleOf(resolved, `mc://${chain}`, gluon);
  const lfn = (trajectory: number) => `lfn://${chain}/${String(trajectory).padStart(8, '0')}`;
  return {
    lfn,
    write(folder, file, trajectory, configuration) {
      const path = join(folder, 'ensemble.xml');
      if (!existsSync(path)) writeAtomically(path, new TextEncoder().encode(ensembleXml(ensemble)));
      const document = configurationXml({
        ...{ lfn: lfn(trajectory), uri: ensemble.uri, update: trajectory },
        ...{ colours: configuration.colours, precision: configuration.precision },
        checksum: withFileSource(file, payloadChecksum),
        plaquette: plaquette(configuration).average,
        program: { version, platform },
        parameters: { seed: resolved.schedule.seed, trajectory },
      });
      writeAtomically(file.replace(/\.\w+$/, '.xml'), new TextEncoder().encode(document));
    },
  };
}

function ensembleOf({ lattice, group, action, sampler, schedule }: GaugeRun, uri: string, gluon: ActionPart): Ensemble {
  const quarks = quarksOf(action).map(quark => ({ quark, part: quarkPart(quark) }));
  const foreign = quarks.flatMap(({ quark, part }) => (part === undefined ? [JSON.stringify(quark)] : []));
  const smeared = 'smearing' in action.gauge && action.gauge.smearing !== undefined;
  const remarks = [
    ...foreign.map(words => `Quarks that QCDml has no element for: ${words}.`),
    ...(smeared ? [`The gauge action sees smeared links: ${JSON.stringify(action.gauge)}.`] : []),
  ];
  return {
    ...{ uri, extents: lattice.extent, group: group.name, gluon },
    quarks: quarks.flatMap(({ part }) => part ?? []),
    ...(remarks.length === 0 ? {} : { annotation: remarks.join(' ') }),
    algorithm: algorithmOf(sampler, schedule.seed),
  };
}

/** c1 of the rectangle; c0 + 8 c1 = 1. */
const improved = {
  symanzik: { element: 'treelevelSymanzikGluonAction', c1: -1 / 12 },
  iwasaki: { element: 'iwasakiRGGluonAction', c1: -0.331 },
  dbw2: { element: 'DBW2GluonAction', c1: -1.4088 },
} as const;

function gluonPart(gauge: GaugeRun['action']['gauge']): ActionPart | undefined {
  if (gauge.kind === 'plaquette') return { element: 'plaquetteGluonAction', couplings: { beta: gauge.beta } };
  if (!(gauge.kind in improved)) return;
  const { kind, beta } = gauge as { kind: keyof typeof improved; beta: number };
  const { element, c1 } = improved[kind];
  return { element, couplings: { beta, normalisation: 'cs_sum_to_one', c0: 1 - 8 * c1, c1, c2: 0, c3: 0 } };
}

function quarkPart(quark: Quark): QuarkPart | undefined {
  if ((quark.kind !== 'wilson' && quark.kind !== 'clover') || quark.smearing !== undefined) return;
  const { kappa, flavours, boundary } = quark;
  const common = { flavours, boundary, normalisation: 'sqrt2kappa' };
  if (quark.kind === 'wilson') return { element: 'wilsonQuarkAction', couplings: { kappa }, ...common };
  return { element: 'cloverQuarkAction', couplings: { kappa, cSW: quark.cSw }, ...common };
}

const papers = {
  hmc: ['https://doi.org/10.1016/0370-2693(87)91197-X', 'Phys. Lett. B 195 (1987) 216'],
  slhmc: ['https://arxiv.org/abs/2103.11965', 'arXiv:2103.11965'],
  slmc: ['https://arxiv.org/abs/2010.11900', 'arXiv:2010.11900'],
  heatbath: ['https://doi.org/10.1103/PhysRevD.21.2308', 'Phys. Rev. D 21 (1980) 2308'],
  metropolis: ['https://doi.org/10.1063/1.1699114', 'J. Chem. Phys. 21 (1953) 1087'],
} as const;

function algorithmOf(sampler: GaugeRun['sampler'], seed: number): Algorithm {
  const [glossary, reference] = papers[sampler.kind];
  const numbers = Object.entries(sampler).flatMap(([name, value]): [string, string | number][] =>
    typeof value === 'number' || (typeof value === 'string' && name !== 'kind') ? [[name, value]] : [],
  );
  const name = isDynamics(sampler) ? sampler.kind.toUpperCase() : sampler.kind;
  return { name, glossary, reference, parameters: { seed, ...Object.fromEntries(numbers) } };
}
