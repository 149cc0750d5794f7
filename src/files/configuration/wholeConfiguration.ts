/** A configuration in a file, all of it in memory. */
import type { ReadConfiguration } from './configuration.ts';
import { gathered, type LinkSource } from './slices.ts';
import { compareStated, inspectLinks, linkTrace, plaquette } from './verification.ts';

/** Reads all links and checks them. @throws FileError when they are not finite, not unitary, or not what is stated */
export function wholeConfiguration(source: LinkSource): ReadConfiguration {
  const { header, remarks, stated } = source;
  const configuration = gathered(source);
  inspectLinks(configuration, remarks);
  compareStated(stated, {
    plaquette: () => plaquette(configuration).average,
    linkTrace: () => linkTrace(configuration),
  });
  return { configuration, remarks, header };
}
