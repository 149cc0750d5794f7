/**
 * Reading the XML of lattice files: elements by their local names, whatever the prefix of their namespace, with comments,
 * CDATA sections and processing instructions in between. Files of other codes also hold XML with unclosed quotes, trailing
 * zero bytes or no markup at all, so the text need not be a valid document: an end tag closes what it names, and what
 * nothing closes is not complete. No entity is expanded beyond the five of XML and the numbers of characters.
 */

import { refuse } from './fileError.ts';

export interface XmlElement {
  /** The name without the prefix of its namespace. */
  readonly name: string;
  /** What stands directly in it, between its elements. */
  readonly text: string;
  readonly elements: readonly XmlElement[];
  /** Whether its own end tag closes it. */
  readonly complete: boolean;
}

interface Open extends XmlElement {
  /** With its prefix, as the end tag repeats it. */
  readonly qualified: string;
  text: string;
  readonly elements: Open[];
  complete: boolean;
}

const started = (qualified: string): Open => ({
  ...{ qualified, name: qualified.slice(qualified.indexOf(':') + 1) },
  ...{ text: '', elements: [], complete: false },
});

/** Elements further inside than this count as empty, so that nonsense costs no more time than its length. */
const deepest = 200;

/** The elements of a text, in an element without a name. */
export function readXml(xml: string): XmlElement {
  const root = started('');
  const open: Open[] = [root];
  let place = 0;
  while (place < xml.length) {
    const innermost = open[open.length - 1];
    const tag = xml.indexOf('<', place);
    innermost.text += unescapeXml(xml.slice(place, tag < 0 ? xml.length : tag));
    if (tag < 0) break;
    place = skipped(xml, tag);
    if (xml.startsWith('<![CDATA[', tag)) innermost.text += xml.slice(tag + 9, place - 3);
    else if (xml[tag + 1] === '/') close(open, nameAt(xml, tag + 2));
    else if (xml[tag + 1] !== '!' && xml[tag + 1] !== '?') {
      const element = started(nameAt(xml, tag + 1));
      innermost.elements.push(element);
      if (xml[place - 2] === '/') element.complete = true;
      else if (open.length <= deepest) open.push(element);
    }
  }
  return root;
}

function nameAt(xml: string, place: number): string {
  const name = /[^\s<>/]*/y;
  name.lastIndex = place;
  return name.exec(xml)?.[0] ?? '';
}

/** An end tag closes the innermost element of its name, and with it whatever was left open inside. */
function close(open: Open[], qualified: string): void {
  const level = open.findLastIndex(element => element.qualified === qualified);
  if (level < 1) return;
  open[level].complete = true;
  open.length = level;
}

/** Where the markup that begins at `start` ends. */
function skipped(xml: string, start: number): number {
  for (const [begin, end] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ]) {
    if (xml.startsWith(begin, start)) return after(xml, end, start + begin.length);
  }
  if (xml.startsWith('<!', start)) {
    const subset = xml.slice(start, after(xml, '>', start)).includes('[');
    return subset ? after(xml, '>', after(xml, ']', start)) : after(xml, '>', start);
  }
  return tagEnd(xml, start);
}

function after(xml: string, end: string, from: number): number {
  const place = xml.indexOf(end, from);
  return place < 0 ? xml.length : place + end.length;
}

/** A quote may hide the end of a tag, unless it is never closed: then another tag begins first. */
function tagEnd(xml: string, start: number): number {
  let quote = '';
  for (let place = start + 1; place < xml.length; place++) {
    const character = xml[place];
    if (character === '<') break;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return place + 1;
  }
  return after(xml, '>', start);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** All elements inside `element`, in the order of the document. */
export function descendants(element: XmlElement): XmlElement[] {
  return element.elements.flatMap(inner => [inner, ...descendants(inner)]);
}

/** The first element of this name that is complete; undefined when there is none. */
export function firstNamed(element: XmlElement, name: string): XmlElement | undefined {
  return descendants(element).find(inner => inner.name === name && inner.complete);
}

/** The same element without those of these names inside. */
export function without(element: XmlElement, ...names: string[]): XmlElement {
  const kept = element.elements.filter(({ name }) => !names.includes(name));
  return { ...element, elements: kept.map(inner => without(inner, ...names)) };
}

/**
 * Text inside the element `name`, trimmed; undefined when there is none. Elements with others inside do not count.
 * @throws FileError when the element occurs with two different texts
 */
export function elementText(xml: string | XmlElement, name: string): string | undefined {
  const all = descendants(typeof xml === 'string' ? readXml(xml) : xml);
  const plain = all.filter(inner => inner.name === name && inner.complete && inner.elements.length === 0);
  const texts = new Set(plain.map(({ text }) => text.trim()));
  if (texts.size > 1) {
    refuse(`The XML element ${name} occurs with different values: ${[...texts].join(', ')}. Expected one value.`);
  }
  return [...texts][0];
}

/**
 * The element `name` as a non-negative integer; undefined when there is none.
 * @throws FileError when its text is not an integer
 */
export function elementInteger(xml: string | XmlElement, name: string): number | undefined {
  const text = elementText(xml, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) refuse(`The XML element ${name} holds "${text}"; expected an integer.`);
  return Number(text);
}
