// The sweeps in C are those of Cask: overrelaxation link by link, the heatbath by its plaquette.
import { describe, expect, test } from 'vitest';
import { hotStart, wilsonAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { linkSweep } from '../../src/markov/index.ts';
import { gammaMethod } from '../../src/measure/statistics/index.ts';
import { alignedReals, gccVersion } from './build.ts';
import { loadUpdates } from './updates.ts';

const extents = [4, 4, 4, 4] as const;

describe.skipIf(gccVersion() === undefined).each([
  ['su2', 'SU(2)', 2.3],
  ['su3', 'SU(3)', 6],
] as const)('%s', (group, name, beta) => {
  const u = hotStart(new Lattice(extents), groupNamed(name), key(1, 0, 'start'));
  const links = alignedReals(u.field.toArray().length);
  const coupling = beta / u.group.colours;

  test('overrelaxation gives the links of Cask, up to rounding', async () => {
    links.set(u.field.toArray());
    const c = await loadUpdates('native', false);
    c.sweep(group, extents)(links, coupling, false);
    linkSweep(u, wilsonAction(beta), { move: 'overrelaxation', count: 1 })(key(1, 1, 'overrelaxation'), { sweep: 0 });
    const found = u.field.toArray();
    // Rounding grows where a part of a staple is short, and passes from one link to the next eight times.
    expect(found.reduce((most, x, k) => Math.max(most, Math.abs(x - links[k])), 0)).toBeLessThan(1e-10);
  });

  test('the heatbath gives the plaquette of Cask', async () => {
    const c = await loadUpdates('native', false);
    const sweepInC = c.sweep(group, extents);
    const sweep = linkSweep(u, wilsonAction(beta), { move: 'heatbath', count: 2 });
    const other = u.clone();
    const S = wilsonAction(-1 / (6 * u.lattice.volume));
    const [ours, theirs]: number[][] = [[], []];
    for (let k = 1; k <= 250; k++) {
      sweep(key(2, k, 'heatbath'), { sweep: 0 });
      sweepInC(links, coupling, true);
      if (k <= 50) continue;
      ours.push(S.value(u));
      other.field.fromArray(links);
      theirs.push(S.value(other));
    }
    const [a, b] = [gammaMethod(ours), gammaMethod(theirs)];
    expect(Math.abs(a.mean - b.mean) / Math.hypot(a.error, b.error)).toBeLessThan(3.5);
  });
});
