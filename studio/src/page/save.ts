/** Pictures and numbers as files. */

function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function saveText(name: string, text: string, kind = 'text/plain'): void {
  download(name, new Blob([text], { type: kind }));
}

/** Names and texts hold no quotes. */
export function csvOf(heading: readonly string[], rows: Iterable<readonly (number | string)[]>): string {
  const cell = (value: number | string) => (typeof value === 'string' && value.includes(',') ? `"${value}"` : value);
  const lines = [heading.map(cell).join()];
  for (const row of rows) lines.push(row.map(cell).join());
  return `${lines.join('\n')}\n`;
}

export function saveCanvas(name: string, canvas: HTMLCanvasElement): void {
  canvas.toBlob(blob => blob && download(name, blob), 'image/png');
}

/** An SVG as PNG, at twice its size. */
export async function savePicture(name: string, svg: string): Promise<void> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * image.naturalWidth, 2 * image.naturalHeight];
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  saveCanvas(name, canvas);
}

/** A canvas as an SVG that holds it as a picture. */
export function canvasAsSvg(canvas: HTMLCanvasElement, title: string): string {
  const { width, height } = canvas;
  const safe = title.replace(/[&<>]/g, letter => `&#${letter.charCodeAt(0)};`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><title>${safe}</title><image width="${width}" height="${height}" href="${canvas.toDataURL('image/png')}"/></svg>\n`;
}
