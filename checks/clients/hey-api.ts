import assert from 'node:assert/strict';
import { client } from '../dist/hey-api/client.gen.js';
import {
  addRiskModel,
  createOrUpdateCustomer,
  pollEvents,
  readCustomer,
  readRiskModel,
  listRiskModels,
} from '../dist/hey-api/sdk.gen.js';
import type { Event, OrganizationCustomer } from '../dist/hey-api/types.gen.js';
import { firstEvents } from './first-events.js';

/** An organisation with a politically exposed owner, whose risk a person must decide. */
const organization: OrganizationCustomer = {
  communicationNumber: 'hey-api-1',
  customerExtId: 'hey-api',
  customerStatus: 'PENDING',
  riskManagementCategory: 'ORG',
  sourceOfRiskLevel: 'EVALUATE',
  entityType: 'ORGANIZATION',
  applicationDate: '2026-06-03',
  title: 'Three Herons Ferry',
  registrationCountry: 'LT',
  isPEP: true,
  listRelatedEntity: [
    { entityType: 'INDIVIDUAL', relationType: 'OWNER', firstName: 'Rita', lastName: 'Willems', country: 'LT' },
  ],
};

export async function callService(baseUrl: string): Promise<void> {
  client.setConfig({ baseUrl });

  const accepted = await createOrUpdateCustomer({ body: organization });
  assert.equal(accepted.response?.status, 202, JSON.stringify(accepted.data));

  const { data: customer } = await readCustomer({ path: { customerExtId: organization.customerExtId } });
  assert(customer?.profile.entityType === 'ORGANIZATION');
  assert.equal(customer.profile.title, 'Three Herons Ferry');
  assert.equal(customer.profile.listRelatedEntity?.[0]?.lastName, 'Willems');

  const events = await firstEvents(async () => {
    const { data } = await pollEvents({ path: { communicationNumber: organization.communicationNumber } });
    return data?.events;
  });
  assert.deepEqual(events.map(levelOf), ['HIGH']);

  const { data: list } = await listRiskModels();
  const active = list?.models.find((model) => model.active);
  assert(active);
  const { data: model } = await readRiskModel({ path: { id: active.id, version: active.version } });
  assert(model);
  const added = await addRiskModel({ body: { ...model.data, version: 'hey-api' } });
  assert.equal(added.response?.status, 201);
  assert.equal(added.data?.version, 'hey-api');
}

/** The level of an event, whose data are typed by its type. */
function levelOf(event: Event): string | undefined {
  if (event.type === 'com.amlyze.customer.updated') return event.data.riskLevel;
  if (event.type === 'app.amlyze.customer.riskmanagement.kyc_scoring.completed') return event.data.finalRiskLevel;
  return event.data.initialRiskLevel;
}
