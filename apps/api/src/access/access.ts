import { createHash, timingSafeEqual } from 'node:crypto';
import type { Settings } from '../settings.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/** Who may use the calls that are ours (contract.md, "Reading back"). */
export class Access {
  private readonly token: Buffer | undefined;
  private readonly isLocal: boolean;

  constructor({ apiToken, host }: Pick<Settings, 'apiToken' | 'host'>) {
    this.token = apiToken === undefined ? undefined : digest(apiToken);
    this.isLocal = LOOPBACK.test(host);
  }

  /** Judges a request by its headers Authorization and Host. */
  of(authorization: string | undefined, host: string | undefined): 'granted' | 'unauthorized' | 'forbidden' {
    if (this.token) return bears(authorization, this.token) ? 'granted' : 'unauthorized';
    return this.isLocal && namesLoopback(host) ? 'granted' : 'forbidden';
  }
}

/** Digests have one length, so that comparing them tells nothing by its duration. */
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

function bears(authorization: string | undefined, token: Buffer): boolean {
  const [, sent] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  return sent !== undefined && timingSafeEqual(digest(sent), token);
}

/** A page of a stranger can have its own name lead to loopback, but it cannot choose another Host header (DNS rebinding). */
const namesLoopback = (host = ''): boolean => LOOPBACK.test(host.replace(/:\d*$/, ''));
