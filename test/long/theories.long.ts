/** Two trajectories of every run file of examples/theories on a few sites. */
import { test } from 'vitest';
import { expectTwoTrajectories, theories } from '../examples/theories.fixture.ts';

test.each(theories)(
  '%s makes two trajectories with finite numbers, and measures what it asks for',
  expectTwoTrajectories,
);
