import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { Access } from '../access/access.js';
import type { Settings } from '../settings/settings.js';

/** Logs where the service listens and what its operator should know. */
export function announce({ address, family, port }: AddressInfo, place: string, settings: Settings, log: Logger): void {
  const host = family === 'IPv6' ? `[${address}]` : address;
  const reachable = ['0.0.0.0', '[::]'].includes(host) ? 'localhost' : host;
  log.info(`AML Customer listens on http://${host}:${port}`);
  log.info(`Swagger UI is at http://${reachable}:${port}/swagger-ui, the data in ${place}`);
  const managementIsClosed =
    settings.apiToken === undefined && new Access(settings).of({ host: 'localhost' }) === 'forbidden';
  if (managementIsClosed)
    log.warn('API_TOKEN is not set and HOST is not a loopback address: management calls and metrics answer 403');
}
