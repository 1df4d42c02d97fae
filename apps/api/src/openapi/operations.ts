import { namedExamples } from './examples.js';
import { schemaRef } from './schemas.js';

/**
 * The groups of calls in Swagger UI. Calls that the original documentation lacks are in the groups whose names end
 * with "(extension)".
 */
export const TAGS = {
  customers: { name: 'Customers', description: 'Register customers or replace their data' },
  classifiers: { name: 'Classifiers', description: 'The codes that a message may use' },
  callbacks: {
    name: 'Callbacks',
    description: 'Poll the events of a message. The section Webhooks shows the callbacks that the service sends',
  },
  customerManagement: {
    name: 'Management API: customers (extension)',
    description: 'Validate a message without storing it, and read, export or erase stored customers',
  },
  assessmentManagement: {
    name: 'Management API: assessments (extension)',
    description: 'The assessed risk of customers, the reasons for it, and decisions',
  },
  riskModelManagement: {
    name: 'Management API: risk models (extension)',
    description: 'The models that assessments use',
  },
  classifierManagement: {
    name: 'Management API: classifiers (extension)',
    description: 'Add, rename and retire codes',
  },
  callbackManagement: {
    name: 'Management API: callbacks (extension)',
    description: 'The event feed, deliveries, and the receivers of callbacks',
  },
  configurationManagement: {
    name: 'Management API: configuration (extension)',
    description: 'Who changed risk models, classifiers and receivers, and when',
  },
  documentation: {
    name: 'Documentation (extension)',
    description: 'The fields and errors of the contract. Browsers get pages, programs get JSON',
  },
  operation: { name: 'Operation (extension)', description: 'Health checks and metrics' },
} as const;

/** A bearer token, or none if API_TOKEN is not set and the service is bound to loopback. */
export const security = [{ apiToken: [] }, {}];

/** No token, even if one is set. */
const open = { security: [] };

/** Marks a call that the original documentation lacks. */
const EXTENSION = { 'x-extension': true };

/** A description of something that the original documentation lacks. */
export const extension = (description: string): string => `${description} (extension)`;

/** A call of the original documentation, which is open to everybody unless `security` is added. */
export const documentedCall = (tag: keyof typeof TAGS, operationId: string, summary: string, description: string) => ({
  tags: [TAGS[tag].name],
  operationId,
  summary,
  description,
  ...open,
});

/** A call that the original documentation lacks, and that is open to everybody. */
export const extensionCall = (...call: Parameters<typeof documentedCall>) => ({
  ...documentedCall(...call),
  ...EXTENSION,
});

/** A call of the management API: an extension that needs access. */
export const managementCall = (...call: Parameters<typeof documentedCall>) => ({ ...extensionCall(...call), security });

export const pathParameter = (name: string, example: unknown, description: string, schema: object = {}) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string', ...schema },
  example,
});

export const queryParameter = (name: string, description: string, schema: object) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});

export const parameterRef = (name: string) => ({ $ref: `#/components/parameters/${name}` });

/** Parameters that several subjects refer to. */
export const sharedParameters = {
  After: queryParameter('after', 'The cursor of an earlier page. Omit it to start at the beginning', {
    type: 'string',
  }),
  Limit: queryParameter('limit', 'Maximum number of items', {
    type: 'integer',
    minimum: 1,
    maximum: 500,
    default: 50,
  }),
};

/** The parameters of every list that is read page by page. */
export const paging = [parameterRef('After'), parameterRef('Limit')];

/** A JSON request body with named examples. */
export const jsonBody = (schema: string, examples: Readonly<Record<string, unknown>>) => ({
  required: true,
  content: { 'application/json': { schema: schemaRef(schema), examples: namedExamples(examples) } },
});
