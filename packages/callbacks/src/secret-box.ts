import type { SecretBox } from '@aml-customer/application';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Decodes a key of 32 bytes from base64 (44 characters) or hex (64). The error never quotes the text. */
export function secretKey(text: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : /^[A-Za-z0-9+/]{43}=$/.test(text)
      ? Buffer.from(text, 'base64')
      : undefined;
  if (key?.length !== KEY_BYTES)
    throw new Error('must be 32 bytes as base64 (44 characters) or hex (64); "openssl rand -base64 32" generates one');
  return key;
}

/**
 * Encrypts secrets with AES-256-GCM as `v1.iv.ciphertext.tag`, the parts in base64url, with a random iv each. The
 * version and the requester are associated data, so a secret copied to another requester cannot be decrypted.
 */
export class AesSecretBox implements SecretBox {
  /** The key is 32 bytes, see {@link secretKey}. */
  constructor(private readonly key: Buffer) {}

  seal(secret: string, requester: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, iv, { authTagLength: TAG_BYTES }).setAAD(associated(requester));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return [VERSION, ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
  }

  /** Returns undefined if the secret was sealed with another key or for another requester, or was modified. */
  open(sealed: string, requester: string): string | undefined {
    const [version, ...parts] = sealed.split('.');
    const [iv, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
    if (
      version !== VERSION ||
      parts.length !== 3 ||
      iv?.length !== IV_BYTES ||
      !ciphertext ||
      tag?.length !== TAG_BYTES
    )
      return undefined;
    const decipher = createDecipheriv(CIPHER, this.key, iv, { authTagLength: TAG_BYTES })
      .setAAD(associated(requester))
      .setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}

const associated = (requester: string): Buffer => Buffer.from(`${VERSION}.${requester}`, 'utf8');
