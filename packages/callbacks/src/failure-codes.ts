import type { OutcomeCode } from '@aml-customer/application';
import { errors } from 'undici';

/** An attempt that the sender aborted. */
export class AttemptAborted extends Error {
  constructor(readonly outcome: OutcomeCode) {
    super(outcome);
  }
}

/** Maps error codes of Node, libuv, OpenSSL and undici to outcomes; the first match counts. */
const OUTCOMES: readonly (readonly [RegExp, OutcomeCode])[] = [
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'timeout'],
  [/^ECONNREFUSED$/, 'connection-refused'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/, 'connection-reset'],
  [/^(ENOTFOUND|ENODATA|EAI_\w+)$/, 'dns'],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EINVAL)$/, 'unreachable'],
  [
    /^(EPROTO|ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_|INVALID_|PATH_LENGTH_)/,
    'tls',
  ],
  [/^(HPE_|UND_ERR_HEADERS_OVERFLOW$)/, 'bad-response'],
];

/**
 * Maps an error to its outcome code; never its text, which could quote the receiver or a person. Returns undefined for
 * an error that neither the network nor the receiver causes: a fault of the sender.
 */
export function failureCode(error: unknown): OutcomeCode | undefined {
  if (error instanceof AttemptAborted) return error.outcome;
  if (error instanceof errors.HTTPParserError) return 'bad-response';
  const code = typeof error === 'object' && error && 'code' in error ? String(error.code) : '';
  return OUTCOMES.find(([pattern]) => pattern.test(code))?.[1];
}
