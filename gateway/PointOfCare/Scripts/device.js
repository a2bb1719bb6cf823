// What a device carries for a time without a network, in IndexedDB: keys and revocations, which are public; guarantees, which hold no name and no number; and
// the secret that names cards, which no script can read out again.
import { list as read } from './guarantee.js';

const name = 'interop-verify', most = 1000;

/** WebCrypto and workers need an address that cannot be tampered with: https, or this device itself. */
export const able = () => isSecureContext && 'serviceWorker' in navigator && 'indexedDB' in window;

const done = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function store(of, mode = 'readonly') {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('facts');
    opening.result.createObjectStore('guarantees');
  };
  return (await done(opening)).transaction(of, mode).objectStore(of);
}

const get = async key => done((await store('facts')).get(key));
const put = async (key, value) => done((await store('facts', 'readwrite')).put(value, key));

/** Keeps whose device this is. */
export async function keepFacility({ facility, en, km, cardKey }) {
  const raw = Uint8Array.from(atob(cardKey.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
  await put('facility', { code: facility, en, km, cardKey: await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']) });
}

/** Keeps keys and list; never what those keys did not sign, nor an older list than it has. */
export async function keepFacts(keys, list) {
  const fetched = await read(list, keys), held = await carried();
  if (fetched && !(held && held.revoked.iat > fetched.iat)) await put('verify', { keys, list });
}

/** Keeps a guarantee, and forgets those that are over and the oldest of too many. */
export async function keepGuarantee(token, expires) {
  const of = await store('guarantees', 'readwrite');
  await done(of.put({ token, expires, at: Date.now() }, token));
  const all = (await guarantees()).sort((a, b) => b.at - a.at);
  for (const { token: old } of all.filter((g, i) => i >= most || g.expires < Date.now())) await done((await store('guarantees', 'readwrite')).delete(old));
}

export const guarantees = async () => done((await store('guarantees')).getAll());

/** What verifying needs; null until a clerk has prepared the device. */
export async function carried() {
  const [facility, facts] = await Promise.all([get('facility'), get('verify')]);
  const revoked = facility && facts ? await read(facts.list, facts.keys) : null;
  return revoked ? { facility: facility.code, title: facility, cardKey: facility.cardKey, keys: facts.keys, revoked } : null;
}
