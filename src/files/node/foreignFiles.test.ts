/**
 * Configurations written by MILC, openQCD, HiRep and Gaugefields.jl, with the numbers those codes state.
 * The files are not part of the project: the folder is that of the environment variable CASK_DATA, or lies beside
 * the repository. Where it is absent the tests skip.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { largestDifference, sameBits } from '../configuration/hotConfiguration.fixture.ts';
import { linkTrace, plaquette } from '../configuration/verification.ts';
import { parseConfiguration } from '../formats/detect.ts';
import { nerscChecksum, readNersc, writeNersc } from '../formats/nersc.ts';
import { openConfiguration } from './open.ts';

const data = process.env.CASK_DATA ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
const present = existsSync(join(data, 'milc'));
if (!present) console.warn(`Skipped: no files of other codes in ${data}; set CASK_DATA to their folder.`);

const open = (path: string) => openConfiguration(join(data, path));
// The stated numbers have twelve digits after the point.
const digits = 5e-13;

const l4444 = { spaceSpace: 1.794675156076 / 3, spaceTime: 1.774425797607 / 3, trace: 0.646758737419 };
const l4448 = { spaceSpace: 1.723748280797 / 3, spaceTime: 1.690586065417 / 3, trace: 0.06921659006 };

describe.skipIf(!present)('files of other codes', () => {
  it.each([
    ['milc/lat.sample.l4444', 'milc', [4, 4, 4, 4], l4444, { sum29: '02352c05', sum31: 'd137321d' }],
    ['milc/lat.sample.l4444.ildg', 'ildg', [4, 4, 4, 4], l4444, { suma: '37affb9c', sumb: '2fc07bbf' }],
    ['milc/lat.sample.l4444.scidac', 'scidac', [4, 4, 4, 4], l4444, { suma: '37affb9c', sumb: '2fc07bbf' }],
    ['milc/lat.sample.l4448', 'milc', [4, 4, 4, 8], l4448, { sum29: '13f3b413', sum31: '161f7dde' }],
    ['milc/lat.sample.l4448.scidac', 'scidac', [4, 4, 4, 8], l4448, { suma: '1c5a6cb5', sumb: '5dea327a' }],
  ] as const)('%s is read without a remark', (path, format, extents, numbers, checksums) => {
    const opened = open(path);
    expect(opened.format).toBe(format);
    expect(opened.remarks).toEqual([]);
    expect(opened.header).toMatchObject(checksums);
    expect(opened.configuration).toMatchObject({ extents, colours: 3, precision: 32 });
    const { spaceSpace, spaceTime } = plaquette(opened.configuration);
    expect(Math.abs(spaceSpace - numbers.spaceSpace)).toBeLessThan(digits);
    expect(Math.abs(spaceTime - numbers.spaceTime)).toBeLessThan(digits);
    expect(Math.abs(linkTrace(opened.configuration) - numbers.trace)).toBeLessThan(1e-10);
  });

  it('an ILDG file without checksum and with broken XML is read, and both are remarked', () => {
    const { configuration, remarks } = open('milc/lat.sample.l4448.foreign');
    expect(sameBits(configuration.links, open('milc/lat.sample.l4448').configuration.links)).toBe(true);
    expect(remarks.join()).toMatch(/names no gauge group.*missing scidac-checksum/);
  });

  it('a Coulomb-fixed copy has the same plaquettes and another link trace', () => {
    const { configuration } = open('milc/lat.sample.l4448.gf');
    const { spaceSpace, spaceTime } = plaquette(configuration);
    // Fixed in single precision: the plaquettes agree to 2e-8 per plane sum of three.
    expect(Math.abs(spaceSpace - l4448.spaceSpace)).toBeLessThan(2e-8);
    expect(Math.abs(spaceTime - l4448.spaceTime)).toBeLessThan(2e-8);
    expect(Math.abs(linkTrace(configuration) - 0.751466183829)).toBeLessThan(digits);
  });

  it('a damaged MILC file is refused, by its checksum and, with that mended, by its links', () => {
    expect(() => open('milc/lat.sample.5p7')).toThrow(/checksums do not match: .* 2e218ab1 2d188e6b, the links give/);
    const bytes = readFileSync(join(data, 'milc/lat.sample.5p7'));
    bytes.writeUInt32LE(0x72d77a0a, 88);
    bytes.writeUInt32LE(0x19447b24, 92);
    expect(() => parseConfiguration(bytes)).toThrow(/off unitary by 0\.179/);
  });

  it('openQCD and HiRep hold the same field with the plaquette stated by both', () => {
    const name = 'qcd1_pb_L8T8_b6.0_c1.234_k0.13_r0_id4n1';
    const openqcd = open(`openqcd_hirep/openQCD_${name}`);
    const hirep = open(`openqcd_hirep/HiRep_${name}`);
    expect([openqcd.format, hirep.format]).toEqual(['openqcd', 'hirep']);
    expect(largestDifference(openqcd.configuration.links, hirep.configuration.links)).toBe(0);
    const { average } = plaquette(openqcd.configuration);
    expect(Math.abs(average - 0.001669681144103)).toBeLessThan(1e-15);
    expect(Math.abs(3 * average - Number(openqcd.header.plaquette))).toBeLessThan(1e-15);
    expect(Math.abs(average - Number(hirep.header.plaquette))).toBeLessThan(1e-15);
    expect([...openqcd.remarks, ...hirep.remarks]).toEqual([]);
  });

  it('Gaugefields.jl writes ILDG without checksum', () => {
    const { configuration, remarks } = open('gaugefields/2222.ildg');
    expect(configuration).toMatchObject({ extents: [2, 2, 2, 2], colours: 3, precision: 64 });
    expect(Math.abs(plaquette(configuration).average - -0.009508755537)).toBeLessThan(digits);
    expect(remarks.join()).toMatch(/missing ildg-data-lfn.*missing scidac-checksum/);
  });

  it('MILC version 1 is read: a smooth SU(3) field without checksum', () => {
    const { format, configuration, header, remarks } = open('milc/lat.sample.inst');
    expect([format, header.version, configuration.extents]).toEqual(['milc', 1, [4, 4, 4, 4]]);
    expect(plaquette(configuration).average).toBeGreaterThan(0.99);
    expect(remarks).toHaveLength(1);
  });

  it('open boundaries in time are reported', () => {
    for (const name of ['openQCD_', 'HiRep_obc_openQCD_']) {
      const path = `openqcd_hirep/${name}qcd1_ob_L8T8_b12.0_c1.1329_k0.07n1`;
      expect(() => open(path)).toThrow(/Open boundary conditions: not supported/);
    }
  });

  it('rewritten as NERSC with two rows, the MILC field has the NERSC checksum that MILC states', () => {
    const { configuration } = open('milc/lat.sample.l4444');
    const bytes = writeNersc(configuration, { compressed: true });
    expect(Buffer.from(bytes).toString('latin1')).toContain('CHECKSUM = ffc4bb26');
    expect(nerscChecksum(bytes.subarray(-configuration.links.length * 4 * (2 / 3)), 'big')).toBe(0xffc4bb26);
    // The third row restored from single-precision rows.
    expect(largestDifference(readNersc(bytes).configuration.links, configuration.links)).toBeLessThan(1e-6);
  });
});

const cases = join(data, '..', 'cases');

describe.skipIf(!existsSync(join(cases, '13-ildg-xml')))('files that were refused once', () => {
  const openCase = (path: string) => openConfiguration(join(cases, path));

  it('XML with comments or prefixes in ildg-format', () => {
    const { configuration } = openCase('13-ildg-xml/x_comment.lime');
    expect(configuration.extents).toEqual([4, 2, 6, 8]);
    expect(sameBits(openCase('13-ildg-xml/x_ns.lime').configuration.links, configuration.links)).toBe(true);
  });

  it('zeros after the last LIME record; the plaquette of xlf-info is right', () => {
    const { remarks, header, configuration } = openCase('14-lime-trailing-zeros/junk.lime');
    expect(remarks.join()).toMatch(/Accepted 999 zero bytes/);
    expect(Math.abs(plaquette(configuration).average - Number(header['xlf plaquette']))).toBeLessThan(digits);
  });

  it('LINK_TRACE of old versions of Grid', () => {
    expect(openCase('17-nersc-old-grid-trace/su2_tr3.nersc').remarks.join()).toMatch(/divided by 3 instead of N = 2/);
  });

  it('a gauge field behind other fields is found; here it holds no links', () => {
    expect(() => openCase('19-scidac-other-record/binary_host_test')).toThrow(
      /Links of field 3 of 3 \(per site 2 × QDP_F_Real of 4 bytes; .*\) are off unitary by .* The checksum is right, so the file is whole: this field holds other matrices/,
    );
  });
});
