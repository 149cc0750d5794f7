/**
 * The little XML that lattice files carry: flat documents of elements with text. Files of other codes hold XML
 * with unclosed quotes, trailing zero bytes or no markup at all, so reading looks for one element by name and
 * does not ask for a valid document. No entity is ever expanded beyond the five of XML.
 */

import { refuse } from './fileError.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text with the five special characters of XML escaped. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, character => escapes[character]);
}

function unescapeXml(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|apos);/g,
    entity => Object.keys(escapes).find(key => escapes[key] === entity) as string,
  );
}

/** `<name attributes>content</name>`; the content is XML already, so escape plain text first. */
export function element(name: string, content: string, attributes: Record<string, string> = {}): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  return `<${name}${pairs.join('')}>${content}</${name}>`;
}

/** A document: XML declaration, root element, line end. */
export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

/**
 * Text inside the element `name`, trimmed; undefined when there is none.
 * @throws FileError when the element occurs with two different texts
 */
export function elementText(xml: string, name: string): string | undefined {
  const pattern = new RegExp(`<${name}(?:\\s[^<>]*)?>([^<]*)</${name}\\s*>`, 'g');
  const texts = new Set([...xml.matchAll(pattern)].map(match => unescapeXml(match[1]).trim()));
  if (texts.size > 1) {
    refuse(`The XML element ${name} occurs with different values: ${[...texts].join(', ')}. Expected one value.`);
  }
  return [...texts][0];
}

/**
 * The element `name` as a non-negative integer; undefined when there is none.
 * @throws FileError when its text is not an integer
 */
export function elementInteger(xml: string, name: string): number | undefined {
  const text = elementText(xml, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) refuse(`The XML element ${name} holds "${text}"; expected an integer.`);
  return Number(text);
}
