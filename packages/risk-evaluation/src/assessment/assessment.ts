import type { EntityType } from '@aml-customer/domain';
import type { Cause } from '../answers/subject.js';
import type { Level } from '../model/table.js';

/**
 * How many values an assessment names as the cause of one thing: enough for a reader, and a profile of thousands cannot
 * swell what is stored.
 */
export const NAMED_VALUES = 20;

/** What a factor added to the score, and why. */
export interface Contribution {
  readonly factor: string;
  /** Its number in the institution's own list of factors. */
  readonly number?: number;
  readonly title: string;
  readonly group: string;
  /** Points as the factor gives them; mitigants are negative. */
  readonly beforeCap: number;
  /** What of them is left under the cap of the group. */
  readonly afterCap: number;
  /** The cases that held, in the words of the model. */
  readonly because: readonly string[];
  /** The values that caused it, and where they stand in the profile: the first {@link NAMED_VALUES} of them. */
  readonly values: readonly Cause[];
  /** How many values there were besides; absent where there were none. */
  readonly more?: number;
  readonly source: string;
}

export interface GroupTotal {
  readonly group: string;
  readonly cap: number;
  readonly beforeCap: number;
  readonly afterCap: number;
}

/** A floor that fired: the level is not below it, whatever the score. */
export interface FiredFloor {
  readonly floor: string;
  readonly title: string;
  readonly level: Level;
  readonly personDecides: boolean;
  /** As of a contribution. */
  readonly values: readonly Cause[];
  readonly more?: number;
  readonly source: string;
}

/**
 * A country list that the model uses, and how it stood on the day of the assessment. One past its validity is used, and
 * said to be.
 */
export interface UsedList {
  readonly list: string;
  readonly date: string;
  readonly validUntil: string;
  readonly standing: 'valid' | 'past its validity' | 'later than the assessment';
}

/**
 * The risk of a customer, with everything that led to it. Plain JSON in a stable order: the same profile, model and day
 * give the same bytes. Points, totals and score are integers.
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
  /** The higher of that and the highest floor. */
  readonly level: Level;
  /** The level waits for a person, a floor asks for one, or a country code is one that no list can know. */
  readonly needsDecision: boolean;
  /** The last day for the next review, were the level to stay. */
  readonly nextReview: string;
  /** The same for every level that a person may decide. */
  readonly nextReviewBy: Readonly<Record<Level, string>>;
  readonly groups: readonly GroupTotal[];
  readonly contributions: readonly Contribution[];
  readonly floors: readonly FiredFloor[];
  readonly lists: readonly UsedList[];
  /** What country codes were judged by; absent where any two capital letters could be a country. */
  readonly countryStandard?: string;
  /**
   * Country codes that no list can know, because what they stand for is not said: they counted nothing, so a person
   * decides.
   */
  readonly unrecognisedCountries: readonly { readonly pointer: string; readonly value: string }[];
  /** How many such codes there were besides, where there were more than are named. */
  readonly moreUnrecognisedCountries?: number;
  /** The flags that counted as true because a person had confirmed them. */
  readonly confirmed: readonly string[];
}
