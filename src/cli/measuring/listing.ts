/** `cask measure --list`: every observable with its title, its unit and its options. */
import { observableCatalogue, spinCatalogue } from '../../catalogue/index.ts';
import { describeKeys } from '../../runfile/schema/describe.ts';
import { observables } from './observables.ts';

export interface Listed {
  readonly name: string;
  readonly title: string;
  /** In powers of the lattice spacing. */
  readonly unit: string;
  /** Dimensions of lattices on which it exists. */
  readonly dimensions: readonly number[];
  readonly options: readonly {
    readonly key: string;
    readonly values: string;
    readonly default?: string;
    readonly meaning: string;
  }[];
}

/** In the order of the catalogues, of links and of spins. */
export function listing(): Listed[] {
  const titles: Readonly<Record<string, string>> = observables;
  return [...Object.entries(observableCatalogue), ...Object.entries(spinCatalogue)].map(
    ([name, { title, unit, dimensions, options }]) => ({
      ...{ name, title: titles[name] ?? title, unit, dimensions },
      options: describeKeys(options).map(({ path, values, fallback, meaning }) => ({
        ...{ key: path, values },
        ...(fallback === undefined || fallback === '(absent)' ? {} : { default: fallback }),
        meaning,
      })),
    }),
  );
}

/** The same for people. */
export function listingText(): string {
  return listing().map(textOf).join('\n');
}

const everywhere = 3;

function textOf({ name, title, unit, dimensions, options }: Listed): string {
  const where = dimensions.length < everywhere ? `; in ${dimensions.join(' and ')} dimensions` : '';
  const lines = options.map(({ key, values, default: fallback, meaning }) => {
    const usual = fallback === undefined ? '' : `, default ${fallback}`;
    return `    ${key} (${values}${usual}): ${meaning}\n`;
  });
  return `${name} [${unit}]: ${title}${where}\n${lines.join('')}`;
}
