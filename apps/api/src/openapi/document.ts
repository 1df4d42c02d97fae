import { CallbackEvents } from '@aml-customer/application';
import { customerSchemas, type JsonSchema } from '@aml-customer/domain';
import type { OpenAPIObject } from '@nestjs/swagger';
import { assessmentPaths, assessmentSchemas } from './assessment-calls.js';
import { batchPaths, batchSchemas } from './batch-calls.js';
import { callbackPaths, callbackSchemas } from './callback-calls.js';
import { customerCall } from './customer-call.js';
import { errorCatalogueHtml } from './error-table.js';
import { exportPaths } from './export-call.js';
import { modelPaths, modelSchemas } from './model-calls.js';
import { ourPaths } from './management-calls.js';
import { ourSchemas } from './management-schemas.js';
import { validateCall, validationSchemas } from './validate-call.js';
import { webhooks } from './webhooks.js';

const INTRODUCTION = `Registers the customers of a financial institution for anti-money-laundering risk management.

**Start here:** open *POST /amlyze-ws-rest/customer*, press *Try it out*, pick an example and press *Execute*. An example that was
accepted is answered 202 again when it is repeated, and its repeat changes nothing.

Calls marked *ours* need the bearer token of the setting API_TOKEN (*Authorize*). Where none is set, they answer only while the
service is bound to loopback.`;

const CATALOGUE_INTRODUCTION = `\`documented\` lines are published by the original documentation and are answered character for character;
\`extension\` lines are ours, in the same grammar. An answer carries the first problem in the contract's order; \`{…}\` stands for what is filled in.`;

/**
 * The document behind Swagger UI: the request, its examples and the error catalogue all come from the domain's tables.
 * `events` names what goes out as the installation does.
 */
export function openApiDocument(events: CallbackEvents = new CallbackEvents()): OpenAPIObject {
  const document: Record<string, unknown> = {
    openapi: '3.1.0',
    info: { title: 'AML Customer', version: '2', description: INTRODUCTION },
    servers: [{ url: '/', description: 'This installation' }],
    tags: [
      { name: 'Customer', description: 'The documented calls, and one of ours that tries a message' },
      { name: 'Reading back', description: 'Ours: what is stored of a customer' },
      { name: 'Assessments', description: 'Ours: the risk of a customer, what led to it, and who decides' },
      { name: 'Risk models', description: 'Ours: what assesses' },
      {
        name: 'Callbacks',
        description: 'Ours, but for polling: events, their deliveries and receivers. What is sent is under Webhooks',
      },
      { name: 'Classifiers', description: 'The codes that a message may use' },
      { name: 'Operation', description: 'Ours: health and metrics' },
    ],
    paths: {
      '/amlyze-ws-rest/customer': { post: customerCall(`${CATALOGUE_INTRODUCTION}\n\n${errorCatalogueHtml()}`) },
      ...batchPaths,
      '/amlyze-ws-rest/validate-customer': { post: validateCall },
      ...ourPaths,
      ...exportPaths,
      ...assessmentPaths,
      ...modelPaths,
      ...callbackPaths(events),
    },
    webhooks: webhooks(events),
    components: {
      schemas: {
        ...customerSchemas,
        ...batchSchemas,
        ...validationSchemas,
        ...ourSchemas,
        ...assessmentSchemas,
        ...modelSchemas,
        ...callbackSchemas,
      } satisfies Record<string, JsonSchema>,
      securitySchemes: { apiToken: { type: 'http', scheme: 'bearer', description: 'The setting API_TOKEN' } },
    },
  };
  return document as unknown as OpenAPIObject;
}
