import { loadSettings } from '@aml-customer/api/settings';

/**
 * The service answered otherwise than the command needs, or not at all; the message is for whoever typed the command.
 */
export class CommandFailure extends Error {}

/** Nobody listens where the service should be, or it is at a port that `fetch` does not call. */
export const outOfReach = (origin: string, error: unknown): CommandFailure =>
  new CommandFailure(
    isBlocked(error)
      ? `${origin} cannot be called, since browsers and Node.js block its port (Fetch Standard, "port blocking"): let the service have another`
      : `No service answers at ${origin}: start it, or set PORT or SERVICE_URL`,
  );

/** Whether the port was refused before anybody was called, as it will be each time. */
export const isBlocked = (error: unknown): boolean =>
  ((error as Error).cause as Error | undefined)?.message === 'bad port';

/** @throws CommandFailure for an answer that says that the token is missing, or not the service's. */
export function assertAccess(origin: string, status: number): void {
  if (status === 401 || status === 403)
    throw new CommandFailure(`The service at ${origin} refuses access (${status}): set API_TOKEN as it has it`);
}

/** What a call was answered. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

/** Calls the service of this installation. */
export type ServiceCall = (method: 'GET' | 'POST', path: string, body?: string) => Promise<Answer>;

/** Where the service is, and the token that it is shown. */
export interface ServiceAddress {
  readonly base: string;
  readonly token?: string;
}

/**
 * Finds the service by PORT and HOST as the service itself is told, or by SERVICE_URL, and the token of API_TOKEN, or
 * the first of API_TOKENS.
 */
export function serviceAddress(environment: Readonly<Record<string, string | undefined>>): ServiceAddress {
  const { port, host, apiToken, apiTokens = [] } = loadSettings(environment);
  const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const base = environment['SERVICE_URL'] ?? `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
  const token = apiToken ?? apiTokens[0]?.replace(/^[^:]*:/, '');
  return { base, ...(token !== undefined && { token }) };
}

/** Commands work through the running service, whose database may be an embedded one that nobody else can open. */
export function serviceCall(environment: Readonly<Record<string, string | undefined>>): ServiceCall {
  const { base, token } = serviceAddress(environment);
  return async (method, path, body) => {
    const headers = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const response = await fetch(new URL(path, base), { method, headers, ...(body !== undefined && { body }) }).catch(
      (error: unknown) => {
        throw outOfReach(base, error);
      },
    );
    assertAccess(base, response.status);
    return { status: response.status, json: await response.json().catch(() => undefined) };
  };
}

/** What a call that must succeed was answered. */
export async function answered(call: Promise<Answer>, doing: string): Promise<unknown> {
  const { status, json } = await call;
  if (status >= 300) throw new CommandFailure(`${doing}: the service answered ${status}`);
  return json;
}

/** Runs a command: prints what it says, and exits with its code. */
export async function command(
  work: (words: readonly string[], call: ServiceCall) => Promise<{ readonly says: string; readonly code?: number }>,
): Promise<void> {
  try {
    const { says, code = 0 } = await work(process.argv.slice(2), serviceCall(process.env));
    if (says !== '') process.stdout.write(says.endsWith('\n') ? says : `${says}\n`);
    process.exitCode = code;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}
