import { exampleBody } from '@aml-customer/domain';
import { posting } from './app.js';
import { call, type Reply } from './http.js';

const { initializeScreeningProcesses: _, ...evaluate } = exampleBody('evaluate');

/** A message with EVALUATE, assessed as LOW unless `values` change that. */
export const evaluation = (values: Readonly<Record<string, unknown>>) => ({ ...evaluate, ...values });

/** The calls of a service on a port. */
export const callsOf = (port: () => number, access: Readonly<Record<string, string>> = {}) => {
  const get = async <T>(path: string): Promise<T> => (await call(port(), { path, headers: access })).json as T;
  const submit = (method: string, path: string, body?: unknown): Promise<Reply> =>
    call(port(), {
      method,
      path,
      headers: { ...access, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const post = (path: string, body?: unknown) => submit('POST', path, body);
  return {
    get,
    post,
    put: (path: string, body: unknown) => submit('PUT', path, body),
    send: async (message: unknown): Promise<number> => (await call(port(), posting(message))).status,
    decide: (id: string, decision: Readonly<Record<string, unknown>>) =>
      post(`/assessments/${id}/decision`, {
        decisionType: 'ACCEPTED',
        decisionGroundCode: '02',
        decidedBy: 'Ona',
        ...decision,
      }),
    assessmentsOf: (customer: string) =>
      get<{ id: string; state: string }[]>(`/amlyze-ws-rest/customer/${encodeURIComponent(customer)}/assessments`),
    customer: (customer: string) =>
      get<Record<string, unknown>>(`/amlyze-ws-rest/customer/${encodeURIComponent(customer)}`),
    /** All events of the feed. */
    feed: async () => {
      const events: { id: string; subject: string; type: string; source: string }[] = [];
      for (let cursor = '', more = true; more;) {
        const page = await get<{ events: typeof events; cursor?: string }>(
          `/events?limit=500${cursor && `&after=${cursor}`}`,
        );
        events.push(...page.events);
        more = page.events.length > 0;
        cursor = page.cursor ?? '';
      }
      return events;
    },
    /** Repeats a call until its answer satisfies. */
    until: async <T>(path: string, satisfies: (answer: T) => boolean): Promise<T> => {
      for (;;) {
        const answer = await get<T>(path);
        if (satisfies(answer)) return answer;
      }
    },
  };
};
