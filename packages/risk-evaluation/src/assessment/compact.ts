import type { ClassifierName, EntityType } from '@aml-customer/domain';
import type { Cause, FoundCause } from '../answers/cause.js';
import { NOT_ANSWERED } from '../conditions/answers.js';
import { onListText } from '../conditions/codes.js';
import type { Json } from '../json.js';
import type { ModelData } from '../model/table.js';

/** The version of the compact form. A change of the rules that derive an assessment from it needs another number. */
export const COMPACT = 1;

/**
 * The parts of an assessment that its model does not determine: plain JSON with short names, for storing. Lists that
 * would be empty are absent. `explained` derives the whole assessment from it and the model (docs/adr/0017).
 */
export interface CompactAssessment {
  readonly compact: typeof COMPACT;
  /** The day, as yyyy-MM-dd. */
  readonly on: string;
  readonly type: EntityType;
  /** The key of the country standard in `COUNTRY_STANDARDS`; absent: any two capital letters. */
  readonly countries?: string;
  /** The factors with points, in the order of the model. */
  readonly factors?: readonly CompactFactor[];
  /** The floors that fired, in the order of the model. */
  readonly floors?: readonly CompactFloor[];
  readonly unrecognised?: readonly { readonly at: string; readonly is: string }[];
  readonly moreUnrecognised?: number;
  readonly unknown?: readonly { readonly at: string; readonly classifier: ClassifierName; readonly is: string }[];
  readonly moreUnknown?: number;
  readonly notAnswered?: readonly string[];
  readonly moreNotAnswered?: number;
  readonly related?: readonly CompactEntity[];
  readonly confirmed?: readonly string[];
}

/** The values that caused a result; `more` counts those that are left out. */
export interface CompactReasons {
  readonly values: readonly CompactCause[];
  readonly more?: number;
}

/** A floor that fired. */
export interface CompactFloor extends CompactReasons {
  readonly id: string;
}

/** The points of a factor before the cap, and the positions of the cases that held; absent: only the first one. */
export interface CompactFactor extends CompactReasons {
  readonly id: string;
  readonly points: number;
  readonly cases?: readonly number[];
}

/**
 * A value that caused a result, at a JSON Pointer: with the text, or with the id of the country list that it is on. A
 * missing answer has only its pointer.
 */
export interface CompactCause {
  readonly at: string;
  readonly is?: Json;
  readonly says?: string;
  readonly list?: string;
}

/** A form while it is being built; members are set one by one, because spreading takes longer than evaluating. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A related entity that the factors and floors in `by` found something in. */
export interface CompactEntity {
  readonly at: string;
  readonly extId?: string;
  readonly role: string;
  /** The ids of the meanings that count for it. */
  readonly as: readonly string[];
  readonly by: readonly string[];
}

/** The text of a cause on a list, by the id of the list. */
export type ListTexts = ReadonlyMap<string, string>;

export const listTextsOf = ({ lists }: ModelData): ListTexts =>
  new Map(lists.map((list) => [list.id, onListText(list)]));

export function compactCause({ pointer, value, says, list }: FoundCause): CompactCause {
  if (list !== undefined) return { at: pointer, is: value, list };
  if (says === undefined) return { at: pointer, is: value };
  if (value !== undefined) return { at: pointer, is: value, says };
  return says === NOT_ANSWERED ? { at: pointer } : { at: pointer, says };
}

export function fullCause({ at, is, says, list }: CompactCause, texts: ListTexts): Cause {
  if (list !== undefined) return { pointer: at, value: is, says: known(texts.get(list), list) };
  if (is === undefined) return { pointer: at, says: says ?? NOT_ANSWERED };
  return says === undefined ? { pointer: at, value: is } : { pointer: at, value: is, says };
}

/** What a model has under an id of a compact assessment. @throws Error if it has nothing: no reason may be left out */
export function known<T>(found: T | undefined, id: string): T {
  if (found === undefined) throw new Error(`A stored assessment names ${id}, which its model does not have`);
  return found;
}
