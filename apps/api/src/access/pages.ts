import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { Settings } from '../settings/settings.js';
import { hostOf, isLoopback } from './loopback.js';

/**
 * Recognises requests of web pages by their Origin header, which servers do not send. A page of this service has the
 * host of the request as its origin, but so has a page whose name resolves to this machine by DNS rebinding. So the
 * host must be one that no other site can have: a loopback name, an IP address, or HOST. ALLOWED_ORIGINS names others.
 */
export class Pages {
  private readonly allowed: ReadonlySet<string>;
  private readonly ownHost: string;

  constructor({ host, allowedOrigins = [] }: Pick<Settings, 'host' | 'allowedOrigins'>) {
    this.allowed = new Set(allowedOrigins.map((origin) => new URL(origin).origin));
    this.ownHost = host.toLowerCase();
  }

  /** Whether a page of another site sent the request. */
  isForeign({ origin, host }: Pick<IncomingHttpHeaders, 'origin' | 'host'>): boolean {
    if (origin === undefined || this.allowed.has(origin)) return false;
    return origin !== `http://${host}` || !this.isOwn(hostOf(host).toLowerCase());
  }

  private isOwn(host: string): boolean {
    return isLoopback(host) || isIP(host.replace(/^\[(.*)\]$/, '$1')) > 0 || host === this.ownHost;
  }
}
