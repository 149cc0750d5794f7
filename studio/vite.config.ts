/** Builds the studio into dist/studio, which the package ships; `npm run studio` also serves it. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { sandbox } from './sandbox.ts';
import { serviceWorker } from './serviceWorker.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  // Any folder of any server will do.
  base: './',
  build: {
    outDir: here('../dist/studio'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  plugins: [sandbox(), serviceWorker()],
  preview: {
    host: '127.0.0.1',
    headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
  },
});
