/** Writing the little XML that lattice files carry: flat documents of elements with text. */

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text with the five special characters of XML escaped. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, character => escapes[character]);
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
