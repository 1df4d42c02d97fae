import { MAX_BATCH } from '@aml-customer/application';
import { customerSchemas, exampleBody, SOURCES_OF_RISK_LEVEL, STRUCTURE, type JsonSchema } from '@aml-customer/domain';
import { refusal } from '../body/refusal.js';
import { rejected } from '../http/answers.js';
import { firstExample } from './examples.js';
import { batchAnswerTo } from './generated-examples.js';
import { documentedCall, extension, jsonBody, parameterRef } from './operations.js';
import { ignoredFieldsHeader, jsonResponse, messageErrors, overloaded } from './responses.js';
import { arrayOf, enumOf, nullable, object, schemaRef, string } from './schemas.js';
import type { Section } from './section.js';

const { sourceOfRiskLevel: _, riskLevel: __, ...person } = firstExample.body;

/** Two new customers, and one that exists by the time its element is processed. */
const customers = [
  { ...person, communicationNumber: 'MSG-2026-000491', customerExtId: 'CUST-77491' },
  { ...exampleBody('evaluate'), communicationNumber: 'MSG-2026-000492', customerExtId: 'CUST-77492' },
  { ...person, communicationNumber: 'MSG-2026-000493', customerExtId: 'CUST-77491', riskLevel: 'LOW' },
];
const answer = await batchAnswerTo(customers);

const sourceOfRiskLevel: JsonSchema = {
  ...nullable(enumOf(...SOURCES_OF_RISK_LEVEL, '')),
  description: 'EVALUATE: the service assesses the risk. IMPORT, the default: the service adopts the given risk level.',
  examples: ['IMPORT'],
};

/** In a batch, sourceOfRiskLevel is optional. */
function elementSchema(name: 'IndividualCustomer' | 'OrganizationCustomer'): JsonSchema {
  const schema = customerSchemas[name] as JsonSchema & {
    readonly properties: Readonly<Record<string, JsonSchema>>;
    readonly required: readonly string[];
  };
  return {
    ...schema,
    properties: { ...schema.properties, sourceOfRiskLevel },
    required: schema.required.filter((field) => field !== 'sourceOfRiskLevel'),
  };
}

const milliseconds = (description: string): JsonSchema => ({ type: 'integer', minimum: 0, description });
const ofRejected: JsonSchema = { ...string, description: 'Present if the element was rejected' };

const schemas = {
  IndividualOfBatch: elementSchema('IndividualCustomer'),
  OrganizationOfBatch: elementSchema('OrganizationCustomer'),
  Batch: object({
    customers: {
      type: 'array',
      maxItems: MAX_BATCH,
      items: { oneOf: [schemaRef('IndividualOfBatch'), schemaRef('OrganizationOfBatch')] },
      description:
        'As single messages, except that sourceOfRiskLevel defaults to IMPORT, and riskLevel then to NONE. ' +
        extension('EVALUATE and screening processes'),
    },
  }),
  BatchResult: object(
    {
      resultType: enumOf('REQUEST_ACCEPTED', 'REQUEST_REJECTED'),
      communicationNumber: {
        ...string,
        description: 'The number in the message. This and the next two fields are absent if they could not be read',
      },
      customerExtId: string,
      businessUnit: string,
      errorCode: ofRejected,
      errorDescription: ofRejected,
      timeElapsedMs: milliseconds('Processing time of the element, including its wait for other elements'),
    },
    ['communicationNumber', 'customerExtId', 'businessUnit', 'errorCode', 'errorDescription'],
  ),
  BatchAnswer: object({
    results: { ...arrayOf(schemaRef('BatchResult')), description: 'One result per element, in their order' },
    timeElapsedMs: milliseconds('Time since the request began'),
  }),
};

const parameters = {
  BatchKey: {
    name: 'Batch-Key',
    in: 'header',
    required: false,
    schema: string,
    description: extension(
      'This process handles batches with the same key one after another, so that a batch that is sent again ' +
        'does not overtake its first attempt',
    ),
  },
};

const { code, description } = refusal(400, STRUCTURE.wrongType, { path: 'customers', expected: 'a list of customers' });
const call = (operationId: string, summary: string, details: string, answered: string) => ({
  ...documentedCall(
    'customers',
    operationId,
    summary,
    `A batch holds at most ${MAX_BATCH} customers. BATCH_BODY_LIMIT applies to the batch, and BODY_LIMIT to each ` +
      `customer. ${details}`,
  ),
  parameters: [parameterRef('BatchKey')],
  requestBody: jsonBody('Batch', { 'two-and-a-repeat': { customers } }),
  responses: {
    200: { ...jsonResponse(answered, 'BatchAnswer', answer), headers: ignoredFieldsHeader },
    ...messageErrors,
    400: jsonResponse(
      extension('The body as a whole is malformed; nothing is stored'),
      'Rejected',
      rejected(code, description),
    ),
    ...overloaded(
      'Either too many batches are waiting or their bodies take too much memory, and nothing of this batch was ' +
        'stored; or storing was overloaded for a minute',
    ),
  },
});

/** Many customers in one call (docs/contract/callbacks.md, "Batch"). */
export const batchCustomers: Section = {
  schemas,
  parameters,
  paths: {
    '/amlyze-ws-rest/batch-customers': {
      post: call(
        'batchCustomers',
        'Register or replace many customers',
        'Each customer is accepted or rejected separately, as if sent in a single message, in order. If ' +
          'the connection broke or the answer was 500, send the batch again: stored customers are answered as ' +
          'accepted and do not change.',
        'One result per customer',
      ),
    },
    '/amlyze-ws-rest/validate-batch-customers': {
      post: call(
        'validateBatchCustomers',
        'Dry run of a batch',
        'Nothing is stored.',
        'The results that batch-customers would give',
      ),
    },
  },
};
