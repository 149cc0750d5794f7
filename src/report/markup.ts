/** HTML and SVG as text, with everything that came from outside escaped. */

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that is safe between tags and inside quoted attributes. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]);
}

type Attributes = Readonly<Record<string, string | number>>;

/** An element; `inside` is markup already, so plain text has to go through `escapeText` first. */
export function element(name: string, attributes: Attributes = {}, inside: string | readonly string[] = ''): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(attributeText(value))}"`);
  const content = typeof inside === 'string' ? inside : inside.join('\n');
  return `<${name}${list.join('')}>${content}</${name}>`;
}

/** A hundredth of a pixel is enough, and keeps files small. */
function attributeText(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
}
