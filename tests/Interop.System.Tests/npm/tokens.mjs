// What an institution's own program does, with libraries this project has no part in: discovery, tokens in every way the hub gives them, and
// the signature against the published keys. Reads one JSON object from standard input; exits with 0 when all went well.
import { createRemoteJWKSet, importPKCS8, jwtVerify } from 'jose';
import * as client from 'openid-client';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { address, institution, accessKey, keys } = JSON.parse(text);

const options = { execute: [client.allowInsecureRequests] };
const ways = [
  ['client_secret_basic', client.ClientSecretBasic(accessKey)],
  ['client_secret_post', client.ClientSecretPost(accessKey)],
];
for (const { algorithm, kid, pem } of keys)
  ways.push([`private_key_jwt ${algorithm}`, client.PrivateKeyJwt({ key: await importPKCS8(pem, algorithm), kid })]);

for (const [name, way] of ways) {
  const server = await client.discovery(new URL(address), institution, undefined, way, options);
  const metadata = server.serverMetadata();
  const tokens = await client.clientCredentialsGrant(server, { scope: 'exchange' });
  const { payload, protectedHeader } = await jwtVerify(tokens.access_token, createRemoteJWKSet(new URL(metadata.jwks_uri)), {
    issuer: metadata.issuer, audience: 'interop', typ: 'at+jwt', algorithms: ['ES256'],
  });
  if (payload.institution !== institution || payload.client_id !== institution || !protectedHeader.kid)
    throw new Error(`${name}: the token is not this institution's`);
  const answer = await fetch(`${address}/v1/entitlements/check`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${tokens.access_token}`, 'Interop-Purpose': 'ELIGDTRM', 'Content-Type': 'application/json' },
    body: JSON.stringify({ subject: { type: 'national-id', value: '000000000' } }),
  });
  const { code } = await answer.json();
  if (code !== 'subject-not-found') throw new Error(`${name}: the hub answered ${answer.status} ${code}`);
  await client.tokenRevocation(server, tokens.access_token);
  const refused = await fetch(`${address}/v1/lookup`, { method: 'POST', headers: { Authorization: `Bearer ${tokens.access_token}` } });
  if ((await refused.json()).code !== 'token-revoked') throw new Error(`${name}: a withdrawn token was not refused as such`);
  console.log(`${name}: good`);
}
