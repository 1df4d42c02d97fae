import { exampleBody, type JsonSchema } from '@aml-customer/domain';
import { validationAnswerTo } from './generated-examples.js';
import { jsonBody, managementCall } from './operations.js';
import { ignoredFieldsHeader, jsonResponses, managementErrors, messageErrors } from './responses.js';
import { arrayOf, assessedLevel, boolean, date, enumOf, object, riskScore, schemaRef, string } from './schemas.js';
import type { Section } from './section.js';

const requests: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  evaluate: { ...exampleBody('evaluate'), communicationNumber: 'MSG-2026-000496', customerExtId: 'CUST-77496' },
  update: {
    ...exampleBody('update'),
    communicationNumber: 'MSG-2026-000495',
    isPEP: undefined,
    riskLevel: 'HIGH',
    nationalCode: '37410020000',
  },
  problems: {
    ...exampleBody('person-minimal'),
    communicationNumber: 'MSG-2026-000494',
    customerStatus: 'CLOSED',
    citizenshipCountry: 'XX',
    iSanctioned: false,
    listAddress: [{ contry: 'LT', country: 'LT', addressDetails: 'Pilies g. 1' }],
  },
};
const answers = Object.fromEntries(
  await Promise.all(
    Object.entries(requests).map(async ([name, request]) => [name, await validationAnswerTo(request)] as const),
  ),
);

const pointer: JsonSchema = { ...string, description: 'A JSON Pointer (RFC 6901)' };
const pointersInto = (place: string): JsonSchema => ({
  ...arrayOf(string),
  description: `JSON Pointers into the ${place}`,
});
const countOf = (items: string): JsonSchema => ({
  type: 'integer',
  minimum: 0,
  description: `The number of all ${items}; the first 1,000 are listed`,
});

const problem = object({
  errorCode: string,
  errorDescription: string,
  pointer: {
    ...pointer,
    description: 'A JSON Pointer (RFC 6901) to the value, in main names. For a missing field, where the field would be',
  },
  origin: enumOf('documented', 'extension'),
});
const evaluation: JsonSchema = {
  description:
    'For an EVALUATE without errors: the result that an assessment would have now, or why it cannot be assessed',
  oneOf: [
    object({
      evaluable: { ...boolean, enum: [true] },
      level: assessedLevel,
      score: riskScore,
      needsDecision: boolean,
      nextReview: date,
      model: schemaRef('RiskModelReference'),
      explanation: schemaRef('Explanation'),
    }),
    object({ evaluable: { ...boolean, enum: [false] }, problems: arrayOf(schemaRef('ValueProblem')) }),
  ],
};

const schemas = {
  Validation: object(
    {
      resultType: enumOf('REQUEST_ACCEPTED', 'REQUEST_REJECTED'),
      errorCode: {
        ...string,
        description: 'The code with which the message itself would be rejected: that of the first problem',
      },
      errorDescription: string,
      replayed: {
        ...boolean,
        enum: [true],
        description: 'The same message was accepted before; sending it again would change nothing',
      },
      problems: arrayOf(problem),
      problemCount: countOf('problems'),
      ignoredFields: arrayOf(schemaRef('IgnoredField')),
      ignoredFieldCount: countOf('ignored fields'),
      update: {
        ...object({
          cleared: pointersInto('stored profile'),
          changed: pointersInto('message'),
          added: pointersInto('message'),
        }),
        description: 'The changes that an UPDATE would make to the customer. Present if the message has no errors',
      },
      assessment: evaluation,
    },
    ['errorCode', 'errorDescription', 'replayed', 'update', 'assessment'],
  ),
};

/** The dry run of a message. */
export const validateCustomer: Section = {
  schemas,
  paths: {
    '/amlyze-ws-rest/validate-customer': {
      post: {
        ...managementCall(
          'customerManagement',
          'validateCustomer',
          'Dry run: every problem of a message, without storing it',
          'Returns every problem with its position, the ignored fields, the changes that an UPDATE would make, ' +
            'and the assessment that an EVALUATE would get.',
        ),
        requestBody: jsonBody('Customer', requests),
        responses: {
          200: {
            ...jsonResponses('The outcome that the message would have, and why', 'Validation', answers),
            headers: ignoredFieldsHeader,
          },
          ...messageErrors,
          ...managementErrors(),
        },
      },
    },
  },
};
