import * as kit from '../field-rules/field.js';
import type { FieldOptions } from '../field-rules/field.js';
import { rule, type Rule } from '../field-rules/rule.js';
import type { CodeList } from './vocabulary.js';

/** A code of one of the contract's code lists. A misspelt list does not compile. */
export const codeOf = <const O extends FieldOptions = FieldOptions>(
  codeList: CodeList,
  meaning: string,
  options?: O,
  limit?: number,
) => kit.code<O>(codeList, meaning, options, limit);

/** A rule for an invalid value where the contract documents no sentence. */
export const mustBe = (code: string, name: string): Rule => rule(code, `${name} must be {expected}`);

/** The documented form of the rule for a word that is missing or not one of a fixed set. */
export const mandatoryWord = (code: string, name: string, words: readonly string[]): Rule =>
  rule(code, `${name} is mandatory. values: ${words.join(', ')}`);

/** The documented form of the rule for a code that is missing or unknown. */
export const mandatoryCode = (code: string, name: string): Rule =>
  rule(code, `${name} is mandatory and must exist in Amlyze`);
