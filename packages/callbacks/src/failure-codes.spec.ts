import { expect, test } from '@jest/globals';
import { errors } from 'undici';
import { AttemptAborted, failureCode } from './failure-codes.js';

const withCode = (code: string): Error => Object.assign(new Error('Ona Ąžuolė'), { code });

test.each([
  [new AttemptAborted('refused-target'), 'refused-target'],
  [withCode('ETIMEDOUT'), 'timeout'],
  [withCode('ENOTFOUND'), 'dns'],
  [withCode('EAI_AGAIN'), 'dns'],
  [withCode('ECONNREFUSED'), 'connection-refused'],
  [Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'connection-refused'],
  [withCode('ECONNRESET'), 'connection-reset'],
  [withCode('EPIPE'), 'connection-reset'],
  [withCode('EHOSTUNREACH'), 'unreachable'],
  [withCode('ENETUNREACH'), 'unreachable'],
  [withCode('EACCES'), 'unreachable'],
  [withCode('CERT_HAS_EXPIRED'), 'tls'],
  [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls'],
  [withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'tls'],
  [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls'],
  [withCode('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls'],
  [withCode('EPROTO'), 'tls'],
  [withCode('HPE_INVALID_CONSTANT'), 'bad-response'],
  [withCode('HPE_HEADER_OVERFLOW'), 'bad-response'],
  [withCode('UND_ERR_HEADERS_OVERFLOW'), 'bad-response'],
  [new errors.HTTPParserError('Ona Ąžuolė'), 'bad-response'],
  [withCode('UND_ERR_SOCKET'), 'connection-reset'],
  [withCode('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
  [withCode('ERR_INVALID_CHAR'), undefined],
  [new TypeError('a bug'), undefined],
  ['text', undefined],
])('%p is %s', (error, code) => expect(failureCode(error)).toBe(code));
