import { expect, test } from 'vitest';
import { lineOfRecord, recordOfLine } from './logLine.ts';

const line =
  '{"trajectory":7,"phase":"production","deltaH":0.5,"accepted":true,"plaquette":0.7,"polyakovLoop":0.1,' +
  '"observables":{"chiralCondensate":[1,2],"wilsonLoops":[0.5,0.25]},"extra":{"unitarityDefect":1e-15}}';

test('a line is read as observables and what the algorithm says, and written again byte for byte', () => {
  const record = recordOfLine(line);
  expect(record).toEqual({
    ...{ trajectory: 7, phase: 'production', deltaH: 0.5, accepted: true, extra: { unitarityDefect: 1e-15 } },
    observables: { plaquette: 0.7, polyakovLoop: 0.1, chiralCondensate: [1, 2], wilsonLoops: [0.5, 0.25] },
  });
  expect(JSON.stringify(lineOfRecord(record))).toBe(line);
});

test('without further observables there is no such group', () => {
  expect(JSON.stringify(lineOfRecord({ trajectory: 1, phase: 'train', observables: { plaquette: 0.5 } }))).toBe(
    '{"trajectory":1,"phase":"train","plaquette":0.5}',
  );
});
