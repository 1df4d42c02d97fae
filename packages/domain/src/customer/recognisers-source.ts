import { recogniserSource } from '../field-rules/recogniser-source.js';
import { recognisedBodies } from './recognised-bodies.js';

const HEADER = `// Generated from the table of fields by \`npm run docs\`. Do not edit.

import {
  ABSENT,
  hasTwo,
  isAbsent,
  isBoolean,
  isCode,
  isDay,
  isDecimal,
  isInteger,
  isKey,
  isListOf,
  isListOfCodes,
  isObject,
  isPercentage,
  isScalar,
  isText,
  trimmed,
  withoutBlanks,
  type Body,
  type Recognition,
} from '../field-rules/recognise.js';
import { policyOf } from './recognised-bodies.js';
`;

/** The content of recognisers.ts. */
export const recognisersSource = (): string => `${HEADER}\n${recogniserSource(recognisedBodies)}`;
