import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from '../settings/settings.js';
import { hostOf, isLoopback } from './loopback.js';
import { Pages } from './pages.js';
import { API_TOKEN_HOLDER, LOCAL_CALLER } from './reserved-names.js';

/** Headers of a gateway: a request with one of them may come from another machine. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** Who calls: a person or system with a token of API_TOKENS, or the holder of API_TOKEN, who is no person. */
export interface Caller {
  readonly name: string;
  readonly isPerson: boolean;
}

interface Holder extends Caller {
  readonly token: Buffer;
}

/** Decides who may use the management API (docs/contract/contract.md, "Reading back"). */
export class Access {
  private readonly holders: readonly Holder[];
  private readonly isLocal: boolean;
  private readonly pages: Pages;

  constructor(settings: Pick<Settings, 'apiToken' | 'apiTokens' | 'host' | 'allowedOrigins'>) {
    const { apiToken, apiTokens = [], host } = settings;
    this.pages = new Pages(settings);
    this.holders = [
      ...(apiToken === undefined ? [] : [{ name: API_TOKEN_HOLDER, isPerson: false, token: digest(apiToken) }]),
      ...apiTokens.map((pair) => ({
        name: pair.slice(0, pair.indexOf(':')),
        isPerson: true,
        token: digest(pair.slice(pair.indexOf(':') + 1)),
      })),
    ];
    this.isLocal = isLoopback(host);
  }

  /** Whether callers must authenticate. */
  get needsToken(): boolean {
    return this.holders.length > 0;
  }

  /** The holder of the token in an Authorization header; undefined if the token is unknown or none is set. */
  callerOf(authorization: string | undefined): Caller | undefined {
    const [, sent] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
    const shown = digest(sent ?? '');
    return this.holders.filter(({ token }) => timingSafeEqual(shown, token))[0];
  }

  /** The name that is recorded for a change; {@link LOCAL_CALLER} while no token is set. */
  nameOf(authorization: string | undefined): string {
    return this.callerOf(authorization)?.name ?? LOCAL_CALLER;
  }

  /** Decides by the headers of a request. Without tokens only local callers have access, and no foreign page. */
  of(headers: IncomingHttpHeaders): 'granted' | 'unauthorized' | 'forbidden' {
    if (this.needsToken) return this.callerOf(headers.authorization) === undefined ? 'unauthorized' : 'granted';
    // With DNS rebinding a foreign page can resolve its own name to loopback, but it cannot choose another Host header.
    const isLocalCaller =
      isLoopback(hostOf(headers.host)) && !this.pages.isForeign(headers) && !FORWARDED.some((name) => name in headers);
    return this.isLocal && isLocalCaller ? 'granted' : 'forbidden';
  }
}

/** Digests have equal lengths, as a comparison in constant time requires. */
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
