import { Client, type ClientConfig } from 'pg';
import { reasonOf, reported } from './storage-failure.js';

/** The driver's timeout is a little longer than the server's, so that the server's error arrives first. */
const DRIVER_PATIENCE_MS = 500;

/** Settings of a connection. An unresponsive database is an error after `answerWithinMs`; a dead peer is detected. */
export const connectionSettings = (url: string, answerWithinMs: number): ClientConfig => ({
  connectionString: url,
  fallback_application_name: 'aml-customer',
  connectionTimeoutMillis: answerWithinMs,
  statement_timeout: answerWithinMs,
  query_timeout: answerWithinMs + DRIVER_PATIENCE_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
});

/**
 * Opens a connection outside of any pool.
 * @throws Error with one sentence that names the cause and the server, never the password.
 */
export async function connect(settings: ClientConfig): Promise<Client> {
  const client = clientFor(settings);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new Error(refusalOf(client, error));
  }
}

function clientFor(settings: ClientConfig): Client {
  try {
    const client = new Client(settings);
    // Without a listener a lost connection ends the process; the query under way rejects anyway.
    client.on('error', () => {});
    return client;
  } catch {
    throw new Error('The database URL is not a valid PostgreSQL connection string.');
  }
}

function refusalOf({ host, port, user, database }: Client, error: unknown): string {
  const server = `PostgreSQL at ${host}:${port}`;
  const { code } = reported(error);
  if (code === '28P01' || code === '28000')
    return `${server} refuses the user "${user}": authentication failed (${code}).`;
  if (code === '3D000') return `${server} has no database "${database}".`;
  return `${server} cannot be reached: ${reasonOf(error)}.`;
}
