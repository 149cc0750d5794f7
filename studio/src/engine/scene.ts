/** What a run shows: links or spins. */
import type { Simulation } from '../../../src/simulation/index.ts';
import { networkPicture, networkQuantities } from './networkPicture.ts';
import { quantitiesOf, viewerOf } from './picture.ts';
import { type Look, ofLinks, type Picture, type Quantity } from './protocol.ts';
import { spinPicture, spinQuantities } from './spinPicture.ts';

export interface Scene {
  readonly extents: readonly number[];
  readonly quantities: readonly Quantity[];
  /** Whether the gradient flow smooths it. */
  readonly hasFlow: boolean;
  /** Of the configuration as it is now; of the first quantity where there is no such one. */
  picture(look: Look, trajectory: number): Picture;
}

export function sceneOf(simulation: Simulation): Scene {
  const links = simulation.links?.();
  if (links) {
    const { network } = simulation;
    const quantities: Quantity[] = [...quantitiesOf(links), ...(network ? networkQuantities(network, links) : [])];
    const viewer = viewerOf(links);
    return {
      ...{ extents: links.lattice.extents, quantities, hasFlow: true },
      picture(wish, trajectory) {
        const look = within(wish, quantities);
        const u = simulation.links!();
        return network && ofLinks.includes(look.quantity)
          ? networkPicture(network, u, { ...look, flow: 0 }, trajectory)
          : viewer.picture(u, look, trajectory);
      },
    };
  }
  const spins = () => {
    const configuration = simulation.configuration?.();
    if (!configuration || !('spins' in configuration)) throw new Error(`${simulation.name} has nothing to look at.`);
    return configuration;
  };
  return {
    ...{ extents: spins().extents, quantities: spinQuantities, hasFlow: false },
    picture: (look, trajectory) => spinPicture(spins(), within({ ...look, flow: 0 }, spinQuantities), trajectory),
  };
}

const within = (look: Look, quantities: readonly Quantity[]): Look =>
  quantities.includes(look.quantity) ? look : { ...look, quantity: quantities[0] };
