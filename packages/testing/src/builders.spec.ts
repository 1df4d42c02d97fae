import { describe, expect, test } from '@jest/globals';
import {
  aContact,
  aDocument,
  anAdditionalValue,
  anAddress,
  anIndividual,
  anOrganization,
  aRelatedOrganization,
  aRelatedPerson,
  type Body,
} from './builders.js';
import { anInstallation } from './installation.js';

const ids = { communicationNumber: 'N-1', customerExtId: 'C-1' };
const parts: readonly (readonly [string, Body])[] = [
  ['listContact', aContact()],
  ['listAddress', anAddress()],
  ['listBusinessEntityDocument', aDocument()],
  ['listAdditionalValues', anAdditionalValue()],
  ['listRelatedEntity', aRelatedPerson()],
  ['listRelatedEntity', aRelatedOrganization()],
];

describe.each([
  ['a person', anIndividual],
  ['an organisation', anOrganization],
])('%s', (_, build) => {
  test('is accepted with the identifiers passed in', async () => {
    const { send, customers } = anInstallation({ unknownFields: 'reject' });
    expect(await send(build(ids))).toEqual({ kind: 'accepted', replayed: false, ignoredFields: 0 });
    expect(await customers.find('C-1')).toMatchObject({ communicationNumber: 'N-1', version: 1 });
  });

  test.each(parts)('can have an element in %s', async (list, part) => {
    expect(await anInstallation({ unknownFields: 'reject' }).send(build(ids, { [list]: [part] }))).toMatchObject({
      kind: 'accepted',
    });
  });

  test.each(parts.flatMap(([list, part]) => Object.keys(part).map((member) => [list, member, part] as const)))(
    'is rejected if an element in %s lacks %s',
    async (list, member, part) => {
      const { [member]: _removed, ...rest } = part;
      expect(await anInstallation().send(build(ids, { [list]: [rest] }))).toMatchObject({ kind: 'rejected' });
    },
  );

  test('takes a change, which removes undefined members', () => {
    expect(build(ids, { requester: 'branch' })).toEqual({ ...build(ids), requester: 'branch' });
    expect(build(ids, { customerStatus: undefined })).not.toHaveProperty('customerStatus');
    expect(build(ids)).toEqual(build(ids));
  });
});
