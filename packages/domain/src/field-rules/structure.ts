import { rule } from './rule.js';

/** The most elements that a list may have (docs/contract/contract.md, "Reading the values"). */
export const MAX_ELEMENTS = 1000;

/** The most members that an object may have (docs/contract/contract.md, "Reading the values"). */
export const MAX_MEMBERS = 1000;

/**
 * The rules that apply to every field and body, all of them extensions. Their sentences name the path and never quote
 * the value (docs/contract/contract.md, "Errors").
 */
export const STRUCTURE = {
  unknownField: rule('F001', '{path} has members that are not fields of the contract: {count}'),
  wrongType: rule('F002', '{path} must be {expected}'),
  notAnObject: rule('F003', 'The body must be a JSON object{detail}'),
  twoNames: rule('F004', '{path} is given under its name and under {alias}, with different values'),
  tooLarge: rule('F005', 'The body is larger than {limit} bytes'),
  notJson: rule(
    'F006',
    'The content type must be application/json in UTF-8, plain or compressed by gzip, deflate or br',
  ),
  tooLong: rule('LEN01', '{path} is longer than {limit} characters'),
  illFormedText: rule('LEN02', '{path} has a NUL character or an unpaired surrogate'),
  tooMany: rule('LEN03', '{path} has more than {limit} elements'),
  tooManyUnknown: rule('LEN03', '{path} has an unknown field with a list of more than {limit} elements'),
  tooManyMembers: rule('LEN04', '{path} has more than {limit} members'),
  tooManyUnknownMembers: rule('LEN04', '{path} has an unknown field with an object of more than {limit} members'),
} as const;

/** The description of a valid value for each kind of field: in F002 sentences, and in the documents. */
export const EXPECTED = {
  text: 'a string',
  key: 'a string without control characters',
  date: 'a date that exists, as yyyy-MM-dd or as an ISO 8601 date-time with offset',
  boolean: 'true or false',
  integer: 'an integer of 0 or more',
  decimal: 'a number of 0 or more',
  percentage: 'an integer from 0 to 100',
  scalar: 'a string, a number or a boolean',
  enum: 'a string',
  code: 'a string',
  record: 'an object',
  list: 'a list',
  lossless: 'sent as a string, for a JSON number beyond 2^53 - 1 loses digits',
} as const;
