/**
 * An observable of one's own: the average of (1/N) Re tr over 1×3 loops. The command knows it like any other:
 *
 *   cask measure one.ildg --observe longLoop --with examples/own-observable.ts
 *   cask run mine.toml --with examples/own-observable.ts         where  [measure.longLoop]  every = 1
 */
import { entry, registerObservable } from '../src/catalogue/index.ts';
import { namedLoops } from '../src/loops/index.ts';
import { averageLoop } from '../src/measure/index.ts';

registerObservable(
  'longLoop',
  entry({
    title: 'long loop',
    unit: '1',
    options: {},
    build: (_, { lattice: { extents } }) => averageLoop('longLoop', namedLoops('1x3', { extents })),
  }),
);
