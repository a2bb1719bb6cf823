// What a hospital's system does, with FHIR clients this project has no part in: they find out where tokens are got, get one, search, read, page,
// match and submit. Reads one JSON object from standard input; exits with 0 when all went well.
import { Client } from 'fhir-kit-client';
import smart from 'fhirclient';
import { importPKCS8, SignJWT } from 'jose';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { address, institution, accessKey, key, system, number, payers, described, payer } = JSON.parse(text);
const baseUrl = `${address}/fhir`;

function check(condition, what) {
  if (!condition) throw new Error(what);
}

const request = {
  resourceType: 'CoverageEligibilityRequest', status: 'active', purpose: ['benefits'], created: '2026-11-25',
  patient: { identifier: { system, value: number } }, insurer: { display: 'any' },
};
const payersOf = bundle => (bundle.entry ?? []).map(e => e.resource).filter(r => r.resourceType === 'Coverage').map(c => c.payor[0].identifier.value);
const inForce = response => response.insurance.filter(i => i.inforce).map(i => response.contained.find(c => `#${c.id}` === i.coverage.reference).payor[0].identifier.value);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// SMART Backend Services: an assertion signed with the institution's own key, for a token.
const kit = new Client({ baseUrl, customHeaders: { 'Interop-Purpose': 'TREAT' } });
const { tokenUrl } = await kit.smartAuthMetadata();
const configuration = await (await fetch(`${baseUrl}/.well-known/smart-configuration`)).json();
check(configuration.token_endpoint === tokenUrl.href && configuration.capabilities.includes('client-confidential-asymmetric'), 'where tokens are got');
const assertion = await new SignJWT({}).setProtectedHeader({ alg: 'ES384', kid: key.kid, typ: 'JWT' })
  .setIssuer(institution).setSubject(institution).setAudience(tokenUrl.href).setJti(crypto.randomUUID()).setIssuedAt().setExpirationTime('2m')
  .sign(await importPKCS8(key.pem, 'ES384'));
const answer = await fetch(tokenUrl, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials', scope: configuration.scopes_supported[0],
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion,
  }),
});
check(answer.ok, `no token: ${answer.status}`);
kit.bearerToken = (await answer.json()).access_token;

check((await kit.capabilityStatement()).fhirVersion === '4.0.1', 'kit: metadata');
const found = await kit.resourceSearch({ resourceType: 'Patient', searchParams: { identifier: `${system}|${number}` }, options: { postSearch: true } });
check(found.total === 1, 'kit: search');
const id = found.entry[0].resource.id;
check((await kit.read({ resourceType: 'Patient', id })).id === id, 'kit: read');
check((await kit.resourceSearch({ resourceType: 'Patient', searchParams: { _id: id } })).total === 1, 'kit: search by id');
let page = await kit.resourceSearch({ resourceType: 'Coverage', searchParams: { patient: id, _count: 1 } });
const paged = [];
for (; page; page = await kit.nextPage({ bundle: page })) paged.push(...payersOf(page));
check(same(paged, payers), 'kit: pages of coverage');
check(same(inForce(await kit.operation({ name: 'submit', resourceType: 'CoverageEligibilityRequest', input: request })), payers), 'kit: $submit');
const certain = bundle => bundle.entry.length === 1 && bundle.entry[0].search.score > 0.99 && bundle.entry[0].resource.birthDate === described.birthDate;
check(certain(await kit.operation({ name: 'match', resourceType: 'Patient', input: described })), 'kit: $match');
// A payer's system takes out its members: kick-off, status, manifest, files (Bulk Data Access).
const bulk = new Client({ baseUrl, customHeaders: { 'X-Access-Key': payer.accessKey, 'Interop-Purpose': 'HPAYMT' } });
const kickOff = await bulk.operation({ name: 'export', resourceType: 'Group', id: 'members', method: 'GET', input: { _type: 'Coverage,Patient' }, options: { headers: { Prefer: 'respond-async' } } });
const begun = Client.httpFor(kickOff).response;
check(begun.status === 202, `kit: $export: ${begun.status}`);
const place = begun.headers.get('content-location');
let manifest;
for (const end = Date.now() + 40_000; Date.now() < end; await new Promise(r => setTimeout(r, 100))) {
  manifest = await bulk.request(place);
  if (Client.httpFor(manifest).response.status !== 202) break;
}
check(manifest.output?.length === 2 && manifest.deleted.length === 0, 'kit: $export: no manifest');
for (const file of manifest.output) {
  const lines = (await (await fetch(file.url, { headers: { 'X-Access-Key': payer.accessKey, Accept: 'application/fhir+ndjson' } })).text()).trimEnd().split('\n').map(l => JSON.parse(l));
  check(lines.length === file.count && lines.every(l => l.resourceType === file.type), `kit: $export: ${file.type}`);
}
check(Client.httpFor(await bulk.request(place, { method: 'DELETE' })).response.status === 202, 'kit: $export: DELETE');
let refusal;
try {
  await kit.resourceSearch({ resourceType: 'Patient', searchParams: { identifier: `${system}|` } });
} catch (e) {
  refusal = e;
}
check(refusal?.response?.data?.resourceType === 'OperationOutcome', 'kit: a search in the address is no OperationOutcome');
console.log('fhir-kit-client: good');

const headers = { 'X-Access-Key': accessKey, 'Interop-Purpose': 'TREAT' };
const { FhirClient } = smart;
const plain = new FhirClient(baseUrl);
check(await plain.getFhirRelease() === 4, 'fhirclient: release');
const form = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' } };
const searched = await plain.fhirRequest('Patient/_search', { ...form, body: new URLSearchParams({ identifier: `${system}|${number}` }).toString() });
const person = searched.entry[0].resource.id;
check(person === id, 'fhirclient: the id differs');
check((await plain.fhirRequest(`Patient/${person}?_elements=gender`, { headers })).gender, 'fhirclient: read');
const resources = [];
for await (const coverage of plain.resources(`Coverage?patient=${person}&_count=1`, { headers })) resources.push({ resource: coverage });
check(same(payersOf({ entry: resources }), payers), 'fhirclient: pages of coverage');
const json = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/fhir+json' } };
const submitted = await plain.fhirRequest('CoverageEligibilityRequest/$submit', { ...json, body: JSON.stringify(request) });
check(same(inForce(submitted), payers), 'fhirclient: $submit');
check(certain(await plain.fhirRequest('Patient/$match', { ...json, body: JSON.stringify(described) })), 'fhirclient: $match');
console.log('fhirclient: good');
