import { examples, type JsonSchema } from '@aml-customer/domain';
import { refusals } from './customer-call.js';
import { body, listOf, object, security, text, words } from './parts.js';
import { problems, reply } from './replies.js';
import { answeredValidation } from './tried.js';

const named = (name: string) => examples.find((each) => each.name === name)?.body;
const requests: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  problems: {
    ...named('person-minimal'),
    communicationNumber: 'MSG-2026-000494',
    customerStatus: 'CLOSED',
    citizenshipCountry: 'XX',
    iSanctioned: false,
    listAddress: [{ contry: 'LT', country: 'LT', addressDetails: 'Pilies g. 1' }],
  },
  update: {
    ...named('update'),
    communicationNumber: 'MSG-2026-000495',
    isPEP: undefined,
    riskLevel: 'HIGH',
    nationalCode: '37410020000',
  },
  evaluate: { ...named('evaluate'), communicationNumber: 'MSG-2026-000496', customerExtId: 'CUST-77496' },
};
const answers = Object.fromEntries(
  await Promise.all(
    Object.entries(requests).map(
      async ([name, request]) => [name, { value: await answeredValidation(request) }] as const,
    ),
  ),
);

const pointer: JsonSchema = { ...text, description: 'A JSON Pointer (RFC 6901)' };
const pointers = (description: string): JsonSchema => ({ ...listOf(text), description });
const count = (of: string): JsonSchema => ({
  type: 'integer',
  minimum: 0,
  description: `Of all ${of}; the first 1,000 are listed`,
});

export const validationSchemas: Readonly<Record<string, JsonSchema>> = {
  Validation: object(
    {
      resultType: words('REQUEST_ACCEPTED', 'REQUEST_REJECTED'),
      errorCode: { ...text, description: 'What the message would be answered: the first of the problems' },
      errorDescription: text,
      replayed: {
        type: 'boolean',
        enum: [true],
        description: 'The message was accepted before: sent again, it would change nothing',
      },
      problems: listOf(
        object({
          errorCode: text,
          errorDescription: text,
          pointer: {
            ...pointer,
            description:
              'Where, as a JSON Pointer (RFC 6901) in main names; a missing member has the pointer that it would have',
          },
          origin: words('documented', 'extension'),
        }),
      ),
      problemCount: count('problems'),
      ignoredFields: listOf(
        object({ pointer, didYouMean: { ...text, description: 'The known name that is near' } }, ['didYouMean']),
      ),
      ignoredFieldCount: count('ignored fields'),
      update: {
        ...object({
          cleared: pointers('In the stored profile'),
          changed: pointers('In this message'),
          added: pointers('In this message'),
        }),
        description:
          'What an UPDATE would do to the customer as it is now; there once the message reads without problems',
      },
      assessment: {
        description:
          'Of an EVALUATE without problems of its own: what an assessment would conclude now, or why there would be none',
        oneOf: [
          object({
            evaluable: { type: 'boolean', enum: [true] },
            level: words('LOW', 'MEDIUM', 'HIGH', 'EXTREME'),
            score: { type: 'integer', minimum: 0, maximum: 100 },
            needsDecision: { type: 'boolean' },
            nextReview: { ...text, format: 'date' },
            model: object({ id: text, version: text, hash: text }),
            explanation: { type: 'object', description: 'As of an assessment' },
          }),
          object({
            evaluable: { type: 'boolean', enum: [false] },
            problems: listOf(object({ pointer, sentence: text })),
          }),
        ],
      },
    },
    ['errorCode', 'errorDescription', 'replayed', 'update', 'assessment'],
  ),
};

/** Everything about a message, and nothing is stored. */
export const validateCall = {
  tags: ['Customer'],
  operationId: 'validateCustomer',
  summary: 'Ours: everything about a message, and nothing is stored',
  security,
  description:
    'Every problem with its place, the fields that are ignored, what an UPDATE would do, and the assessment that an EVALUATE would get.',
  requestBody: body('Customer', requests),
  responses: {
    200: reply('What the message would be answered, and why', 'Validation', answers),
    ...refusals,
    ...problems('/amlyze-ws-rest/validate-customer'),
  },
};
