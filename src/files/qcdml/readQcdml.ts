/** Reads the two documents of QCDml: the facts worth showing, and those by which file and document are compared. */
import { refuse } from '../bytes/fileError.ts';
import { descendants, elementText, firstNamed, readXml, without, type XmlElement } from '../bytes/readXml.ts';
import { decimalNumber } from '../bytes/reals.ts';

export interface EnsembleFacts {
  readonly markovChainURI: string;
  readonly extents: readonly number[];
  readonly gaugeGroup: string;
  /** Names of the elements of the action with their couplings: `plaquetteGluonAction beta = 6`. */
  readonly action: readonly string[];
  readonly annotation?: string;
  readonly algorithm: string;
  readonly collaboration: string;
}

export interface ConfigurationFacts {
  readonly dataLFN: string;
  readonly markovChainURI: string;
  readonly update: string;
  readonly field: string;
  readonly precision: string;
  readonly crcCheckSum: number;
  readonly avePlaquette: number;
  readonly code: string;
}

function required(document: XmlElement, ...path: readonly string[]): string {
  const name = path[path.length - 1];
  let place: XmlElement | undefined = document;
  for (const outer of path.slice(0, -1)) place = place && firstNamed(place, outer);
  return (
    (place && elementText(place, name)) ??
    refuse(`The QCDml document has no element ${path.join('/')}; expected one of version 2.0.`)
  );
}

/** "ensemble", "configuration", or undefined when the text is no document of QCDml. */
export function qcdmlKind(xml: string): 'ensemble' | 'configuration' | undefined {
  const names = readXml(xml).elements.map(({ name }) => name);
  if (names.includes('markovChain')) return 'ensemble';
  return names.includes('gaugeConfiguration') ? 'configuration' : undefined;
}

/** @throws FileError when an element that every ensemble document has is missing */
export function readEnsembleXml(xml: string): EnsembleFacts {
  const document = readXml(xml);
  const size = firstNamed(document, 'size') ?? refuse('The QCDml document has no element physics/size.');
  const extents = ['x', 'y', 'z', 't'].flatMap(axis => {
    const extent = elementText(size, axis);
    return extent === undefined ? [] : [Number(extent)];
  });
  if (extents.length < 2 || !extents.every(extent => Number.isSafeInteger(extent) && extent > 0)) {
    refuse(`The QCDml document states the lattice ${extents.join('×')}; expected positive extents x … t.`);
  }
  const action = firstNamed(document, 'action') ?? refuse('The QCDml document has no element physics/action.');
  const annotation = elementText(without(action, 'gluon', 'quark', 'photon'), 'annotation');
  return {
    markovChainURI: required(document, 'markovChainURI'),
    extents,
    gaugeGroup: required(document, 'gluonField', 'gaugeGroup'),
    action: [...partsOf(firstNamed(action, 'gluon')), ...partsOf(firstNamed(action, 'quark'))],
    ...(annotation === undefined ? {} : { annotation }),
    algorithm: required(without(document, 'parameters'), 'algorithm', 'name'),
    collaboration: required(document, 'management', 'collaboration'),
  };
}

/** Each part of an action with the numbers it states. */
function partsOf(element: XmlElement | undefined): string[] {
  const parts = element?.elements.filter(({ name }) => name.endsWith('Action')) ?? [];
  return parts.map(part => {
    const numbers = descendants(without(part, 'gluonField', 'quarkField')).filter(({ text }) =>
      decimalNumber.test(text.trim()),
    );
    return [part.name, numbers.map(({ name, text }) => `${name} = ${text.trim()}`).join(', ')].join(' ').trim();
  });
}

/** @throws FileError when an element that every configuration document has is missing, or is no number */
export function readConfigurationXml(xml: string): ConfigurationFacts {
  const document = readXml(xml);
  const number = (name: string) => {
    const found = required(document, 'markovStep', 'record', name);
    const value = Number(found);
    return Number.isFinite(value) ? value : refuse(`The QCDml document states ${name} "${found}"; expected a number.`);
  };
  return {
    dataLFN: required(document, 'dataLFN'),
    markovChainURI: required(document, 'markovSequence', 'markovChainURI'),
    update: required(document, 'markovStep', 'update'),
    field: required(document, 'markovStep', 'record', 'field'),
    precision: required(without(document, 'algorithm'), 'precision'),
    crcCheckSum: number('crcCheckSum'),
    avePlaquette: number('avePlaquette'),
    code: `${required(document, 'code', 'name')} ${required(document, 'code', 'version')}`,
  };
}
