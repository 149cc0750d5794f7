/**
 * What is known of observables by name: title, what they are in units of the lattice spacing, and how they are to be
 * looked at. A name that is not known here is analysed all the same, under its own name.
 */

export interface Description {
  /** For tables and axes. */
  readonly title: string;
  /** Normalisation or unit; empty where it is not known. */
  readonly unit: string;
  /** What is measured, what the algorithm says of itself, or what only shows that it works. */
  readonly role: 'physics' | 'algorithm' | 'monitor';
  /** How a list is to be read; numbers are "list" as well, or "charge" where they gather at whole numbers. */
  readonly shape: 'list' | 'complex' | 'correlator' | 'flow' | 'loops' | 'charge';
  /** What the position in a list means. */
  readonly axis: string;
}

const plain = { unit: '', role: 'physics', shape: 'list', axis: 'index' } as const;

const known: Readonly<Record<string, Partial<Description> & Pick<Description, 'title'>>> = {
  plaquette: { title: 'plaquette', unit: '1 for unit links' },
  rectangle: { title: 'rectangle', unit: '1 for unit links' },
  polyakovLoop: { title: 'Polyakov loop', unit: 'N for unit links', shape: 'complex' },
  polyakovLoopComplex: { title: 'Polyakov loop', unit: 'N for unit links', shape: 'complex' },
  polyakovLoopAbsolute: { title: 'modulus of the Polyakov loop', unit: 'N for unit links' },
  polyakovCorrelator: { title: 'Polyakov loop correlator', shape: 'list', axis: 'r/a' },
  energyDensityCorrelator: { title: 'energy density correlator', unit: 'a⁸', shape: 'list', axis: 'r/a' },
  topologicalDensityCorrelator: { title: 'topological density correlator', unit: 'a⁸', shape: 'list', axis: 'r/a' },
  wilsonLoops: { title: 'Wilson loops', unit: '1 for unit links', shape: 'loops', axis: 'T/a' },
  offAxisLoops: { title: 'Wilson loops off the axes', unit: '1 for unit links', shape: 'loops', axis: 'T/a' },
  pion: { title: 'pion correlator', shape: 'correlator', axis: 't/a' },
  mesons: { title: 'meson correlators', shape: 'correlator', axis: 't/a' },
  staggeredMesons: { title: 'staggered meson correlators', shape: 'correlator', axis: 't/a' },
  linkTrace: { title: 'link trace', unit: '1 for unit links' },
  chiralCondensate: { title: 'chiral condensate', unit: 'a³' },
  topologicalCharge: { title: 'topological charge', shape: 'charge' },
  energyDensity: { title: 'energy density', unit: 'a⁴' },
  acceptance: { title: 'acceptance', role: 'algorithm' },
  expMinusDeltaH: { title: '⟨e^−ΔH⟩', role: 'algorithm' },
  accepted: { title: 'accepted', role: 'algorithm' },
  deltaH: { title: 'ΔH', role: 'monitor' },
  cgIterations: { title: 'CG iterations', unit: 'per solve', role: 'monitor' },
  loss: { title: 'loss', role: 'monitor' },
  unitarityDefect: { title: 'unitarity defect', unit: 'max |UU† − 1|', role: 'monitor' },
  reversibility: { title: 'reversibility defect', unit: 'max |U − U″|', role: 'monitor' },
  polyakovModulus: { title: '⟨|P|⟩', unit: 'N for unit links' },
  polyakovSusceptibility: { title: 'Polyakov susceptibility', unit: 'V_s (⟨|P|²⟩ − ⟨|P|⟩²)' },
  polyakovBinder: { title: 'Polyakov Binder cumulant', unit: '1 − ⟨|P|⁴⟩/(3⟨|P|²⟩²)' },
  condensateSusceptibility: { title: 'condensate susceptibility', unit: 'V (⟨σ²⟩ − ⟨σ⟩²)' },
  plaquetteSusceptibility: { title: 'plaquette susceptibility', unit: 'V (⟨p²⟩ − ⟨p⟩²)' },
  topologicalSusceptibility: { title: 'topological susceptibility', unit: '⟨Q²⟩/V' },
  expectedAcceptance: { title: 'acceptance expected from ⟨ΔH⟩', unit: 'erfc(√⟨ΔH⟩/2)' },
};

/** Patterns for families of names, tried in order. */
const families: readonly [RegExp, Partial<Description>][] = [
  [/^forceRms\./, { role: 'monitor', unit: 'rms per component' }],
  [/^(r|rDifference|seconds|acceptances?\..*|learningRate)$/, { role: 'monitor' }],
  [/polyakov/i, { shape: 'complex', unit: 'N for unit links' }],
  [/loops$/i, { shape: 'loops', axis: 'T/a' }],
  [/potential/i, { shape: 'list', axis: 'R/a', unit: '1/a' }],
  [/flow/i, { shape: 'flow', axis: 't/a²' }],
  [/correlator|propagator|mesons?$/i, { shape: 'correlator', axis: 't/a' }],
];

/**
 * What is known of an observable.
 *
 * @param isExtra whether it is what a chain says of itself; unknown names are then monitors, otherwise physics
 */
export function describe(name: string, isExtra = false): Description {
  const role = isExtra ? 'monitor' : plain.role;
  const family = families.find(([pattern]) => pattern.test(name))?.[1] ?? {};
  return { title: words(name), ...plain, role, ...family, ...(Object.hasOwn(known, name) ? known[name] : {}) };
}

/** `topologicalCharge` → `topological charge`; names with dots stay as they are. */
function words(name: string): string {
  return name.includes('.')
    ? name
    : name.replace(/([a-z])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`);
}

/** What an estimate is called in print, by its name: `polyakovLoop.re`, `plaquette`. */
export function titleOf(name: string): string {
  const [, whole, part] = /^(.*)\.(re|im)$/.exec(name) ?? [undefined, name, undefined];
  if (part === undefined) return describe(name).title;
  return `${describe(whole).title}, ${part === 're' ? 'real' : 'imaginary'} part`;
}

/** The name and title of a component of a list. */
export function componentNames(name: string, width: number, isList: boolean): { name: string; title: string }[] {
  const { title, shape } = describe(name);
  if (!isList) return [{ name, title }];
  if (shape === 'complex' && width === 2) {
    return [`${name}.re`, `${name}.im`].map(part => ({ name: part, title: titleOf(part) }));
  }
  return Array.from({ length: width }, (_, k) => ({ name: `${name}[${k}]`, title: `${title} [${k}]` }));
}
