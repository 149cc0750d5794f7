/** Programs to begin with. In the clone they import the source; on the page, the package. */
import type { words } from '../../words.ts';
import layer from './layer.ts?raw';
import ownAction from './ownAction.ts?raw';
import scalarField from './scalarField.ts?raw';
import siteFunction from './siteFunction.ts?raw';

export type SampleName = keyof typeof words.code.sampleNames;

export const samples: Readonly<Record<SampleName, string>> = {
  siteFunction: asUser(siteFunction),
  ownAction: asUser(ownAction),
  scalarField: asUser(scalarField),
  layer: asUser(layer),
};

function asUser(text: string): string {
  return text
    .replace(/'(?:\.\.\/)+src\/index\.ts'/g, "'cask-lqcd'")
    .replace(/'(?:\.\.\/)+src\/(?:\w+\/)?(\w+)\/index\.ts'/g, "'cask-lqcd/$1'")
    .replace("'../plot.ts'", "'cask-studio'");
}
