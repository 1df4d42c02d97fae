import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { components, paths } from '../dist/openapi-typescript/schema.js';
import { firstEvents } from './first-events.js';

type Schemas = components['schemas'];

/** A politically exposed person, whose risk a person must decide. */
const person: Schemas['IndividualCustomer'] = {
  communicationNumber: 'openapi-typescript-1',
  customerExtId: 'openapi-typescript',
  customerStatus: 'PENDING',
  riskManagementCategory: 'IND',
  sourceOfRiskLevel: 'EVALUATE',
  entityType: 'INDIVIDUAL',
  applicationDate: '2026-06-03',
  firstName: 'Rita',
  lastName: 'Willems',
  isPEP: true,
  listPurpose: '',
  listContact: [{ contactType: 'EMAIL', contactDetails: 'rita@example.org' }],
};

/** The types find mistakes. */
export const mistakes: Partial<Schemas['IndividualCustomer']>[] = [
  // @ts-expect-error a misspelt field
  { isPep: true },
  // @ts-expect-error a word that the enum lacks
  { customerStatus: 'ASLEEP' },
  // @ts-expect-error a field of a nested object with the wrong type
  { listAddress: [{ addressDetails: 5, country: 'LT' }] },
];

export async function callService(baseUrl: string): Promise<void> {
  const api = createClient<paths>({ baseUrl });

  const accepted = await api.POST('/amlyze-ws-rest/customer', { body: person });
  assert.equal(accepted.response.status, 202);

  const { data: customer } = await api.GET('/amlyze-ws-rest/customer/{customerExtId}', {
    params: { path: { customerExtId: person.customerExtId } },
  });
  assert(customer);
  assert.equal(firstNameOf(customer.profile), 'Rita');
  assert.equal(customer.profile.listContact?.[0]?.contactType, 'EMAIL');

  const events = await firstEvents(async () => {
    const { data } = await api.GET('/api/integration-services/v1/communications-events/{communicationNumber}', {
      params: { path: { communicationNumber: person.communicationNumber } },
    });
    return data?.events;
  });
  assert.deepEqual(events.map(levelOf), ['HIGH']);

  const { data: page } = await api.GET('/assessments', { params: { query: { state: 'PENDING' } } });
  const { data: assessment } = await api.GET('/assessments/{id}', {
    params: { path: { id: page?.assessments[0]?.id ?? '' } },
  });
  assert(assessment?.risk);
  assert(assessment.risk.explanation.contributions.every(({ because }) => because.length > 0));

  const { data: model } = await api.GET('/risk-models/{id}/{version}', {
    params: { path: { id: assessment.risk.model.id, version: assessment.risk.model.version } },
  });
  assert(model);
  const added = await api.POST('/risk-models', { body: { ...model.data, version: 'openapi-typescript' } });
  assert.equal(added.response.status, 201);
  assert.equal(added.data?.active, false);
}

function firstNameOf(profile: Schemas['Profile']): string {
  return profile.entityType === 'INDIVIDUAL' ? profile.firstName : profile.title;
}

/** The level of an event, whose data are typed by its type. */
function levelOf(event: Schemas['Event']): string | undefined {
  switch (event.type) {
    case 'app.amlyze.customer.riskmanagement.kyc_scoring.pending':
    case 'app.amlyze.lead.riskmanagement.kyc_scoring.pending':
      return event.data.initialRiskLevel;
    case 'app.amlyze.customer.riskmanagement.kyc_scoring.completed':
    case 'app.amlyze.lead.riskmanagement.kyc_scoring.completed':
      return event.data.finalRiskLevel;
    case 'com.amlyze.customer.updated':
      return event.data.riskLevel;
    default:
      return event.data.initialRiskLevel;
  }
}
