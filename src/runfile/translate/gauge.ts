/**
 * Gauge actions of LatticeQCD.jl 2: every term is −(coupling/N) Σ Re Tr of its loops, as here. Plaquettes and rectangles
 * are the same sets of loops. What is called chair there are 24 of the 48 chairs, the words (μ, ν, ρ, −μ, −ρ, −ν) of all
 * ordered triples of directions; such an action is written word by word.
 */
import { namedLoops, signedDirections } from '../../loops/index.ts';
import type { Source } from './source.ts';
import { otherTheory } from './theory.ts';

interface Term {
  readonly loop: 'plaquette' | 'rectangle' | 'chair';
  readonly beta: number;
}

const loopNames: Readonly<Record<string, Term['loop']>> = {
  plaquette: 'plaquette',
  rectangular: 'rectangle',
  rectangle: 'rectangle',
  chair: 'chair',
};

/** [action.gauge]. @throws InputError for loops that Cask does not have */
export function gaugeOf(source: Source, dimension: number): Record<string, unknown> {
  const terms = source.tables('gauge_action', 'terms').map((term): Term => {
    const name = term.text(['loop'], 'plaquette');
    const loop = loopNames[name];
    term.take('name');
    if (loop === undefined) throw otherTheory(source.fileName, `a gauge action of ${name} loops`);
    if (!term.flag(['include_adjoint'], true))
      throw otherTheory(source.fileName, 'a gauge action without adjoint loops');
    return { loop, beta: term.number(['coupling']) };
  });
  const [first] = terms;
  if (first === undefined) throw source.wrong(['gauge_action', 'terms'], [], 'a list of at least one loop');
  if (terms.some(({ loop }) => loop === 'chair')) return { kind: 'words', terms: terms.flatMap(asWords(dimension)) };
  return terms.length === 1 && first.loop === 'plaquette'
    ? { kind: 'plaquette', beta: first.beta }
    : { kind: 'loops', terms };
}

const asWords =
  (dimension: number) =>
  ({ loop, beta }: Term) => {
    const words = loop === 'chair' ? chairs(dimension) : namedLoops(loop, { dimension }).map(signedDirections);
    return words.map(word => ({ word: [...word], beta }));
  };

function chairs(dimension: number): number[][] {
  const directions = Array.from({ length: dimension }, (_, mu) => mu + 1);
  return directions.flatMap(mu =>
    directions.flatMap(nu =>
      directions.filter(rho => mu !== nu && nu !== rho && rho !== mu).map(rho => [mu, nu, rho, -mu, -rho, -nu]),
    ),
  );
}
