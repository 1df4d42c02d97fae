import { CLASSIFIERS, type JsonSchema } from '@aml-customer/domain';
import { defaultModel, defaultModels } from '@aml-customer/risk-evaluation';
import { rejected } from '../http/answers.js';
import { EXAMPLE_TIME } from './examples.js';
import { managementCall, parameterRef, pathParameter } from './operations.js';
import { bodyErrors, httpProblemResponse, jsonResponse, managementErrors } from './responses.js';
import { modelFileSchemas } from './risk-model-file.js';
import { arrayOf, boolean, date, dateTime, enumOf, object, schemaRef, string } from './schemas.js';
import type { Section } from './section.js';

const { id, version, hash } = defaultModel;
const data: object = defaultModel.data;
const [earlier] = defaultModels;
const summaryExample = {
  id,
  version,
  hash,
  addedAt: EXAMPLE_TIME.toISOString(),
  active: true,
  lists: defaultModel.lists.map(({ id: list, title, date: listDate, validUntil }) => ({
    list,
    title,
    date: listDate,
    validUntil,
    expired: false,
  })),
  activation: { by: 'ona', at: EXAMPLE_TIME.toISOString() },
};
const withoutActivation = ({ activation: _, ...added }: typeof summaryExample) => added;
const problemExample = { pointer: '/groups/0/cap', sentence: 'must be an integer from 0 to 100, not 110' };

const fields: Readonly<Record<string, JsonSchema>> = {
  id: string,
  version: string,
  hash: { ...string, description: 'SHA-256 of the content' },
  addedAt: dateTime,
  active: { ...boolean, description: 'Whether new assessments use this model' },
  lists: {
    ...arrayOf(
      object({
        list: string,
        title: string,
        date,
        validUntil: date,
        expired: { ...boolean, description: 'Whether today is after validUntil; an expired list is still used' },
      }),
    ),
    description: 'The country lists of the model; absent if this release cannot read the model',
  },
  activation: {
    ...object({ by: string, at: dateTime }),
    description: 'Who activated the model last, and when; absent if nobody did',
  },
};

const OPTIONAL = ['activation', 'lists'];

const schemas = {
  ...modelFileSchemas,
  RiskModelSummary: object(fields, OPTIONAL),
  ActivatedRiskModel: object(
    {
      ...fields,
      unknownCodes: {
        ...arrayOf(object({ classifier: enumOf(...CLASSIFIERS), code: string, name: string })),
        description:
          'The codes of the installation that the model consults, but neither maps nor declares to have no meaning: ' +
          'a person decides each assessment with one of them',
      },
    },
    OPTIONAL,
  ),
  OfferedRiskModel: object({ id: string, version: string, hash: string, title: string }),
  RiskModel: object({ ...fields, data: schemaRef('RiskModelFile') }, OPTIONAL),
  RiskModels: object({
    models: arrayOf(schemaRef('RiskModelSummary')),
    available: {
      ...arrayOf(schemaRef('OfferedRiskModel')),
      description:
        'The models that this release offers and that are not added, such as a new version of the default model',
    },
  }),
  RejectedModel: object(
    {
      resultType: string,
      errorCode: string,
      errorDescription: string,
      problems: arrayOf(schemaRef('ValueProblem')),
    },
    ['problems'],
  ),
};

const parameters = {
  RiskModelId: pathParameter('id', id, 'The id of the model'),
  RiskModelVersion: pathParameter('version', version, 'The version of the model'),
};
const modelParameters = [parameterRef('RiskModelId'), parameterRef('RiskModelVersion')];

const call = (operationId: string, summary: string, description: string) =>
  managementCall('riskModelManagement', operationId, summary, description);

/** The risk models of an installation. */
export const riskModels: Section = {
  schemas,
  parameters,
  paths: {
    '/risk-models': {
      get: {
        ...call(
          'listRiskModels',
          'List the risk models, latest first',
          'One of the models is active. The list omits their content, which `GET /risk-models/{id}/{version}` returns.',
        ),
        responses: {
          200: jsonResponse('The models', 'RiskModels', {
            models: [{ ...summaryExample, version: earlier.version, hash: earlier.hash }],
            available: [{ id, version, hash, title: defaultModel.title }],
          }),
          ...managementErrors(),
        },
      },
      post: {
        ...call(
          'addRiskModel',
          'Add a version of a risk model, without activating it',
          'The content of an id and version never changes. Adding the same file again changes nothing and is ' +
            'answered 200.',
        ),
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: schemaRef('RiskModelFile'), example: { ...data, version: 'bank-1' } },
          },
        },
        responses: {
          200: jsonResponse('The same file was added before; nothing changed', 'RiskModelSummary', summaryExample),
          201: jsonResponse(
            'Added',
            'RiskModelSummary',
            withoutActivation({ ...summaryExample, version: 'bank-1', active: false }),
          ),
          400: jsonResponse(
            'Every problem of the file with its position; the active model stays active',
            'RejectedModel',
            {
              ...rejected('F002', `${problemExample.pointer} ${problemExample.sentence}`),
              problems: [problemExample],
            },
          ),
          409: httpProblemResponse(409, 'Another file was added under this id and version', '/risk-models'),
          ...bodyErrors,
          ...managementErrors(),
        },
      },
    },
    '/risk-models/{id}/{version}': {
      get: {
        ...call(
          'readRiskModel',
          'Read one risk model with its content',
          'The content can be changed and added as another version.',
        ),
        parameters: modelParameters,
        responses: {
          200: jsonResponse('The model', 'RiskModel', { ...summaryExample, data }),
          ...managementErrors(404),
        },
      },
    },
    '/risk-models/{id}/{version}/activation': {
      post: {
        ...call(
          'activateRiskModel',
          'Use this model for new assessments, on every instance',
          'Existing assessments keep their model and result.',
        ),
        parameters: modelParameters,
        responses: {
          200: jsonResponse('The model is active', 'ActivatedRiskModel', {
            ...summaryExample,
            unknownCodes: [{ classifier: 'legalForm', code: 'ASSOCIATION', name: 'Association' }],
          }),
          ...managementErrors(404),
        },
      },
    },
  },
};
