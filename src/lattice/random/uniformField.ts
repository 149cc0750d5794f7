/** Fields of uniform numbers, filled again and again. */
import { uniformFill } from '../../kernel/index.ts';
import type { Field } from '../field.ts';
import type { Key } from './streams.ts';
import { fillUniform } from './uniform.ts';

/**
 * Prepares to fill a field of an even number of components: component c of a site becomes the uniform number c mod 2 of
 * slot `firstSlot` + ⌊c/2⌋. The bits are the same on every machine; WebAssembly machines take a tenth of the time.
 */
export function uniformSource(field: Field): (key: Key, firstSlot: number) => void {
  const fill = uniformFill(field.storage);
  if (fill) return ({ words }, firstSlot) => fill(words, firstSlot);
  const { ownSites: sites, components } = field;
  const numbers = new Float64Array(sites.length * components);
  return (key, firstSlot) => {
    fillUniform(key, firstSlot, components, sites, numbers);
    field.fromOwnArray(numbers);
  };
}
