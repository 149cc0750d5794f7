/** Reads the two documents of QCDml: the facts worth showing, and those by which file and document are compared. */
import { refuse } from '../bytes/fileError.ts';
import { elementText } from '../bytes/xml.ts';

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

/** Content of the first element of this name; undefined when there is none. */
function inner(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}(?:\\s[^<>]*)?>([\\s\\S]*?)</${name}\\s*>`).exec(xml)?.[1];
}

function required(xml: string, ...path: readonly string[]): string {
  const name = path[path.length - 1];
  let place: string | undefined = xml;
  for (const outer of path.slice(0, -1)) place = place && inner(place, outer);
  return (
    (place && elementText(place, name)) ??
    refuse(`The QCDml document has no element ${path.join('/')}; expected one of version 2.0.`)
  );
}

/** "ensemble", "configuration", or undefined when the text is no document of QCDml. */
export function qcdmlKind(xml: string): 'ensemble' | 'configuration' | undefined {
  const root = /<(markovChain|gaugeConfiguration)[\s>]/.exec(xml)?.[1];
  return root === undefined ? undefined : root === 'markovChain' ? 'ensemble' : 'configuration';
}

/** @throws FileError when an element that every ensemble document has is missing */
export function readEnsembleXml(xml: string): EnsembleFacts {
  const size = inner(xml, 'size') ?? refuse('The QCDml document has no element physics/size.');
  const extents = ['x', 'y', 'z', 't'].flatMap(axis => {
    const extent = elementText(size, axis);
    return extent === undefined ? [] : [Number(extent)];
  });
  if (extents.length < 2 || !extents.every(extent => Number.isSafeInteger(extent) && extent > 0)) {
    refuse(`The QCDml document states the lattice ${extents.join('×')}; expected positive extents x … t.`);
  }
  const action = inner(xml, 'action') ?? refuse('The QCDml document has no element physics/action.');
  const annotation = elementText(action.replace(/<(gluon|quark|photon)>[\s\S]*$/, ''), 'annotation');
  return {
    markovChainURI: required(xml, 'markovChainURI'),
    extents,
    gaugeGroup: required(xml, 'gluonField', 'gaugeGroup'),
    action: [...partsOf(inner(action, 'gluon') ?? ''), ...partsOf(inner(action, 'quark') ?? '')],
    ...(annotation === undefined ? {} : { annotation }),
    algorithm: required(xml.replace(/<parameters>[\s\S]*?<\/parameters>/g, ''), 'algorithm', 'name'),
    collaboration: required(xml, 'management', 'collaboration'),
  };
}

/** Each part of an action with the numbers it states. */
function partsOf(xml: string): string[] {
  return [...xml.matchAll(/<(\w+Action)>([\s\S]*?)<\/\1>/g)].map(([, name, content]) => {
    const own = content.replace(/<(gluonField|quarkField)>[\s\S]*?<\/\1>/, '');
    const numbers = [...own.matchAll(/<(\w+)>\s*([-+.\deE]+)\s*<\/\1>/g)].map(([, key, value]) => `${key} = ${value}`);
    return [name, numbers.join(', ')].join(' ').trim();
  });
}

/** @throws FileError when an element that every configuration document has is missing, or is no number */
export function readConfigurationXml(xml: string): ConfigurationFacts {
  const number = (name: string) => {
    const found = required(xml, 'markovStep', 'record', name);
    const value = Number(found);
    return Number.isFinite(value) ? value : refuse(`The QCDml document states ${name} "${found}"; expected a number.`);
  };
  return {
    dataLFN: required(xml, 'dataLFN'),
    markovChainURI: required(xml, 'markovSequence', 'markovChainURI'),
    update: required(xml, 'markovStep', 'update'),
    field: required(xml, 'markovStep', 'record', 'field'),
    precision: required(xml.replace(/<algorithm>[\s\S]*?<\/algorithm>/, ''), 'precision'),
    crcCheckSum: number('crcCheckSum'),
    avePlaquette: number('avePlaquette'),
    code: `${required(xml, 'code', 'name')} ${required(xml, 'code', 'version')}`,
  };
}
