import type { AppliedFloor } from '@aml-customer/application';
import type { EntityType } from '@aml-customer/domain';
import type { Cause } from '../answers/cause.js';
import type { UnknownCode } from '../answers/subject.js';
import type { Level } from '../model/table.js';
import type { FoundRelatedEntity } from './found-in.js';

/** How many values an assessment lists per reason, which limits its size for profiles with thousands of values. */
export const NAMED_VALUES = 20;

/** The points of a factor, and the reasons for them. */
export interface Contribution {
  readonly factor: string;
  /** Its number in the institution's own list of factors. */
  readonly number?: number;
  readonly title: string;
  readonly group: string;
  /** The points of the factor; mitigants are negative. */
  readonly beforeCap: number;
  /** The points left under the cap of the group. */
  readonly afterCap: number;
  /** The cases that applied, as the model words them. */
  readonly because: readonly string[];
  /** The values that caused it, at most {@link NAMED_VALUES}. */
  readonly values: readonly Cause[];
  /** How many further values there are; absent if none. */
  readonly more?: number;
  readonly source: string;
}

export interface GroupTotal {
  readonly group: string;
  readonly cap: number;
  readonly beforeCap: number;
  readonly afterCap: number;
}

/** A floor that fired, with the values that caused it, as for {@link Contribution}. */
export interface FiredFloor extends AppliedFloor {
  readonly values: readonly Cause[];
  readonly more?: number;
}

/** A country list of the model, and whether it was valid on the day of the assessment; an expired one is still used. */
export interface UsedList {
  readonly list: string;
  readonly date: string;
  readonly validUntil: string;
  readonly standing: 'valid' | 'past its validity' | 'later than the assessment';
}

/**
 * The risk of a customer, with every reason for it. Plain JSON in a stable order: the same profile, model and day give
 * the same bytes. Points, totals and score are integers.
 */
export interface Assessment {
  readonly model: { readonly id: string; readonly version: string; readonly hash: string };
  /** The day, as yyyy-MM-dd. */
  readonly assessedOn: string;
  readonly entityType: EntityType;
  /** 0 to 100. */
  readonly score: number;
  /** The level by the score alone. */
  readonly levelByScore: Level;
  /** The higher of `levelByScore` and the highest floor. */
  readonly level: Level;
  /** True if the level or a floor requires a person, or if a country code is unrecognised. */
  readonly needsDecision: boolean;
  /** The last day for the next review at `level`. */
  readonly nextReview: string;
  /** The last day for the next review at each level that a person may decide for. */
  readonly nextReviewBy: Readonly<Record<Level, string>>;
  readonly groups: readonly GroupTotal[];
  readonly contributions: readonly Contribution[];
  readonly floors: readonly FiredFloor[];
  readonly lists: readonly UsedList[];
  /** The standard of country codes; absent in older assessments, which accept any two capital letters. */
  readonly countryStandard?: string;
  /** Country codes that neither the standard nor the model has: they add no points, so a person decides. */
  readonly unrecognisedCountries: readonly { readonly pointer: string; readonly value: string }[];
  /** How many further unrecognised codes there are; absent if none. */
  readonly moreUnrecognisedCountries?: number;
  /**
   * Codes that the model consults but neither maps nor declares to have no meaning, so a person decides. This and the
   * members below it are absent if the model has an older format than 2.
   */
  readonly unknownCodes?: readonly ({ readonly pointer: string } & UnknownCode)[];
  /** How many further unknown codes there are; absent if none. */
  readonly moreUnknownCodes?: number;
  /** JSON Pointers of the flags and key answers that are absent: all of the customer, the first of related entities. */
  readonly notAnswered?: readonly string[];
  /** How many further absent flags of related entities there are; absent if none. */
  readonly moreNotAnswered?: number;
  /** Every related entity that a factor or floor found something in. */
  readonly relatedEntities?: readonly FoundRelatedEntity[];
  /** The flags that counted as true because a person confirmed them. */
  readonly confirmed: readonly string[];
}
