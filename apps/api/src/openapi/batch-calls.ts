import { MAX_BATCH } from '@aml-customer/application';
import { customerSchemas, examples, STRUCTURE, type JsonSchema } from '@aml-customer/domain';
import { refusal } from '../body/refusal.js';
import { rejected } from '../http/answers.js';
import { busy, refusals } from './customer-call.js';
import { body, listOf, object, ref, text, words } from './parts.js';
import { json } from './replies.js';
import { answeredBatch } from './tried.js';

const [{ body: person }] = examples as [(typeof examples)[number]];
const { sourceOfRiskLevel: _, riskLevel: __, ...bare } = person;
const evaluate = examples.find(({ name }) => name === 'evaluate')?.body;

/** Two that are accepted, and a customer who is there by then. */
const customers = [
  { ...bare, communicationNumber: 'MSG-2026-000491', customerExtId: 'CUST-77491' },
  { ...evaluate, communicationNumber: 'MSG-2026-000492', customerExtId: 'CUST-77492' },
  { ...bare, communicationNumber: 'MSG-2026-000493', customerExtId: 'CUST-77491', riskLevel: 'LOW' },
];
const answer = await answeredBatch(customers);

/** A customer as a batch may have it: the source is not mandatory. */
function elementSchema(name: 'IndividualCustomer' | 'OrganizationCustomer'): JsonSchema {
  const schema = customerSchemas[name] as JsonSchema & { readonly required: readonly string[] };
  return { ...schema, required: schema.required.filter((field) => field !== 'sourceOfRiskLevel') };
}

const milliseconds = (description: string): JsonSchema => ({ type: 'integer', minimum: 0, description });

export const batchSchemas: Readonly<Record<string, JsonSchema>> = {
  IndividualOfBatch: elementSchema('IndividualCustomer'),
  OrganizationOfBatch: elementSchema('OrganizationCustomer'),
  Batch: object({
    customers: {
      type: 'array',
      maxItems: MAX_BATCH,
      items: { oneOf: [ref('IndividualOfBatch'), ref('OrganizationOfBatch')] },
      description:
        'As single messages, but for sourceOfRiskLevel: left out, it is IMPORT, and riskLevel left out is then NONE',
    },
  }),
  BatchResult: object(
    {
      resultType: words('REQUEST_ACCEPTED', 'REQUEST_REJECTED'),
      communicationNumber: { ...text, description: 'As it was sent; left out where it did not read, as the next two' },
      customerExtId: text,
      businessUnit: text,
      errorCode: { ...text, description: 'Of a rejected one' },
      errorDescription: { ...text, description: 'Of a rejected one' },
      timeElapsedMs: milliseconds('From when the element was taken up, its wait for others included'),
    },
    ['communicationNumber', 'customerExtId', 'businessUnit', 'errorCode', 'errorDescription'],
  ),
  BatchAnswer: object({
    results: { ...listOf(ref('BatchResult')), description: 'One for each element, in their order' },
    timeElapsedMs: milliseconds('From the beginning of the request'),
  }),
};

const { code, description } = refusal(400, STRUCTURE.wrongType, { path: 'customers', expected: 'a list of customers' });
const call = (operationId: string, summary: string, details: string, answered: string) => ({
  tags: ['Customer'],
  operationId,
  summary,
  description: `At most ${MAX_BATCH} customers, BATCH_BODY_LIMIT in all, and BODY_LIMIT each. ${details}`,
  parameters: [
    {
      name: 'Batch-Key',
      in: 'header',
      required: false,
      schema: text,
      description:
        'Ours: batches with the same key are worked off one after another in this process, so that one that is sent again is not overtaken by its first attempt',
    },
  ],
  requestBody: body('Batch', { 'two-and-a-repeat': { customers } }),
  responses: {
    200: json(answered, 'BatchAnswer', answer),
    ...refusals,
    400: json('Malformed as a whole: nothing is stored', 'Rejected', rejected(code, description)),
    413: { ...refusals[413], description: 'Larger than BATCH_BODY_LIMIT' },
    ...busy(
      'Too many batches wait, or too much of others is in memory, and nothing of this one was stored; or for a minute too much waited to be stored',
    ),
  },
});

/** Many customers in one call. */
export const batchPaths = {
  '/amlyze-ws-rest/batch-customers': {
    post: call(
      'batchCustomers',
      'Register or replace many customers',
      'Each is accepted or rejected by itself, as if it had been sent alone and in order. A batch that broke off, or was answered 500, may be sent again: what was stored is answered as accepted, and changes nothing.',
      'A result for each',
    ),
  },
  '/amlyze-ws-rest/validate-batch-customers': {
    post: call(
      'validateBatchCustomers',
      'Try many customers',
      'Nothing is stored.',
      'The results that batch-customers would have',
    ),
  },
};
