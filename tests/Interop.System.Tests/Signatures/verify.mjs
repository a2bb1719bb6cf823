// Verifies a signed answer without any code of the hub: the base is put together by hand (RFC 9421 section 2.5), the digest is taken anew (RFC 9530).
// Input on stdin: {"jwk","kid","method","url","requestDigest","status","headers":{name:value},"body" (base64),"label","nonce"}. Prints "ok" or what is wrong.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const answer = JSON.parse(readFileSync(0, 'utf8'));
const fail = what => { console.log(what); process.exit(1); };
const header = name => answer.headers[name] ?? fail('no field ' + name);

const body = Buffer.from(answer.body, 'base64');
const digest = 'sha-256=:' + createHash('sha256').update(body).digest('base64') + ':';
if (header('content-digest') !== digest) fail('digest');

const prefix = answer.label + '=';
const input = header('signature-input');
if (!input.startsWith(prefix)) fail('label');
const params = input.slice(prefix.length);
const covered = params.slice(1, params.indexOf(')')).split(' ').filter(c => c);
const values = {
  '"@status"': () => String(answer.status),
  '"@method";req': () => answer.method,
  '"@target-uri";req': () => answer.url,
  '"content-digest";req': () => answer.requestDigest,
};
for (const needed of ['"@status"', '"content-type"', '"content-digest"', '"interop-exchange-id"', '"@method";req', '"@target-uri";req', ...answer.needed])
  if (!covered.includes(needed)) fail('not covered: ' + needed);
if (!params.includes(`;keyid="${answer.kid}"`) || !params.includes(';alg="ecdsa-p256-sha256"')) fail('parameters');
if (answer.nonce && !params.includes(`;nonce="${answer.nonce}"`)) fail('nonce');

const lines = covered.map(c => `${c}: ${(values[c] ?? (() => header(JSON.parse(c))))()}`);
const base = [...lines, `"@signature-params": ${params}`].join('\n');
const signature = Buffer.from(header('signature').slice(prefix.length + 1, -1), 'base64');
const key = createPublicKey({ key: answer.jwk, format: 'jwk' });
const good = verify('sha256', Buffer.from(base, 'ascii'), { key, dsaEncoding: 'ieee-p1363' }, signature);
console.log(good ? 'ok' : 'signature');
process.exit(good ? 0 : 1);
