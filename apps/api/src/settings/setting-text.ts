import { isIP } from 'node:net';
import bytes from 'bytes';
import { ValidateBy } from 'class-validator';

/** Text that needs no conversion. */
export const asIs = (text: string): string => text;
/** Reads a whole number; NaN if the text is none. */
export const integer = (text: string): number => (/^\d+$/.test(text) ? Number(text) : NaN);
/** Reads a list that is separated by commas. */
export const list = (text: string): string[] => text.split(',').map((item) => item.trim());
/**
 * Reads a size such as `1.5 MB`; NaN if the text is none. The `bytes` library alone would accept any text that starts
 * with digits.
 */
export const size = (text: string): number =>
  /^\d+(\.\d+)? ?([kmg]?b)?$/i.test(text) ? (bytes.parse(text) ?? NaN) : NaN;

/** The name in a pair of API_TOKENS. */
export const nameIn = (pair: string): string => pair.slice(0, pair.indexOf(':'));

/** Passes if a check of another package finds no problem; the check's message quotes nothing. */
export const Passes = (problem: (text: unknown) => string | undefined) =>
  ValidateBy({
    name: 'passes',
    validator: {
      validate: (text: unknown) => problem(text) === undefined,
      defaultMessage: (argument) => problem(argument?.value) ?? '',
    },
  });

/** Whether a text is a network in CIDR notation. */
export function isNetwork(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  return Number(bits) <= ({ 4: 32, 6: 128 }[isIP(address)] ?? -1);
}

/** Whether a text is an origin as browsers send it, except for case and a default port. */
export const isOrigin = (text: string): boolean => /^https?:\/\/[^/?#@\\*\s]+$/i.test(text) && URL.canParse(text);
