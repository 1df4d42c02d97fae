import type { AssessedLevel, RiskDecision } from '@aml-customer/application';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { Caller } from '../access/access.js';
import { expectedOneOf } from '../body/expected-one-of.js';
import { NotBlank } from '../body/not-blank.js';
import { readFields, wrong } from '../body/read-fields.js';
import type { Refused } from '../body/refusal.js';

const TYPES = ['ACCEPTED', 'REJECTED'] as const;
const LEVELS = ['LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const satisfies readonly AssessedLevel[];
const CODE = /^[^\p{Cc}\p{Cs}]{1,256}$/u;
const GROUND = { message: 'a code of the classifier decisionGround' };
const COMMENT = /^[^\0\p{Cs}]{1,4000}$/u;
const SOME_COMMENT = { message: 'a string of 1 to 4000 characters, not blank, without NUL and lone surrogates' };
const PERSON = {
  message: 'a string of 1 to 256 characters, not blank, without control characters and lone surrogates',
};

/** The body of a decision. The messages complete the sentence "<field> must be". */
class Decision {
  @IsIn(TYPES, expectedOneOf(TYPES))
  readonly decisionType!: (typeof TYPES)[number];

  @IsIn(LEVELS, expectedOneOf(LEVELS))
  readonly finalRiskLevel!: AssessedLevel;

  @Matches(CODE, GROUND)
  @NotBlank(GROUND)
  readonly decisionGroundCode!: string;

  @IsOptional()
  @Matches(COMMENT, SOME_COMMENT)
  @NotBlank(SOME_COMMENT)
  readonly comment?: string;

  @IsOptional()
  @Matches(CODE, PERSON)
  @NotBlank(PERSON)
  readonly decidedBy?: string;
}

/**
 * Reads a decision. The token identifies who decides; `decidedBy` does so only if no token is set.
 *
 * @param caller the holder of the caller's token, undefined if no token is set
 */
export function readDecision(body: unknown, caller: Caller | undefined): Omit<RiskDecision, 'decidedAt'> | Refused {
  const decision = readFields(
    Decision,
    ['decisionType', 'finalRiskLevel', 'decisionGroundCode', 'comment', 'decidedBy'],
    body,
  );
  if ('refusal' in decision) return decision;
  const { decisionType, finalRiskLevel, decisionGroundCode, comment, decidedBy } = decision;
  if (caller !== undefined && isPresent(decidedBy))
    return wrong('decidedBy', 'omitted: the token identifies who decides');
  const name = caller?.name ?? decidedBy?.trim();
  if (name === undefined) return wrong('decidedBy', 'present if no token identifies who decides');
  return {
    decisionType,
    finalRiskLevel,
    decisionGroundCode: decisionGroundCode.trim(),
    ...(isPresent(comment) && { comment }),
    decidedBy: name,
    authenticated: caller?.isPerson ?? false,
  };
}

const isPresent = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;
