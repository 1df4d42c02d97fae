import { CallbackEvents } from '@aml-customer/application';
import type { OpenAPIObject } from '@nestjs/swagger';
import { VERSION } from '../operation/version.js';
import { assessments } from './assessments.js';
import { batchCustomers } from './batch-customers.js';
import { callbackReceivers } from './callback-receivers.js';
import { callbacks } from './callbacks.js';
import { classifiers } from './classifiers.js';
import { configurationChanges } from './configuration-changes.js';
import { documentation } from './documentation.js';
import { eraseCustomer } from './erase-customer.js';
import { exportCustomers } from './export-customers.js';
import { healthAndMetrics } from './health-and-metrics.js';
import { sharedParameters, TAGS } from './operations.js';
import { readCustomers } from './read-customers.js';
import { registerCustomer } from './register-customer.js';
import { sharedHeaders, sharedResponses } from './responses.js';
import { riskModels } from './risk-models.js';
import { sharedSchemas } from './schemas.js';
import { merge, mergePaths, type Section } from './section.js';
import { validateCustomer } from './validate-customer.js';
import { webhooks } from './webhooks.js';

const INTRODUCTION = `Registers the customers of a financial institution for anti-money-laundering risk management.

**Start here:** open *POST /amlyze-ws-rest/customer*, press *Try it out*, pick an example and press *Execute*. If you
send an accepted example again, it is answered 202 again and changes nothing.

[Fields](/fields) lists every field with its rules, and [Errors](/errors) every error code with an example.

Everything that the original documentation lacks is marked *extension*.

The calls of the management API need the bearer token of the setting API_TOKEN (press *Authorize*). If no token is set,
they answer only while the service is bound to loopback.`;

const shared: Section = {
  schemas: sharedSchemas,
  parameters: sharedParameters,
  headers: sharedHeaders,
  responses: sharedResponses,
};

/** The sections of the document, in the order in which Swagger UI shows their calls. */
const sectionsFor = (events: CallbackEvents): readonly Section[] => [
  registerCustomer,
  batchCustomers,
  validateCustomer,
  readCustomers,
  eraseCustomer,
  exportCustomers,
  classifiers,
  assessments,
  riskModels,
  callbacks(events),
  callbackReceivers,
  configurationChanges,
  webhooks(events),
  documentation,
  healthAndMetrics,
  shared,
];

/**
 * The document behind Swagger UI. The request schema, its examples and the error catalogue come from the domain's
 * tables.
 *
 * @param events names the event types of the installation
 */
export function openApiDocument(events: CallbackEvents = new CallbackEvents()): OpenAPIObject {
  const sections = sectionsFor(events);
  const document: Record<string, unknown> = {
    openapi: '3.1.0',
    info: {
      title: 'AML Customer',
      version: VERSION,
      description: INTRODUCTION,
      contact: { name: 'The operator of this installation' },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This installation' }],
    tags: Object.values(TAGS),
    paths: mergePaths(sections),
    webhooks: merge(sections, 'webhooks'),
    components: {
      schemas: merge(sections, 'schemas'),
      parameters: merge(sections, 'parameters'),
      headers: merge(sections, 'headers'),
      responses: merge(sections, 'responses'),
      securitySchemes: { apiToken: { type: 'http', scheme: 'bearer', description: 'The setting API_TOKEN' } },
    },
  };
  return document as unknown as OpenAPIObject;
}
