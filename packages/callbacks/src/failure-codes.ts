import type { OutcomeCode } from '@aml-customer/application';

/** An attempt that the sender aborted. */
export class AttemptAborted extends Error {
  constructor(readonly outcome: OutcomeCode) {
    super(outcome);
  }
}

/** Maps error codes of Node, libuv and OpenSSL to outcomes; the first match counts. */
const OUTCOMES: readonly (readonly [RegExp, OutcomeCode])[] = [
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
 * Maps an error to its outcome code; never its text, which could quote the receiver or a person. Returns undefined for
 * an error that neither the network nor the receiver causes: a fault of the sender.
 */
export function failureCode(error: unknown): OutcomeCode | undefined {
  if (error instanceof AttemptAborted) return error.outcome;
  const code = typeof error === 'object' && error && 'code' in error ? String(error.code) : '';
  return OUTCOMES.find(([pattern]) => pattern.test(code))?.[1];
}
