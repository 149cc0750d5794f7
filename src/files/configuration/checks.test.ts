import { describe, expect, it } from 'vitest';
import { ChecksumError, FileError } from '../bytes/fileError.ts';
import { checkSlices, inspectSlices } from './checks.ts';
import type { GaugeConfiguration } from './configuration.ts';
import { hotConfiguration } from './hotConfiguration.fixture.ts';
import { type LinkSource, type StatedNumber, slicesOf } from './slices.ts';
import { linkTrace, plaquette, unitarityDefect } from './verification.ts';

const field = hotConfiguration([2, 2, 2, 2], 3);

const source = (configuration: GaugeConfiguration, more: Partial<LinkSource> = {}): LinkSource => ({
  ...slicesOf(configuration),
  ...{ header: {}, stated: [], remarks: [] },
  ...more,
});

const stretched = (factor: number) => ({ ...field, links: field.links.map(u => u * factor) });

describe('links', () => {
  it('give the numbers of the whole configuration while they pass by', () => {
    expect(inspectSlices(source(field))).toEqual({
      plaquette: plaquette(field),
      linkTrace: linkTrace(field),
      unitarityDefect: unitarityDefect(field),
    });
  });

  it('off unitary by little are remarked, by much refused', () => {
    const { remarks, ...others } = source(stretched(1 + 1e-7));
    checkSlices({ ...others, remarks });
    expect(remarks.join()).toMatch(/off unitary by 2\.00e-7/);
    expect(() => checkSlices(source(stretched(1.01)))).toThrow(/off unitary by 0\.0201; expected at most/);
  });
});

describe('numbers that a file states', () => {
  const ours = linkTrace(field);
  const stated = (value: number, more: Partial<StatedNumber> = {}) => ({
    stated: [{ name: 'LINK_TRACE', quantity: 'linkTrace' as const, value, tolerance: 1e-6, ...more }],
  });

  it('must agree with the links, and NaN never agrees', () => {
    expect(() => checkSlices(source(field, stated(ours + 9e-7)))).not.toThrow();
    for (const value of [ours + 2e-6, Number.NaN]) {
      expect(() => checkSlices(source(field, stated(value)))).toThrow(ChecksumError);
      expect(() => checkSlices(source(field, stated(value)))).toThrow(
        `The header states LINK_TRACE ${value}, but the links give ${ours}; they may differ by 0.000001.`,
      );
    }
  });

  it('may be what a known program writes instead, with its remark', () => {
    const known = { known: { factor: 4 / 3, remark: 'as Grid wrote it' } };
    const opened = source(field, stated((ours * 4) / 3, known));
    checkSlices(opened);
    expect(opened.remarks).toEqual(['as Grid wrote it']);
    expect(() => checkSlices(source(field, stated(ours * 2, known)))).toThrow(ChecksumError);
  });

  it('are ignored when asked, in capitals, but links off unitary are not', () => {
    const opened = source(field, { ...stated(0.5), ignoreChecksum: true });
    checkSlices(opened);
    checkSlices(opened);
    expect(opened.remarks).toHaveLength(1);
    expect(opened.remarks[0]).toMatch(/^CHECKSUM IGNORED: The header states LINK_TRACE 0\.5, but/);
    expect(() => checkSlices(source(stretched(1.01), { ignoreChecksum: true }))).toThrow(FileError);
  });
});

describe('open boundaries in time', () => {
  const matrix = 18;
  const closed = (replacement: (i: number) => number) => {
    const links = field.links.slice();
    for (let site = 8; site < 16; site++) {
      for (let i = 0; i < matrix; i++) links[(site * 4 + 3) * matrix + i] = replacement(i);
    }
    return { ...field, links };
  };
  const zero = closed(() => 0);
  const unit = closed(i => (i % 8 === 0 ? 1 : 0));
  const stated = (value: number) => ({
    stated: [{ name: 'plaquette', quantity: 'plaquette' as const, value, tolerance: 1e-10 }],
  });

  it('are named where the links that would close the box are zero', () => {
    expect(() => checkSlices(source(zero))).toThrow(/^Open boundary conditions: not supported.*zero matrices/);
    // One of them zero is damage.
    const links = zero.links.slice();
    links[(9 * 4 + 3) * matrix] = 1;
    expect(() => checkSlices(source({ ...zero, links }))).toThrow(/off unitary by/);
  });

  it('are named where they are unit matrices and the plaquette is another', () => {
    const ours = plaquette(unit).average;
    expect(() => checkSlices(source(unit, stated(ours)))).not.toThrow();
    expect(() => checkSlices(source(unit, stated(ours * 1.1)))).toThrow(/^Open boundary conditions.*unit matrices/);
    expect(() => checkSlices(source(field, stated(0.5)))).toThrow(/header states plaquette 0\.5/);
  });
});
