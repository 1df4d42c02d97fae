import { loadSettings } from '@aml-customer/api/settings';

/** A command cannot do its work; the message gives the operator the reason. The command ends with exit code 2. */
export class CommandFailure extends Error {}

/** The result of a command: the text for standard output, and the exit code (0 unless given). */
export interface CommandResult {
  readonly output: string;
  readonly code?: number;
}

/** The environment variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** No service listens at the address, or `fetch` refuses to call its port. */
export const unreachable = (origin: string, error: unknown): CommandFailure =>
  new CommandFailure(
    isBlockedPort(error)
      ? `${origin} cannot be called: browsers and Node.js block its port (Fetch Standard, "port blocking"). ` +
          'Run the service on another port'
      : `No service answers at ${origin}: start it, or set PORT or SERVICE_URL`,
  );

/** Whether `fetch` refused the port; retrying cannot help. */
export const isBlockedPort = (error: unknown): boolean =>
  ((error as Error).cause as Error | undefined)?.message === 'bad port';

/** @throws CommandFailure if the service refuses the token, or its absence. */
export function assertAccess(origin: string, status: number): void {
  if (status === 401 || status === 403)
    throw new CommandFailure(
      `The service at ${origin} refuses access (${status}): set API_TOKEN to the token of the service`,
    );
}

/** The service's response; `json` is undefined if the body is not JSON. */
export interface ServiceResponse {
  readonly status: number;
  readonly json: unknown;
}

/** Calls the running service. */
export type ServiceCall = (method: 'GET' | 'POST', path: string, body?: string) => Promise<ServiceResponse>;

/** Base URL and bearer token of the service. */
export interface ServiceAddress {
  readonly base: string;
  readonly token?: string;
}

/**
 * The address from SERVICE_URL, or from the service's own PORT and HOST; the token from API_TOKEN, or the first one of
 * API_TOKENS.
 */
export function serviceAddress(environment: Environment): ServiceAddress {
  const { port, host, apiToken, apiTokens = [] } = loadSettings(environment);
  const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const base = environment['SERVICE_URL'] ?? `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
  const token = apiToken ?? apiTokens[0]?.replace(/^[^:]*:/, '');
  return { base, ...(token !== undefined && { token }) };
}

/** Commands use HTTP because only the service can open an embedded database. */
export function serviceCall(environment: Environment): ServiceCall {
  const { base, token } = serviceAddress(environment);
  return async (method, path, body) => {
    const headers = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const response = await fetch(new URL(path, base), { method, headers, ...(body !== undefined && { body }) }).catch(
      (error: unknown) => {
        throw unreachable(base, error);
      },
    );
    assertAccess(base, response.status);
    return { status: response.status, json: await response.json().catch(() => undefined) };
  };
}

/** The JSON of a successful response. @throws CommandFailure for any status from 300; `action` begins its message. */
export async function expectSuccess(call: Promise<ServiceResponse>, action: string): Promise<unknown> {
  const { status, json } = await call;
  if (status >= 300) throw new CommandFailure(`${action}: the service answered ${status}`);
  return json;
}

/** Runs a command with the arguments of this process: prints its output and sets the exit code. */
export async function command(
  run: (args: readonly string[], call: ServiceCall) => Promise<CommandResult>,
): Promise<void> {
  try {
    const { output, code = 0 } = await run(process.argv.slice(2), serviceCall(process.env));
    if (output !== '') process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
    process.exitCode = code;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}
