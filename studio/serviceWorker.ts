/**
 * The studio works without a network after the first visit: a service worker keeps every file of the build. Names of files
 * hold hashes of their contents, so what is kept never grows old; the page itself is asked for first and kept as a fallback.
 */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

export function serviceWorker(): Plugin {
  return {
    name: 'cask-service-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = Object.keys(bundle).filter(name => name !== 'index.html');
      // Names with a hash tell their contents; the others' contents are looked at.
      const plain = Object.values(bundle).map(file => (file.type === 'asset' ? file.source : file.fileName));
      const hash = createHash('sha256').update(files.join('\n'));
      for (const content of plain) hash.update(content);
      const version = hash.digest('hex').slice(0, 12);
      this.emitFile({ type: 'asset', fileName: 'serviceWorker.js', source: source(version, files) });
    },
  };
}

function source(version: string, files: readonly string[]): string {
  return `const cacheName = 'cask-studio-${version}';
const files = ${JSON.stringify(['./', ...files, 'favicon.svg', 'manifest.webmanifest'])};
self.addEventListener('install', event => {
  event.waitUntil(caches.open(cacheName).then(cache => cache.addAll(files)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', event => {
  const old = names => names.filter(name => name.startsWith('cask-studio-') && name !== cacheName);
  event.waitUntil(caches.keys().then(names => Promise.all(old(names).map(name => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.includes('/api/')) return;
  const kept = () => caches.open(cacheName).then(cache => cache.match(request, { ignoreSearch: true, ignoreVary: true }));
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.open(cacheName).then(cache => cache.match('./'))));
  else event.respondWith(kept().then(found => found ?? fetch(request)));
});
`;
}
