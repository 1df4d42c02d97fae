import type { OutcomeCode } from '@aml-customer/application';

/** An attempt that was broken off on this side. */
export class BrokenOff extends Error {
  constructor(readonly outcome: OutcomeCode) {
    super(outcome);
  }
}

/**
 * The codes of Node, of libuv and of OpenSSL, by what they mean to whoever looks after a receiver; the first that
 * matches counts.
 */
const MEANINGS: readonly (readonly [RegExp, OutcomeCode])[] = [
  [/^ETIMEDOUT$/, 'timeout'],
  [/^ECONNREFUSED$/, 'connection-refused'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE)$/, 'connection-reset'],
  [/^(ENOTFOUND|ENODATA|EAI_\w+)$/, 'dns'],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EINVAL)$/, 'unreachable'],
  [
    /^(EPROTO|ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_|INVALID_|PATH_LENGTH_)/,
    'tls',
  ],
  [/^HPE_/, 'bad-response'],
];

/**
 * Names what went wrong on the way to a receiver; never its text, which could quote the receiver or a person.
 * Undefined: it is nothing that a network or a receiver does, so it is a failure of ours.
 */
export function failureCode(error: unknown): OutcomeCode | undefined {
  if (error instanceof BrokenOff) return error.outcome;
  const code = typeof error === 'object' && error && 'code' in error ? String(error.code) : '';
  return MEANINGS.find(([pattern]) => pattern.test(code))?.[1];
}
