// What a device carries for a time without a network, in IndexedDB: keys and revocations, which are public; guarantees, which hold no name and no number;
// the secret that names cards, which no script can read out again; and numbers that wait for a network, sealed so that the hub alone can open them.
import { encode, list as read } from './guarantee.js';

const name = 'interop-verify', most = 1000, text = new TextEncoder();

/** WebCrypto and workers need an address that cannot be tampered with: https, or this device itself. */
export const able = () => isSecureContext && 'serviceWorker' in navigator && 'indexedDB' in window;

const done = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function store(of, mode = 'readonly') {
  const opening = indexedDB.open(name, 2);
  opening.onupgradeneeded = () => {
    for (const part of ['facts', 'guarantees', 'waiting'])
      if (!opening.result.objectStoreNames.contains(part)) opening.result.createObjectStore(part);
  };
  return (await done(opening)).transaction(of, mode).objectStore(of);
}

const get = async key => done((await store('facts')).get(key));
const put = async (key, value) => done((await store('facts', 'readwrite')).put(value, key));

/** Keeps whose device this is. */
export async function keepFacility({ facility, en, km, cardKey, sealKey }) {
  const raw = Uint8Array.from(atob(cardKey.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
  await put('facility', { code: facility, en, km, sealKey, cardKey: await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']) });
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

/** Keeps a number that nobody could answer. It is sealed at once, and this device cannot open it again. */
export async function keepNumber(number) {
  const { code, sealKey } = await get('facility');
  const p256 = { name: 'ECDH', namedCurve: 'P-256' };
  const hub = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', ...sealKey }, p256, false, []);
  const own = await crypto.subtle.generateKey(p256, false, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey));
  const shared = await crypto.subtle.importKey('raw', await crypto.subtle.deriveBits({ name: 'ECDH', public: hub }, own.privateKey, 256), 'HKDF', false, ['deriveKey']);
  const info = text.encode(`interop sealed card 1 ${code}`);
  const key = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: point, info }, shared, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  // The key is made for this number alone, so that its vector may be zero.
  const content = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, text.encode(`${Math.floor(Date.now() / 1000)} ${number}`));
  await done((await store('waiting', 'readwrite')).put(encode(new Uint8Array([...point, ...new Uint8Array(content)])), crypto.randomUUID()));
}

/** How many numbers wait. */
export const waiting = async () => done((await store('waiting')).count());

/** Numbers that wait, as `{name}.{box}`, so many at most. */
export async function sealed(most) {
  const [names, boxes] = await Promise.all([done((await store('waiting')).getAllKeys(null, most)), done((await store('waiting')).getAll(null, most))]);
  return names.map((name, i) => `${name}.${boxes[i]}`);
}

export async function forget(names) {
  for (const name of names) await done((await store('waiting', 'readwrite')).delete(name));
}

/** What verifying needs; null until a clerk has prepared the device. */
export async function carried() {
  const [facility, facts] = await Promise.all([get('facility'), get('verify')]);
  const revoked = facility && facts ? await read(facts.list, facts.keys) : null;
  return revoked ? { facility: facility.code, title: facility, cardKey: facility.cardKey, keys: facts.keys, revoked } : null;
}
