import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from '../settings/settings.js';

/** Who sends one of these is a gateway on this machine: whom it speaks for is not known to be local. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/** The name under which the holder of API_TOKEN acts; the others are named beside their tokens. */
const API_TOKEN_HOLDER = 'api';

interface Holder {
  readonly name: string;
  readonly token: Buffer;
}

/** Who may use the calls that are ours (docs/contract/contract.md, "Reading back"). */
export class Access {
  private readonly holders: readonly Holder[];
  private readonly isLocal: boolean;

  constructor({ apiToken, apiTokens = [], host }: Pick<Settings, 'apiToken' | 'apiTokens' | 'host'>) {
    const pairs = [...(apiToken === undefined ? [] : [`${API_TOKEN_HOLDER}:${apiToken}`]), ...apiTokens];
    this.holders = pairs.map((pair) => ({
      name: pair.slice(0, pair.indexOf(':')),
      token: digest(pair.slice(pair.indexOf(':') + 1)),
    }));
    this.isLocal = LOOPBACK.test(host);
  }

  /** Whether callers show who they are. */
  get needsToken(): boolean {
    return this.holders.length > 0;
  }

  /** Who shows this header Authorization; undefined for a token that is not known, or where none is set. */
  nameOf(authorization: string | undefined): string | undefined {
    const [, sent] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
    const shown = digest(sent ?? '');
    return this.holders.filter(({ token }) => timingSafeEqual(shown, token))[0]?.name;
  }

  /**
   * Judges a request by its headers; without a token a page of another origin is nobody local, though its browser is.
   */
  of({ authorization, host, origin, ...others }: IncomingHttpHeaders): 'granted' | 'unauthorized' | 'forbidden' {
    if (this.needsToken) return this.nameOf(authorization) === undefined ? 'unauthorized' : 'granted';
    const isLocalCaller =
      namesLoopback(host) &&
      (origin === undefined || origin === `http://${host}`) &&
      !FORWARDED.some((name) => name in others);
    return this.isLocal && isLocalCaller ? 'granted' : 'forbidden';
  }
}

/** Digests have one length, so that comparing them tells nothing by its duration. */
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * A page of a stranger can have its own name lead to loopback, but it cannot choose another Host header (DNS
 * rebinding).
 */
const namesLoopback = (host = ''): boolean => LOOPBACK.test(host.replace(/:\d*$/, ''));
