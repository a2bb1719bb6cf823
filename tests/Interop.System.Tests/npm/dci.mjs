// A DCI partner with code of its own: signs messages in both dialects, verifies the hub's, and holds both against the OpenAPI documents of the
// specifications. Reads a list of tasks from standard input and writes one JSON value a line for each.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { CompactSign, compactVerify, FlattenedEncrypt, flattenedDecrypt, importJWK } from 'jose';
import YAML from 'yaml';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { specifications, tasks } = JSON.parse(text);

const sorted = value => Array.isArray(value) ? value.map(sorted)
  : value && typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map(k => [k, sorted(value[k])])) : value;
const canonical = ({ header, message }) => JSON.stringify(sorted({ header, message }))
  .replace(/[\u007f-\uffff]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
const lines = (content, created, expires) =>
  Buffer.from(`(created): ${created}\n(expires): ${expires}\ndigest: ${createHash('sha256').update(content).digest('base64')}`);

async function signed({ dialect, jwk, sender, at, header, message }) {
  const content = canonical({ header, message });
  if (dialect === 'jws')
    return { signature: await new CompactSign(Buffer.from(content)).setProtectedHeader({ alg: 'RS256', kid: jwk.kid }).sign(await importJWK(jwk, 'RS256')), header, message };
  const signature = sign(null, lines(content, at, at + 300), createPrivateKey({ key: jwk, format: 'jwk' })).toString('base64');
  return {
    signature: `Signature: namespace="dci", kidId="${sender}|${jwk.kid}|ed25519", algorithm="ed25519", created="${at}", expires="${at + 300}", headers="(created) (expires) digest", signature="${signature}"`,
    header, message,
  };
}

async function verified({ keys, message: { signature, header, message } }) {
  const content = canonical({ header, message });
  const key = kid => keys.find(k => k.kid === kid);
  if (!signature.startsWith('Signature:')) {
    const { payload, protectedHeader } = await compactVerify(signature, async h => importJWK(key(h.kid), 'RS256'), { algorithms: ['RS256'] });
    return Buffer.from(payload).toString() === content && protectedHeader.alg === 'RS256' ? 'jws' : 'another payload';
  }
  const [, kid, created, expires, value] = /kidId="[^|]+\|([^|]+)\|ed25519".*created="(\d+)", expires="(\d+)".*signature="([^"]+)"/.exec(signature);
  return verify(null, lines(content, created, expires), createPublicKey({ key: key(kid), format: 'jwk' }), Buffer.from(value, 'base64')) ? 'signature-string' : 'invalid';
}

const Algorithms = { alg: 'RSA-OAEP-256', enc: 'A256GCM' };

const encrypted = async ({ jwk, message }) =>
  new FlattenedEncrypt(Buffer.from(JSON.stringify(message))).setUnprotectedHeader({ ...Algorithms, kid: jwk.kid }).encrypt(await importJWK(jwk, Algorithms.alg));

async function decrypted({ jwk, message }) {
  const { plaintext } = await flattenedDecrypt(message, await importJWK(jwk, Algorithms.alg), { keyManagementAlgorithms: [Algorithms.alg], contentEncryptionAlgorithms: [Algorithms.enc] });
  return JSON.parse(Buffer.from(plaintext).toString());
}

const loaded = {};
function specification(name) {
  if (!loaded[name]) {
    const ajv = new Ajv({ strict: false, logger: false });
    addFormats(ajv);
    const document = YAML.parse(fs.readFileSync(path.join(specifications, `${name}_api_v1.0.0.yaml`), 'utf8'));
    ajv.addSchema({ ...document, $id: `spec:${name}` });
    loaded[name] = { ajv, document, compiled: {} };
  }
  return loaded[name];
}

const escaped = part => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'));

// What is wrong with a body; null when nothing is, or when the specifications are not here.
function fault({ registry, endpoint, method = 'post', status, body }) {
  if (!specifications) return null;
  const { ajv, document, compiled } = specification(registry);
  let at = ['paths', endpoint, method, ...status ? ['responses', document.paths[endpoint][method].responses[status] ? status : 'default'] : ['requestBody']];
  let node = at.reduce((n, p) => n[p], document);
  if (node.$ref) at = node.$ref.slice(2).split('/');
  node = at.reduce((n, p) => n[p], document);
  // One document refers to a schema where an answer is expected.
  if (node.content) at = [...at, 'content', 'application/json', 'schema'];
  const pointer = `spec:${registry}#/${at.map(escaped).join('/')}`;
  const validate = compiled[pointer] ??= ajv.compile({ $ref: pointer });
  return validate(body) ? null : ajv.errorsText(validate.errors);
}

for (const task of tasks)
  console.log(JSON.stringify(
    task.sign ? await signed(task.sign) : task.verify ? await verified(task.verify)
      : task.encrypt ? await encrypted(task.encrypt) : task.decrypt ? await decrypted(task.decrypt) : fault(task.validate)));
