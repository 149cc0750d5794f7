/**
 * A layer, a loss and a gauge action of one's own:
 *
 *   cask run mine.toml --with examples/own-network.ts
 *
 * with  [network] kind = "anisotropic"  ·  [training] loss = "huber"  ·  gauge = { kind = "tall", beta = 2.7, share = -0.05 }.
 * The same flag goes with resume, analyse and all other commands on the folder.
 */
import { z } from 'zod';
import { loopAction, recordStapleSum, recordStout, registerAction, stapleWords } from '../src/gauge/index.ts';
import { namedLoops, plaquettes } from '../src/loops/index.ts';
import { type Example, registerLayer, registerLoss } from '../src/network/index.ts';

/** Stout smearing with plaquettes in time and plaquettes in space weighted each by its own ρ: V = exp(TA(Σ ρ C U†)) U. */
registerLayer('anisotropic', {
  meaning: 'stout smearing with a weight for plaquettes in space and one for those in time',
  layer(name) {
    const weights = ['space', 'time'].map(part => ({ name: `${name}.rho.${part}`, value: 0 }));
    return {
      name,
      weights,
      cites: [],
      forward(tape, links, theory) {
        const time = theory.extents.length;
        const words = stapleWords('plaquette', theory.extents);
        const staples = [false, true].map(inTime => {
          const chosen = words.map((list, mu) =>
            list.filter(word => (mu + 1 === time || word.some(step => Math.abs(step) === time)) === inTime),
          );
          return recordStapleSum(tape, links, theory.group, chosen);
        });
        return recordStout(tape, { staples, closing: links, links }, weights, theory);
      },
    };
  },
});

/** |Δr| beyond 1, ½ (Δr² + 1) below: rare large changes of S − S_θ weigh less than with their square. */
registerLoss('huber', batch => {
  const change = ({ start, proposal }: Required<Example>) => proposal.r - start.r;
  const cost = (d: number) => (Math.abs(d) > 1 ? Math.abs(d) : (d * d + 1) / 2);
  const gradient = Float64Array.from(batch[0].proposal.derivatives, (_, k) => {
    const slope = ({ start, proposal }: Required<Example>) => start.derivatives[k] - proposal.derivatives[k];
    const terms = batch.map(example => Math.max(-1, Math.min(1, change(example))) * slope(example));
    return terms.reduce((sum, term) => sum + term, 0) / batch.length;
  });
  return { loss: batch.reduce((sum, example) => sum + cost(change(example)), 0) / batch.length, gradient };
});

/** Plaquettes, and 1×3 loops with a share of their coupling. */
registerAction('tall', {
  meaning: 'plaquettes and 1×3 loops',
  options: { beta: z.number().describe('inverse coupling'), share: z.number().default(0).describe('of 1×3 loops') },
  build: ({ beta, share }, { dimension, extents }) =>
    loopAction(`plaquettes and 1×3 loops, beta = ${beta}, share ${share}`, [
      { words: plaquettes(dimension), beta: Number(beta) },
      { words: namedLoops('1x3', { dimension, extents }), beta: Number(beta) * Number(share) },
    ]),
});
