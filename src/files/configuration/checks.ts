/**
 * The last check of every reader: all links pass by once, slice by slice, and must be finite, unitary, and those of the
 * numbers that the file states.
 */

import { refuse } from '../bytes/fileError.ts';
import { checkFinite, contradict, siteCount } from './configuration.ts';
import { closingLinks, refuseOpenBoundary } from './openBoundary.ts';
import { eachSlice, type LinkSource, type StatedNumber, sliceCount } from './slices.ts';
import { type Plaquette, planeSums, traceSum, unitarityDefect } from './verification.ts';

/** What is seen when all links have passed by. */
export interface LinkFacts {
  readonly plaquette: Plaquette;
  readonly linkTrace: number;
  readonly unitarityDefect: number;
}

type Quantity = StatedNumber['quantity'];

/**
 * Checks all links, of which three slices are in memory at a time; only what the file states is computed. Adds a remark
 * when links are off unitary by more than rounding explains.
 * @param also is shown every slice
 * @throws FileError when a link is not finite, off unitary by more than 1e-4, or the boundary is open; ChecksumError when
 *   a number that the file states is not that of the links
 */
export function checkSlices(source: LinkSource, also?: (slice: Float64Array, t: number) => void): void {
  passBy(source, new Set(source.stated.map(({ quantity }) => quantity)), also);
}

/** The same, and what is seen on the way. @throws FileError as `checkSlices` */
export function inspectSlices(source: LinkSource, also?: (slice: Float64Array, t: number) => void): LinkFacts {
  const { planes, trace, defect } = passBy(source, new Set(['plaquette', 'linkTrace']), also);
  return { plaquette: planes.averages(), linkTrace: trace, unitarityDefect: defect };
}

function passBy(
  source: LinkSource,
  wanted: ReadonlySet<Quantity>,
  also: (slice: Float64Array, t: number) => void = () => {},
) {
  const { extents, colours } = source;
  const planes = planeSums(source);
  let sum = 0;
  let defect = 0;
  let closing: ReturnType<typeof closingLinks>;
  eachSlice(source, (here, next, t) => {
    const links = { colours, links: here };
    checkFinite(source, here, t * here.length);
    defect = Math.max(defect, unitarityDefect(links));
    if (wanted.has('linkTrace')) sum = traceSum(links, sum);
    if (wanted.has('plaquette')) planes.add(here, next);
    if (t === sliceCount(source) - 1) closing = closingLinks(source, here);
    also(here, t);
  });
  if (closing === 'zero') refuseOpenBoundary(closing);
  judgeUnitarity(defect, source);
  const trace = sum / (siteCount(extents) * extents.length * colours);
  const computed = { plaquette: () => planes.averages().average, linkTrace: () => trace };
  for (const stated of source.stated) {
    const agrees = agreesWith(stated, computed[stated.quantity](), source.remarks);
    if (!agrees && stated.quantity === 'plaquette' && closing === 'unit') refuseOpenBoundary(closing);
    if (!agrees) contradict(sentenceOf(stated, computed[stated.quantity]()), source, source.remarks);
  }
  return { planes, trace, defect };
}

// Single precision rounds each matrix element by up to 3e-8 and double by 6e-17; the limits leave room for codes
// that do not project back to the group after every trajectory.
const remarkAbove = { 32: 2e-6, 64: 1e-10 };
const refuseAbove = 1e-4;

function judgeUnitarity(defect: number, { precision, remarks, place, isWhole }: LinkSource): void {
  if (defect > refuseAbove) {
    refuse(
      `Links${place === undefined ? '' : ` of ${place}`} are off unitary by ${defect.toPrecision(3)}; expected at most ${refuseAbove}. ` +
        (isWhole
          ? 'The checksum is right, so the file is whole: this field holds other matrices, or links of another group or order.'
          : 'The data are damaged, or they are not gauge links of the announced group and order.'),
    );
  }
  const usual = remarkAbove[precision];
  if (defect > usual) {
    remarks.push(
      `Accepted links off unitary by ${defect.toPrecision(3)}, more than the ${usual} expected of ${precision}-bit numbers; consider projecting them back to the group.`,
    );
  }
}

/** Whether the number is that of the links, or what a known program states in its place: then with a remark. */
function agreesWith(
  { factor = 1, value, tolerance, known }: StatedNumber,
  computed: number,
  remarks: string[],
): boolean {
  // Comparisons with NaN are false, so that NaN never agrees.
  if (Math.abs(factor * computed - value) <= tolerance) return true;
  if (known === undefined || !(Math.abs(known.factor * computed - value) <= tolerance)) return false;
  if (!remarks.includes(known.remark)) remarks.push(known.remark);
  return true;
}

function sentenceOf({ name, factor = 1, value, tolerance }: StatedNumber, computed: number): string {
  return (
    `The header states ${name} ${value}, but the links give ${factor * computed}; they may differ by ${tolerance}. ` +
    'The file is damaged or its links are stored in another order.'
  );
}
