// What the device keeps for a time without a network, in IndexedDB: guarantees (no name and no number in them), the card key and a key that seals, neither of
// which any script can read out, and the numbers of cards that wait to be asked about again, sealed.
const name = 'interop-verify', text = new TextEncoder();

const done = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function store(of, mode = 'readonly') {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('facts');
    opening.result.createObjectStore('guarantees');
    opening.result.createObjectStore('waiting', { autoIncrement: true });
  };
  return (await done(opening)).transaction(of, mode).objectStore(of);
}

const get = async key => done((await store('facts')).get(key));
const put = async (key, value) => done((await store('facts', 'readwrite')).put(value, key));

export async function keepCardKey({ facility, cardKey }) {
  const raw = Uint8Array.from(atob(cardKey.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
  await put('facility', facility);
  await put('cardKey', await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']));
}

/** Keeps a guarantee and forgets those that are over. */
export async function keepGuarantee(token, expires) {
  await done((await store('guarantees', 'readwrite')).put({ token, expires, at: Date.now() }, token));
  for (const { token: old } of (await guarantees()).filter(g => g.expires < Date.now())) await done((await store('guarantees', 'readwrite')).delete(old));
}

export const guarantees = async () => done((await store('guarantees')).getAll());

/** What verifying needs, or null when this device was never connected. */
export async function carried() {
  const [facility, cardKey, jwks, revoked] = await Promise.all([get('facility'), get('cardKey'), caches.match('/guarantee/jwks.json'), caches.match('/guarantee/revoked')]);
  return facility && jwks && revoked ? { facility, cardKey, keys: (await jwks.json()).keys, list: await revoked.text() } : null;
}

async function sealing() {
  const made = await get('seal') ?? await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await put('seal', made);
  return made;
}

/** Queues a number to be asked about again; one that waits already waits once. */
export async function wait(number) {
  if ((await waiting()).some(w => w.number === number && !w.verdict)) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await sealing(), text.encode(number));
  await done((await store('waiting', 'readwrite')).add({ iv, sealed, at: Date.now(), verdict: null }));
}

/** All that waits, and what has come of it until somebody has seen it. */
export async function waiting() {
  const of = await store('waiting');
  const [keys, all] = await Promise.all([done(of.getAllKeys()), done(of.getAll())]);
  const seal = await get('seal');
  return Promise.all(all.map(async ({ iv, sealed, at, verdict }, i) => ({
    id: keys[i], at, verdict, iv, sealed, number: new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, seal, sealed)),
  })));
}

export const answered = async ({ id, iv, sealed, at }, verdict) => done((await store('waiting', 'readwrite')).put({ iv, sealed, at, verdict }, id));

export const seen = async id => done((await store('waiting', 'readwrite')).delete(id));
