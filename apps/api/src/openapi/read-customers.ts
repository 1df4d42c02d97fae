import { SCREENING_STATES } from '@aml-customer/application';
import { CUSTOMER_STATUSES, profileSchemas, type JsonSchema } from '@aml-customer/domain';
import { EXAMPLE_TIME, firstExample } from './examples.js';
import { managementCall, parameterRef, pathParameter, queryParameter } from './operations.js';
import { invalidValue, jsonResponse, jsonResponses, managementErrors } from './responses.js';
import { arrayOf, dateTime, enumOf, object, riskLevel, schemaRef, string, versionNumber } from './schemas.js';
import type { Section } from './section.js';

const CUSTOMER = '/amlyze-ws-rest/customer/{customerExtId}';
const { message, profile } = firstExample;

/** The stored customer of the first example. */
export const customerViewExample = {
  customerExtId: message.customerExtId,
  version: 1,
  customerStatus: message.customerStatus,
  requestedStatus: message.customerStatus,
  riskLevel: 'LOW',
  title: 'Jonas Rimvydas',
  communicationNumber: message.communicationNumber,
  cause: 'MESSAGE',
  createdAt: EXAMPLE_TIME.toISOString(),
  updatedAt: EXAMPLE_TIME.toISOString(),
  profile,
};

/** The same customer as it is now, with a screening that its message requested. */
const currentExample = {
  ...customerViewExample,
  profile: { ...profile, initializeScreeningProcesses: ['SANCTIONS'] },
  screenings: [{ process: 'SANCTIONS', state: 'QUEUED', requestedAt: EXAMPLE_TIME.toISOString() }],
};

/** A customer that was accepted, and whose activation waits for a screening. */
const waitingExample = {
  ...currentExample,
  customerStatus: 'PENDING',
  requestedStatus: 'PENDING',
  assessmentId: '17',
  profile: { ...currentExample.profile, customerStatus: 'PENDING', sourceOfRiskLevel: 'EVALUATE' },
  activationWaitsFor: ['SANCTIONS'],
};

/** The first version of a customer whose assessment waits for a person. */
export const versionExample = {
  version: 1,
  communicationNumber: message.communicationNumber,
  createdAt: EXAMPLE_TIME.toISOString(),
  cause: 'MESSAGE',
  assessmentId: '17',
  riskLevel: 'NONE',
};

/** The version that the decision of that person made. */
const decidedVersionExample = {
  ...versionExample,
  version: 2,
  cause: 'ASSESSMENT',
  riskLevel: 'HIGH',
};

const causeFields: Readonly<Record<string, JsonSchema>> = {
  cause: {
    ...enumOf('MESSAGE', 'ASSESSMENT'),
    description: 'What created the version: an accepted message, or a step of an assessment',
  },
  assessmentId: {
    ...string,
    description:
      'The assessment that created the version, or with the cause MESSAGE the one that the message requested. If it ' +
      'was made when the message was accepted, the version has its result. Absent if there is none. ' +
      'GET /assessments/{id} returns it',
  },
};

const loweredFrom = { ...riskLevel, description: 'The level of the version before, if this version lowered it' };

const viewFields: Readonly<Record<string, JsonSchema>> = {
  customerExtId: string,
  version: versionNumber,
  customerStatus: { ...enumOf(...CUSTOMER_STATUSES), description: "The customer's status" },
  requestedStatus: {
    ...enumOf(...CUSTOMER_STATUSES),
    description:
      'The status that the message of the profile asked for, as in profile.customerStatus. An assessment may have ' +
      'given the customer another one',
  },
  riskLevel,
  loweredFrom,
  title: {
    ...string,
    description: 'The title of an organisation, or the first and last name of a person, separated by a space',
  },
  communicationNumber: { ...string, description: 'The number of the message that supplied the profile' },
  ...causeFields,
  createdAt: dateTime,
  updatedAt: dateTime,
  profile: {
    ...schemaRef('Profile'),
    description:
      'Every field of the message except communicationNumber, customerExtId and action, under its main name and ' +
      'with its value as stored',
  },
  ignoredFields: {
    ...arrayOf(schemaRef('IgnoredField')),
    description:
      'The members of that message that are not fields of the contract, at most 1,000. Absent if there are none',
  },
  ignoredFieldCount: { type: 'integer', minimum: 1, description: 'The number of all of them' },
};
const OPTIONAL_VIEW_FIELDS = ['assessmentId', 'loweredFrom', 'ignoredFields', 'ignoredFieldCount'];

