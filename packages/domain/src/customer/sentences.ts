import * as kit from '../field-rules/field.js';
import type { Says } from '../field-rules/field.js';
import { rule, type Rule } from '../field-rules/rule.js';
import type { CodeList } from './vocabulary.js';

/** A code of one of the lists that a message may use; a misspelt list does not compile. */
export const codeOf = <const S extends Says = Says>(list: CodeList, meaning: string, says?: S, limit?: number) =>
  kit.code<S>(list, meaning, says, limit);

/** A field that lacks a documented sentence says in ours what it must be. */
export const mustBe = (code: string, name: string): Rule => rule(code, `${name} must be {expected}`);

/** The documented way to say that a word of a fixed set is missing or is another. */
export const mandatoryWord = (code: string, name: string, words: readonly string[]): Rule =>
  rule(code, `${name} is mandatory. values: ${words.join(', ')}`);

/** The documented way to say that a mandatory code is missing or unknown. */
export const mandatoryCode = (code: string, name: string): Rule =>
  rule(code, `${name} is mandatory and must exist in Amlyze`);
