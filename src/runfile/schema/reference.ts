/** [reference]: numbers of another work on this theory, to stand beside what is measured. */
import { z } from 'zod';
import { finiteNumber, lineOfText, nonNegativeNumber, section } from './values.ts';

const value = z.strictObject(
  {
    quantity: lineOfText().describe('an observable or a derived quantity, by its name'),
    mean: finiteNumber().describe('its value there'),
    error: nonNegativeNumber().describe('its error there'),
  },
  { error: 'a table such as { quantity = "plaquette", mean = 0.5937, error = 0.0001 }' },
);

export const referenceSection = section('reference', {
  source: lineOfText().describe('where the numbers come from'),
  values: z
    .array(value, { error: 'a list of tables such as [{ quantity = "plaquette", mean = 0.5937, error = 0.0001 }]' })
    .describe('the numbers'),
});
