// The service worker of /verify: keeps the page for a time without a network, and what verifies guarantees there. It keeps no answer of the hub about anybody.
const kept = 'interop-verify-1';
const pages = ['/verify/offline?lang=en', '/verify/offline?lang=km'], facts = ['/guarantee/jwks.json', '/guarantee/revoked'];
const scripts = ['offline', 'camera', 'device', 'guarantee', 'qr/decode', 'qr/index'].map(name => `/assets/point-of-care/${name}.js`);

async function fill() {
  const cache = await caches.open(kept);
  await cache.addAll([...facts, ...scripts]);
  for (const page of pages) {
    const answer = await fetch(page, { credentials: 'omit' }); // nobody's session is in what is kept
    if (!answer.ok) throw new Error(page);
    const linked = [...(await answer.clone().text()).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(m => m[1]);
    await cache.addAll(linked);
    await cache.put(page, answer);
  }
}

async function newest(request) {
  const cache = await caches.open(kept);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (e) {
    const held = await cache.match(request);
    if (held) return held;
    throw e;
  }
}

async function page(event) {
  try {
    return await fetch(event.request);
  } catch {
    const client = await self.clients.get(event.clientId);
    const language = new URL(client?.url ?? event.request.url).searchParams.get('lang') ?? await (await caches.open(kept)).match('/language').then(l => l?.text()) ?? 'en';
    return (await caches.open(kept)).match(pages[language === 'km' ? 1 : 0]);
  }
}

self.addEventListener('install', event => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys())
    if (name.startsWith('interop-verify-') && name !== kept) await caches.delete(name);
  await self.clients.claim();
})()));
self.addEventListener('message', event => event.waitUntil((async () => {
  await (await caches.open(kept)).put('/language', new Response(event.data));
  await Promise.allSettled(facts.map(newest)); // each time a page is open: the list shall be no older than the last network
})()));
self.addEventListener('fetch', event => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== location.origin) return;
  if (event.request.mode === 'navigate') event.respondWith(page(event));
  else if (event.request.method === 'GET' && (facts.includes(pathname) || pathname.startsWith('/assets/'))) event.respondWith(newest(event.request));
});
