import { VERSION } from '../operation/version.js';
import { extensionCall, managementCall } from './operations.js';
import { jsonResponse, managementErrors } from './responses.js';
import { enumOf, object, string } from './schemas.js';
import type { Section } from './section.js';

/** Health checks and metrics. */
export const healthAndMetrics: Section = {
  schemas: {
    Health: object({ status: enumOf('ok', 'error') }),
    Liveness: object({
      status: enumOf('ok'),
      version: { ...string, description: 'The version of the product' },
    }),
  },
  paths: {
    '/health/live': {
      get: {
        ...extensionCall(
          'operation',
          'live',
          'Liveness: the process is running',
          'Restart a process that does not answer.',
        ),
        responses: { 200: jsonResponse('Running', 'Liveness', { status: 'ok', version: VERSION }) },
      },
    },
    '/health/ready': {
      get: {
        ...extensionCall(
          'operation',
          'ready',
          'Readiness: the database is reachable and its migrations are applied',
          'Send no requests to an instance that is not ready.',
        ),
        responses: {
          200: jsonResponse('Ready', 'Health', { status: 'ok' }),
          503: jsonResponse('Not ready, or stopping', 'Health', { status: 'error' }),
        },
      },
    },
    '/metrics': {
      get: {
        ...managementCall('operation', 'metrics', 'Metrics for Prometheus', 'docs/operating.md lists the metrics.'),
        responses: {
          200: { description: 'Text exposition format', content: { 'text/plain': { schema: string } } },
          ...managementErrors(),
        },
      },
    },
  },
};
