// The service worker of /verify: keeps the page for a time without a network. It keeps no answer of the hub about anybody, and nothing of a session.
const kept = 'interop-verify-1', patience = 5000; // milliseconds
const own = '/verify/offline', pages = { en: `${own}?lang=en`, km: `${own}?lang=km` };
const scripts = ['offline', 'camera', 'device', 'guarantee', 'qr/decode', 'qr/index'].map(name => `/assets/point-of-care/${name}.js`);

async function fill() {
  const cache = await caches.open(kept);
  const links = new Set(scripts);
  for (const page of Object.values(pages)) {
    const answer = await fetch(page, { credentials: 'omit' });
    if (!answer.ok || answer.redirected) throw new Error(page);
    for (const [, link] of (await answer.clone().text()).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) links.add(link);
    await cache.put(page, answer);
  }
  await cache.addAll(links);
}

const inTime = request => Promise.race([fetch(request), new Promise((_, reject) => setTimeout(reject, patience))]);

async function language(request) {
  const asked = new URL(request.url).searchParams.get('lang') ?? await (await (await caches.open(kept)).match('/language'))?.text();
  return asked === 'km' ? 'km' : 'en';
}

async function page(request) {
  try {
    return await (request.method === 'POST' ? fetch(request) : inTime(request)); // a question that is on its way is waited for
  } catch {
    const held = pages[await language(request)];
    return new URL(request.url).pathname === own ? (await caches.open(kept)).match(held) : Response.redirect(held, 303);
  }
}

async function asset(request) {
  try {
    return await inTime(request);
  } catch (e) {
    const held = await (await caches.open(kept)).match(request);
    if (held) return held;
    throw e;
  }
}

self.addEventListener('install', event => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys())
    if (name.startsWith('interop-verify-') && name !== kept) await caches.delete(name);
  await self.clients.claim();
})()));
// Each time the page is open it says its language; what is kept is fetched again, since the hub may have a newer one.
self.addEventListener('message', event => event.waitUntil((async () => {
  await (await caches.open(kept)).put('/language', new Response(event.data));
  await fill().catch(() => { });
})()));
self.addEventListener('fetch', event => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== location.origin) return;
  if (event.request.mode === 'navigate' && (pathname === '/verify' || pathname === own)) event.respondWith(page(event.request));
  else if (event.request.method === 'GET' && pathname.startsWith('/assets/')) event.respondWith(asset(event.request));
});
