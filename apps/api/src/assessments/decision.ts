import type { AssessedLevel, RiskDecision } from '@aml-customer/application';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { readFields, wrong } from '../body/read-fields.js';
import type { Refusal } from '../body/refusal.js';

const TYPES = ['ACCEPTED', 'REJECTED'] as const;
const LEVELS = ['LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const satisfies readonly AssessedLevel[];
const CODE = /^(?=.*\S)[^\p{Cc}\p{Cs}]{1,256}$/u;
const COMMENT = /^(?=[\s\S]*\S)[^\0\p{Cs}]{1,4000}$/u;
const oneOf = (words: readonly string[]) => ({ message: words.join(', ').replace(/, (\w+)$/, ' or $1') });

/** What a person sends who decides an assessment; the messages say what was expected. */
class Decision {
  @IsIn(TYPES, oneOf(TYPES))
  readonly decisionType!: (typeof TYPES)[number];

  @IsIn(LEVELS, oneOf(LEVELS))
  readonly finalRiskLevel!: AssessedLevel;

  @Matches(CODE, { message: 'a code of the classifier decisionGround' })
  readonly decisionGroundCode!: string;

  @IsOptional()
  @Matches(COMMENT, {
    message: 'a string of 1 to 4000 characters, not blank, and without NUL and halves of surrogate pairs',
  })
  readonly comment?: string;

  @IsOptional()
  @Matches(CODE, {
    message: 'a string of 1 to 256 characters, not blank, and without control characters and halves of surrogate pairs',
  })
  readonly decidedBy?: string;
}

/**
 * Reads a decision. Who decides is the caller that a token names, and only where no token is set whoever the body says.
 */
export function readDecision(
  body: unknown,
  caller: string | undefined,
): Omit<RiskDecision, 'decidedAt'> | { readonly refusal: Refusal } {
  const decision = readFields(
    Decision,
    ['decisionType', 'finalRiskLevel', 'decisionGroundCode', 'comment', 'decidedBy'],
    body,
  );
  if ('refusal' in decision) return decision;
  const { decisionType, finalRiskLevel, decisionGroundCode, comment, decidedBy } = decision;
  if (caller !== undefined && isGiven(decidedBy)) return wrong('decidedBy', 'left out: the token says who decides');
  const name = caller ?? decidedBy?.trim();
  if (name === undefined) return wrong('decidedBy', 'given, while no token says who decides');
  return {
    decisionType,
    finalRiskLevel,
    decisionGroundCode: decisionGroundCode.trim(),
    ...(isGiven(comment) && { comment }),
    decidedBy: name,
  };
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;
