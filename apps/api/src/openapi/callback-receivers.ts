import { jsonBody, managementCall, parameterRef, pathParameter } from './operations.js';
import {
  bodyErrors,
  emptyResponse,
  httpProblemResponse,
  invalidValue,
  jsonResponse,
  managementErrors,
  responseRef,
} from './responses.js';
import { boolean, enumOf, object, string } from './schemas.js';
import type { Section } from './section.js';

const example = {
  requester: 'core-banking',
  url: 'https://bank.example/hooks',
  mode: 'structured',
  previousSecretSigns: false,
};
const { url, mode } = example;
const exampleSecret = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';
const modes = enumOf('binary', 'structured');

const schemas = {
  NewReceiver: object(
    {
      url: {
        ...string,
        format: 'uri',
        description:
          'An http or https URL without credentials and fragment. An IP address must be in the public internet or in ' +
          'an allowed network',
      },
      mode: { ...modes, description: 'Omit it to keep the current mode. A new receiver defaults to binary' },
      secret: {
        ...string,
        description:
          'base64 of 24 to 64 bytes, with or without the prefix whsec_. Mandatory for a new receiver. After a ' +
          'change, the previous secret also signs',
      },
      dropPreviousSecret: { ...boolean, description: 'Stop signing with the previous secret' },
    },
    ['mode', 'secret', 'dropPreviousSecret'],
  ),
  Receiver: object(
    {
      requester: string,
      url: string,
      mode: modes,
      previousSecretSigns: { ...boolean, description: 'During a rotation, two secrets sign' },
      secret: {
        ...enumOf('unreadable'),
        description:
          'Present if the secret was stored under another CALLBACK_SECRETS_KEY. Nothing is sent until a PUT supplies ' +
          'secret and dropPreviousSecret',
      },
    },
    ['secret'],
  ),
};

const parameters = {
  Requester: pathParameter(
    'requester',
    example.requester,
    'The requester exactly as messages spell it, percent-encoded',
  ),
};
const receiverParameters = [parameterRef('Requester')];
const keyMissing = { 503: responseRef('SecretsKeyMissing') };

const call = (operationId: string, summary: string, description: string) =>
  managementCall('callbackManagement', operationId, summary, description);

/** The receivers of single requesters. */
export const callbackReceivers: Section = {
  schemas,
  parameters,
  responses: {
    SecretsKeyMissing: httpProblemResponse(
      503,
      'CALLBACK_SECRETS_KEY is not set',
      `/callback-receivers/${example.requester}`,
    ),
  },
  paths: {
    '/callback-receivers/{requester}': {
      get: {
        ...call(
          'readReceiver',
          'Read the receiver of a requester, without its secret',
          'Secrets are stored encrypted and are never returned.',
        ),
        parameters: receiverParameters,
        responses: { 200: jsonResponse('The receiver', 'Receiver', example), ...managementErrors(404), ...keyMissing },
      },
      put: {
        ...call(
          'putReceiver',
          'Set the receiver of a requester',
          'Callbacks about messages of this requester are sent there instead of to CALLBACK_URL.',
        ),
        parameters: receiverParameters,
        requestBody: jsonBody('NewReceiver', {
          first: { url, mode, secret: exampleSecret },
          endRotation: { url, mode, dropPreviousSecret: true },
        }),
        responses: {
          200: jsonResponse('The receiver after the change', 'Receiver', example),
          ...invalidValue('secret is missing'),
          ...bodyErrors,
          ...managementErrors(),
          ...keyMissing,
        },
      },
      delete: {
        ...call(
          'deleteReceiver',
          'Remove the receiver of a requester, so that the default receiver is used',
          'Callbacks about messages of this requester go to CALLBACK_URL again.',
        ),
        parameters: receiverParameters,
        responses: { 204: emptyResponse('Removed'), ...managementErrors(404) },
      },
    },
  },
};
