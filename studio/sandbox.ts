/**
 * What somebody writes in the code panel runs in a worker of a frame with an origin of its own (`sandbox="allow-scripts"`) and
 * a policy that lets it load nothing: no network, no storage, nothing of the page or of a server's cookie. The frame
 * is handed the worker's code as text; this plugin makes both: `sandbox.html` and `program.js`, one file with the
 * whole library.
 */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { Plugin } from 'vite';

/** Passes messages between the page and one worker; not one of modules, which Chromium does not start in a frame without an origin. */
const script = `
let worker;
onmessage = ({ data, source }) => {
  if (source !== parent || worker) return;
  const address = URL.createObjectURL(new Blob([data.code], { type: 'text/javascript' }));
  worker = new Worker(address);
  worker.onmessage = message => parent.postMessage(message.data, '*');
  worker.onerror = event => {
    event.preventDefault();
    parent.postMessage({ kind: 'failed', line: 1, sentence: event.message || 'The program could not be started.' }, '*');
  };
  worker.postMessage(data.program);
};
parent.postMessage({ kind: 'ready' }, '*');
`;

const hash = createHash('sha256').update(script).digest('base64');
const policy = `default-src 'none'; script-src blob: 'sha256-${hash}' 'unsafe-eval'; worker-src blob:`;
const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <title>Sandbox</title>
  </head>
  <body><script>${script}</script></body>
</html>
`;

export function sandbox(): Plugin {
  return {
    name: 'cask-sandbox',
    apply: 'build',
    async generateBundle() {
      const made = await rolldown({
        input: fileURLToPath(new URL('./src/code/program.ts', import.meta.url)),
        platform: 'browser',
      });
      const { output } = await made.generate({ format: 'iife', minify: true, comments: false });
      await made.close();
      this.emitFile({ type: 'asset', fileName: 'sandbox.html', source: page });
      this.emitFile({ type: 'asset', fileName: 'program.js', source: output[0].code });
    },
  };
}
