/** The numbers of all ranks in one list. */
import { type Storage, unrank } from '../kernel/index.ts';

/** A field, as far as this goes. */
interface Numbers {
  readonly storage: Storage;
  readonly components: number;
  /** Global numbers of the sites of all ranks. */
  readonly sites: Int32Array;
  /** The numbers on sites of this rank. */
  ownArray(): Float64Array;
}

/** Site by site in global order; empty on ranks that do not ask. To be called by all ranks. */
export function gathered(field: Numbers, who: 'all ranks' | 'rank 0'): Float64Array {
  const { division } = field.storage.grid;
  const own = field.ownArray();
  if (!division) return own;
  const { communicator } = division;
  const isAsked = who === 'all ranks' || communicator.rank === 0;
  const all = new Float64Array(isAsked ? own.length * communicator.size : 0);
  if (who === 'all ranks') communicator.allGather(own, all);
  else communicator.gather(own, all);
  return isAsked ? inGlobalOrder(field, all) : all;
}

/** From rank after rank, each in the order of its sites, to the order of all sites. */
function inGlobalOrder({ storage, sites, components }: Numbers, all: Float64Array): Float64Array {
  const { division, local, extents } = storage.grid;
  const { ranks } = division!;
  const perRank = all.length / division!.communicator.size;
  const next = Array.from({ length: division!.communicator.size }, (_, owner) => owner * perRank);
  const out = new Float64Array(all.length);
  sites.forEach((site, k) => {
    const owner = unrank(site, extents).reduceRight((sum, c, mu) => sum * ranks[mu] + Math.floor(c / local[mu]), 0);
    for (let c = 0; c < components; c++) out[k * components + c] = all[next[owner]++];
  });
  return out;
}
