// Checks guarantees as the hub does (GuaranteeCheck), with WebCrypto alone: no network, no storage, no page.
const text = new TextEncoder();

/** Bytes as base64url. */
export const encode = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** The bytes of base64url in its one spelling, or null. */
export function decode(part) {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
    let again = '';
    for (let at = 0; at < bytes.length; at += 3072) again += encode(bytes.subarray(at, at + 3072)); // a multiple of three: no padding within
    return again === part ? bytes : null;
  } catch {
    return null;
  }
}

function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

// RFC 7515 with ES256 alone and one fixed header: nothing a token says chooses how it is verified.
async function open(jws, typ, keys) {
  const parts = jws.split('.'), [head, body, signature] = parts.map(decode);
  if (parts.length !== 3 || !head || !body || !signature) return { verdict: 'malformed' };
  const header = parse(head);
  if (!header || Object.keys(header).length !== 3 || header.alg !== 'ES256' || header.typ !== typ || typeof header.kid !== 'string') return { verdict: 'malformed' };
  const jwk = keys.find(k => k.kid === header.kid);
  if (!jwk) return { verdict: 'key-unknown' };
  const key = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  if (!await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, text.encode(`${parts[0]}.${parts[1]}`))) return { verdict: 'signature-invalid' };
  const claims = parse(body);
  return claims ? { verdict: 'good', claims } : { verdict: 'malformed' };
}

/** The list of revocations: when it was made (seconds) and whether it holds an id; null when none of the keys signed it. */
export async function list(jws, keys) {
  const { claims } = await open(jws, 'guarantee-revocation+jwt', keys);
  const bytes = claims?.version === 1 && claims.remainder === 14 && Number.isInteger(claims.iat) && decode(claims.set);
  return bytes ? { iat: claims.iat, holds: id => holds(id, claims.count, bytes) } : null;
}

// A Golomb-coded set (BIP 158): sorted hashes, each gap a unary quotient and 14 bits of remainder.
async function holds(id, count, bytes) {
  const hash = new DataView(await crypto.subtle.digest('SHA-256', text.encode(id))).getBigUint64(0);
  const place = Number((hash * (BigInt(count) << 14n)) >> 64n); // below 2^34
  let at = 0, value = 0;
  const bit = () => (bytes[at >> 3] >> (7 - (at++ & 7))) & 1;
  for (let i = 0; i < count && value <= place; i++) {
    let gap = 0;
    while (bit()) gap++;
    for (let b = 0; b < 14; b++) gap = gap * 2 + bit();
    value += gap;
    if (value === place) return true;
  }
  return false;
}

/** Whether a guarantee names the card with this number, by the secret of the facility. */
async function names(claims, cardKey, number) {
  const mac = await crypto.subtle.sign('HMAC', cardKey, text.encode(`${claims.jti}\0${number}`));
  return encode(new Uint8Array(mac, 0, 16)) === claims.card;
}

/**
 * The verdict, as the hub names it, and the claims wherever the signature is good.
 * @param here { keys, facility, cardKey, revoked } of this device
 * @param number on the card at hand; null compares none
 * @param now seconds since 1970
 */
export async function check(token, here, number, now) {
  const { verdict, claims } = await open(token, 'guarantee+jwt', here.keys);
  if (verdict !== 'good') return { verdict };
  const of = word => ({ verdict: word, claims });
  if (await here.revoked.holds(claims.jti)) return of('revoked');
  if (now < claims.nbf) return of('not-yet-valid');
  if (now >= claims.exp) return of('expired');
  if (claims.facility !== here.facility) return of('other-facility');
  return of(number !== null && !await names(claims, here.cardKey, number) ? 'other-card' : 'good');
}
