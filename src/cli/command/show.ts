/** `cask show FILE`: what a configuration file holds, what was checked, what was accepted all the same; or a document of QCDml. */
import type { Command } from 'commander';
import { type ConfigurationFormat, determinantDefect } from '../../files/index.ts';
import type { LinksInFile } from '../../files/node/index.ts';
import { addFileOptions, type FileFlags, groupWith, withFile } from '../measuring/open.ts';
import { documentsBeside, readDocument } from '../measuring/qcdml.ts';
import { holdsSpins, spinFacts, spinLines } from '../measuring/spins.ts';
import type { Output } from '../progress/display.ts';

interface ShowFlags extends FileFlags {
  readonly json?: boolean;
}

/** Adds the command to the program. */
export function addShow(cask: Command, stdout: Output): void {
  const command = cask
    .command('show')
    .description('explain a configuration file of any known format')
    .argument('<FILE>', 'the configuration file, or a document of QCDml (.xml)');
  addFileOptions(command)
    .option('--json', 'the same as JSON')
    .action((file: string, flags: ShowFlags) => {
      if (/\.xml$/i.test(file)) {
        const { kind, ...document } = readDocument(file);
        stdout.write(
          flags.json ? `${JSON.stringify({ file, kind, ...document })}\n` : documentLines(file, kind, document),
        );
        return;
      }
      if (holdsSpins(file)) {
        const facts = spinFacts(file);
        stdout.write(flags.json ? `${JSON.stringify(facts)}\n` : aligned(spinLines(facts)));
        return;
      }
      const facts = withFile(file, flags, links => factsOf(file, links, flags));
      stdout.write(flags.json ? `${JSON.stringify(facts)}\n` : linesOf(facts));
    });
}

export const formatNames: Record<ConfigurationFormat, string> = {
  ildg: 'ILDG',
  scidac: 'SciDAC',
  nersc: 'NERSC',
  milc: 'MILC',
  openqcd: 'openQCD',
  hirep: 'HiRep',
  bridge: 'Bridge++ text',
};

/** What `show` says about a file; `header` is what the file itself states. */
function factsOf(file: string, links: LinksInFile, flags: FileFlags) {
  const { extents: shape, colours, precision, format, header, remarks } = links;
  let defect = 0;
  const seen = links.inspect(slice => {
    defect = Math.max(defect, determinantDefect({ colours, links: slice }));
  });
  const { average, spaceSpace, spaceTime } = seen.plaquette;
  const group = groupWith(colours, defect);
  const qcdml = documentsBeside(file, links, { group, plaquette: average }, flags);
  return {
    file,
    format,
    group,
    extents: shape,
    precision,
    plaquette: average,
    ...(shape.length > 2 ? { plaquetteSpaceSpace: spaceSpace, plaquetteSpaceTime: spaceTime } : {}),
    linkTrace: seen.linkTrace,
    unitarityDefect: seen.unitarityDefect,
    ...(colours > 1 ? { determinantDefect: defect } : {}),
    checked: [...(qcdml.configuration ? ['QCDml document'] : []), ...checksOf(header)],
    header,
    ...(Object.keys(qcdml).length > 0 ? { qcdml } : {}),
    remarks,
  };
}

/** What a reader compares before it gives the links away, by the key of the header that states it. */
const checks: Readonly<Record<string, string>> = {
  suma: 'SciDAC checksums',
  sum29: 'MILC checksums',
  CHECKSUM: 'NERSC checksum',
  PLAQUETTE: 'stated plaquette',
  plaquette: 'stated plaquette',
  LINK_TRACE: 'stated link trace',
  'xlf plaquette': 'plaquette of xlf-info',
};

function checksOf(header: LinksInFile['header']): string[] {
  const stated = Object.keys(checks).filter(key => key in header);
  return [...stated.map(key => checks[key]), 'size', 'finite numbers', 'unitarity'];
}

function linesOf(facts: ReturnType<typeof factsOf>): string {
  const sites = facts.extents.reduce((product, extent) => product * extent, 1);
  const planes =
    facts.plaquetteSpaceSpace === undefined
      ? ''
      : `  (space–space ${facts.plaquetteSpaceSpace}, space–time ${facts.plaquetteSpaceTime})`;
  const entries: [string, string][] = [
    ['file', facts.file],
    ['format', formatNames[facts.format]],
    ['group', facts.group],
    ['extents', `${facts.extents.join('×')}  (x first, t last; ${sites} sites, ${sites * facts.extents.length} links)`],
    ['precision', `${facts.precision} bits`],
    ['plaquette', `${facts.plaquette}${planes}`],
    ['link trace', `${facts.linkTrace}`],
    ['unitarity', `off by at most ${facts.unitarityDefect.toPrecision(2)}`],
    [
      'determinants',
      facts.determinantDefect === undefined ? '' : `off 1 by at most ${facts.determinantDefect.toPrecision(2)}`,
    ],
    ['checked', facts.checked.join(', ')],
    ...Object.entries(facts.header).map(([key, value]): [string, string] => [`header ${key}`, `${value}`]),
    ...entriesOf(facts.qcdml?.ensemble ?? {}, 'ensemble '),
    ...entriesOf(facts.qcdml?.configuration ?? {}, 'document '),
    ...(facts.remarks.length > 0 ? facts.remarks : ['nothing']).map((remark): [string, string] => ['remark', remark]),
  ];
  return aligned(entries);
}

function entriesOf(facts: object, prefix: string): [string, string][] {
  return Object.entries(facts).map(([name, value]): [string, string] => [
    `${prefix}${name}`,
    Array.isArray(value) ? value.join(typeof value[0] === 'number' ? '×' : '; ') : String(value),
  ]);
}

function documentLines(file: string, kind: string, facts: object): string {
  return aligned([['file', file], ['format', `QCDml, ${kind} document`], ...entriesOf(facts, '')]);
}

function aligned(entries: readonly [string, string][]): string {
  const shown = entries.filter(([, text]) => text !== '');
  const width = Math.max(...shown.map(([name]) => name.length)) + 2;
  // Further lines of a text are set under its first, so that none can be taken for an entry of its own.
  const under = (text: string) => text.trimEnd().replaceAll('\n', `\n${' '.repeat(width)}`);
  return shown.map(([name, text]) => `${name.replaceAll('\n', ' ').padEnd(width)}${under(text)}\n`).join('');
}
