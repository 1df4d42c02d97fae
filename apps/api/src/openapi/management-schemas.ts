import { CUSTOMER_STATUSES, examples, profileOf, read, RISK_LEVELS, type JsonSchema } from '@aml-customer/domain';

const text: JsonSchema = { type: 'string' };
const time: JsonSchema = { type: 'string', format: 'date-time' };
const object = (properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const [{ body: exampleBody }] = examples as [(typeof examples)[number]];
const reading = read(exampleBody);
const exampleMessage = 'unreadable' in reading ? {} : reading.message;

/** A stored customer as it is read back, of the first example. */
export const customerViewExample = {
  customerExtId: exampleMessage.customerExtId,
  version: 1,
  customerStatus: exampleMessage.customerStatus,
  riskLevel: 'LOW',
  title: 'Jonas Rimvydas',
  communicationNumber: exampleMessage.communicationNumber,
  createdAt: '2026-11-22T08:30:00.000Z',
  updatedAt: '2026-11-22T08:30:00.000Z',
  profile: profileOf(exampleMessage),
};

/** One version of the history of that customer. */
export const versionExample = {
  version: 1,
  communicationNumber: exampleMessage.communicationNumber,
  createdAt: '2026-11-22T08:30:00.000Z',
  cause: 'MESSAGE',
};

/** The schemas of what is answered. */
export const ourSchemas: Readonly<Record<string, JsonSchema>> = {
  Accepted: object({ resultType: { type: 'string', enum: ['REQUEST_ACCEPTED'] } }),
  Rejected: object({
    resultType: { type: 'string', enum: ['REQUEST_REJECTED'] },
    errorCode: { ...text, description: 'A code of the error catalogue', examples: ['C004'] },
    errorDescription: { ...text, description: 'Its sentence, filled in', examples: ['Customer already exists'] },
  }),
  Failure: object({
    resultType: { type: 'string', enum: ['REQUEST_REJECTED'] },
    status: { type: 'integer', enum: [500, 503] },
    error: text,
  }),
  HttpProblem: object({ timestamp: time, status: { type: 'integer' }, error: text, path: text }),
  CustomerView: object({
    customerExtId: text,
    version: { type: 'integer', minimum: 1 },
    customerStatus: { type: 'string', enum: CUSTOMER_STATUSES },
    riskLevel: { type: 'string', enum: RISK_LEVELS },
    title: { ...text, description: 'The title of an organisation; for a person first name, space, last name' },
    communicationNumber: { ...text, description: 'The number of the message that the profile came with' },
    createdAt: time,
    updatedAt: time,
    profile: {
      type: 'object',
      description:
        'Every field of the message in main names, values as stored; without communicationNumber, customerExtId and action',
    },
  }),
  CustomerVersion: object({
    version: { type: 'integer', minimum: 1 },
    communicationNumber: text,
    createdAt: time,
    cause: { type: 'string', enum: ['MESSAGE', 'ASSESSMENT'] },
  }),
  ClassifierEntry: object({ code: text, name: text }),
  NewClassifierEntry: object(
    {
      name: { ...text, minLength: 1, description: 'What people read' },
      lead: { type: 'boolean', description: 'Of riskManagementCategory only: a lead, which cannot be imported' },
    },
    ['lead'],
  ),
  Health: object({ status: { type: 'string', enum: ['ok', 'error'] } }),
};
