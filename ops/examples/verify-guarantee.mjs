// Verifies a guarantee of payment without a network and without any code of the hub; Node.js alone is needed.
//   curl -s HUB/guarantee/jwks.json >keys.json;  curl -s HUB/guarantee/revoked >revoked.jws        (whenever there is a network)
//   node verify-guarantee.mjs keys.json revoked.jws calmette-hospital <guarantee.txt               (without one)
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [keysFile, revokedFile, facility] = process.argv.slice(2);
const { keys } = JSON.parse(readFileSync(keysFile, 'utf8'));
const refuse = why => { console.log(`refused: ${why}`); process.exit(1); };

function open(jws, typ) { // RFC 7515; nothing that the token says chooses how it is verified
  const [head, body, signature, ...more] = jws.trim().split('.').map(part => ({ part, bytes: Buffer.from(part, 'base64url') }));
  if (!signature || more.length || [head, body, signature].some(p => p.bytes.toString('base64url') !== p.part)) refuse('malformed');
  const header = (() => { try { return JSON.parse(head.bytes); } catch { return refuse('malformed'); } })();
  if (header?.alg !== 'ES256' || header.typ !== typ || 'crit' in header) refuse('malformed');
  const jwk = keys.find(k => k.kid === header.kid) ?? refuse('key-unknown');
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  if (!verify('sha256', Buffer.from(`${head.part}.${body.part}`), key, signature.bytes)) refuse('signature-invalid');
  return JSON.parse(body.bytes);
}

function isRevoked(id, { count, remainder, set }) { // a Golomb-coded set: sorted hashes, each gap a unary quotient and 14 bits
  const bytes = Buffer.from(set, 'base64url'), range = BigInt(count) << BigInt(remainder);
  const place = (createHash('sha256').update(id).digest().readBigUInt64BE() * range) >> 64n;
  let at = 0, value = 0n;
  const bit = () => (bytes[at >> 3] >> (7 - (at++ & 7))) & 1;
  for (let i = 0; i < count && value <= place; i++) {
    let gap = 0;
    while (bit()) gap++;
    for (let b = 0; b < remainder; b++) gap = gap * 2 + bit();
    value += BigInt(gap);
    if (value === place) return true;
  }
  return false;
}

const guarantee = open(readFileSync(0, 'utf8'), 'guarantee+jwt'), list = open(readFileSync(revokedFile, 'utf8'), 'guarantee-revocation+jwt');
if (list.version !== 1 || isRevoked(guarantee.jti, list)) refuse('revoked');
const now = Date.now() / 1000;
if (now < guarantee.nbf) refuse('not-yet-valid');
if (now >= guarantee.exp) refuse('expired');
if (guarantee.facility !== facility) refuse('other-facility');
console.log(`good: ${guarantee.payer} pays for ${guarantee.package}, ${guarantee.copayment} % is left to the patient, until ${new Date(guarantee.exp * 1000).toISOString()}`);
