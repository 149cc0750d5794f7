/**
 * QCDml 2.0, the ensemble document (`markovChain`): what was simulated, and how, for the catalogues of the International
 * Lattice Data Grid. What a program cannot know (collaboration, project, licence) says so and is filled in by people.
 * Reference: QCDmlEnsemble 2.0.0, http://www.lqcd.org/ildg/QCDml/ensemble2.0.
 */
import { element, escapeXml, xmlDocument } from '../bytes/xml.ts';

/** A part of an action that QCDml has an element for. */
export interface ActionPart {
  /** `plaquetteGluonAction`, `wilsonQuarkAction` … */
  readonly element: string;
  /** Couplings in the order of the schema, by the names of their elements. */
  readonly couplings: Readonly<Record<string, string | number>>;
}

export interface QuarkPart extends ActionPart {
  readonly flavours: number;
  /** Around the time axis. */
  readonly boundary: 'periodic' | 'antiperiodic';
  readonly normalisation: string;
}

export interface Algorithm {
  readonly name: string;
  /** Where it is explained. */
  readonly glossary: string;
  readonly reference: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

export interface Ensemble {
  readonly uri: string;
  readonly extents: readonly number[];
  readonly group: string;
  readonly gluon: ActionPart;
  readonly quarks: readonly QuarkPart[];
  /** Parts of the action that QCDml has no element for, in words. */
  readonly annotation?: string;
  readonly algorithm: Algorithm;
}

export const notGiven = 'not given';

const text = (name: string, value: string | number) => element(name, escapeXml(String(value)));
const texts = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => text(name, value))
    .join('');

const axes = ['x', 'y', 'z', 't'];
const glossary = (name: string) => text('glossary', `http://www.lqcd.org/ildg/actionGlossaries/${name}.pdf`);

/** The text of the document. */
export function ensembleXml(ensemble: Ensemble): string {
  const { uri, algorithm } = ensemble;
  const management = text('collaboration', notGiven) + text('projectName', notGiven) + element('archiveHistory', '');
  const content =
    text('markovChainURI', uri) +
    element('management', management) +
    element('license', text('customLicenseText', notGiven)) +
    element('physics', sizeXml(ensemble) + actionXml(ensemble)) +
    algorithmXml(algorithm);
  return xmlDocument(element('markovChain', content, { xmlns: 'http://www.lqcd.org/ildg/QCDml/ensemble2.0' }));
}

function sizeXml({ extents }: Ensemble): string {
  return element('size', extents.map((extent, mu) => text(axes[mu], extent)).join(''));
}

function actionXml({ group, gluon, quarks, annotation }: Ensemble): string {
  const field = text('gaugeGroup', group) + text('representation', 'fundamental') + boundaryXml('periodic');
  const gluonXml = element(
    gluon.element,
    glossary(gluon.element) + element('gluonField', field) + texts(gluon.couplings),
  );
  const quarksXml = quarks.map(quark => {
    const quarkField = text('normalisation', quark.normalisation) + boundaryXml(quark.boundary);
    return element(
      quark.element,
      glossary(quark.element) +
        element('quarkField', quarkField) +
        text('numberOfFlavours', quark.flavours) +
        texts(quark.couplings),
    );
  });
  return element(
    'action',
    (annotation === undefined ? '' : text('annotation', annotation)) +
      element('gluon', gluonXml) +
      (quarks.length === 0 ? '' : element('quark', quarksXml.join(''))),
  );
}

function boundaryXml(time: 'periodic' | 'antiperiodic'): string {
  return element('boundaryCondition', axes.map(axis => text(axis, axis === 't' ? time : 'periodic')).join(''));
}

/** The list of named parameters of either document. */
export function parametersXml(parameters: Readonly<Record<string, string | number>>): string {
  const list = Object.entries(parameters).map(([name, value]) =>
    element('parameter', text('name', name) + text('value', value)),
  );
  return element('parameters', list.join(''));
}

function algorithmXml({ name, glossary: place, reference, parameters }: Algorithm): string {
  return element(
    'algorithm',
    text('name', name) +
      text('glossary', place) +
      text('reference', reference) +
      text('exact', 'true') +
      text('reweightingNeeded', 'false') +
      parametersXml(parameters),
  );
}