const schemas = {
  CustomerView: object(viewFields, OPTIONAL_VIEW_FIELDS),
  CurrentCustomerView: object(
    {
      ...viewFields,
      screenings: {
        ...arrayOf(schemaRef('RequestedScreening')),
        description:
          'The screenings that messages requested and that have not run, each process once. A process that is not ' +
          'listed was not requested; that says nothing about the customer',
      },
      activationWaitsFor: {
        ...arrayOf(string),
        description:
          'With ACTIVATE_AFTER=screening, while the customer is PENDING: the screening processes that must run ' +
          'before an assessment can make it ACTIVE. Absent if there are none',
      },
    },
    [...OPTIONAL_VIEW_FIELDS, 'activationWaitsFor'],
  ),
  RequestedScreening: object({
    process: { ...string, description: 'One of SCREENING_PROCESSES' },
    state: {
      ...enumOf(...SCREENING_STATES),
      description: 'QUEUED: requested and not run yet, so nothing is known about the customer',
    },
    requestedAt: { ...dateTime, description: 'When the first message that requested it was accepted' },
  }),
  ...profileSchemas,
  CustomerVersion: object(
    {
      version: versionNumber,
      communicationNumber: string,
      createdAt: dateTime,
      ...causeFields,
      riskLevel,
      loweredFrom,
      changes: {
        ...arrayOf(schemaRef('VersionChange')),
        description:
          'Only with diff=true: what changed in customerStatus, riskLevel, title and profile against the version ' +
          'before; empty for the first version',
      },
    },
    ['assessmentId', 'loweredFrom', 'changes'],
  ),
  VersionChange: object(
    {
      pointer: {
        ...string,
        description:
          'A JSON Pointer (RFC 6901) into the version as …/versions/{version} returns it. Lists are compared by ' +
          'index; a list with more than 100 changes inside is one change',
      },
      before: { description: 'The value in the version before: any JSON value. Absent if it had none' },
      after: { description: 'The value in this version: any JSON value. Absent if it has none' },
    },
    ['before', 'after'],
  ),
};

const parameters = {
  CustomerExtId: pathParameter(
    'customerExtId',
    message.customerExtId,
    "The institution's identifier of the customer, percent-encoded",
  ),
  CustomerVersion: pathParameter('version', 1, 'The version number', { ...versionNumber }),
};

const versionsParameters = [
  parameterRef('CustomerExtId'),
  queryParameter('diff', 'Whether each version lists its changes', { type: 'boolean', default: false }),
  queryParameter('after', 'With diff=true: the number of the version after which the page begins', {
    ...versionNumber,
  }),
  queryParameter('limit', 'With diff=true: maximum number of versions. A page also ends after 1 MiB of messages', {
    type: 'integer',
    minimum: 1,
    maximum: 500,
    default: 50,
  }),
];

/** The header that leads to the next page. */
const headers = {
  NextPage: {
    description: 'With diff=true, if there are later versions: the next page (RFC 8288), relative to the request',
    schema: string,
    example: '<?diff=true&after=50&limit=50>; rel="next"',
  },
};

const call = (operationId: string, summary: string, description: string) =>
  managementCall('customerManagement', operationId, summary, description);

/** Stored customers and their versions (docs/contract/contract.md, "Reading back"). */
export const readCustomers: Section = {
  schemas,
  parameters,
  headers,
  paths: {
    [CUSTOMER]: {
      get: {
        ...call(
          'readCustomer',
          'Read the current version of a customer',
          'The answer has the status and risk level of the customer, and the profile as the last message supplied it.',
        ),
        parameters: [parameterRef('CustomerExtId')],
        responses: {
          200: jsonResponses('The customer', 'CurrentCustomerView', {
            active: currentExample,
            waiting: waitingExample,
          }),
          ...managementErrors(404),
        },
      },
    },
    [`${CUSTOMER}/versions`]: {
      get: {
        ...call(
          'listVersions',
          'List the versions of a customer, their causes and, with diff=true, their changes',
          'Each accepted message makes a version, and so does an assessment that changes the customer.',
        ),
        parameters: versionsParameters,
        responses: {
          200: {
            ...jsonResponses('The versions, oldest first', arrayOf(schemaRef('CustomerVersion')), {
              versions: [versionExample, decidedVersionExample],
              withChanges: [
                { ...versionExample, changes: [] },
                {
                  ...decidedVersionExample,
                  changes: [
                    { pointer: '/customerStatus', before: 'PENDING', after: 'ACTIVE' },
                    { pointer: '/riskLevel', before: 'NONE', after: 'HIGH' },
                  ],
                },
              ],
            }),
            headers: { Link: { $ref: '#/components/headers/NextPage' } },
          },
          ...invalidValue('diff must be true or false'),
          ...managementErrors(404),
        },
      },
    },
    [`${CUSTOMER}/versions/{version}`]: {
      get: {
        ...call('readVersion', 'Read one version of a customer', 'The answer has the form of the current version.'),
        parameters: [parameterRef('CustomerExtId'), parameterRef('CustomerVersion')],
        responses: { 200: jsonResponse('The version', 'CustomerView', customerViewExample), ...managementErrors(404) },
      },
    },
  },
};
