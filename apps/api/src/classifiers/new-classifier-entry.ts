import type { ClassifierEntry } from '@aml-customer/application';
import type { ClassifierName } from '@aml-customer/domain';
import { IsBoolean, IsOptional, Matches } from 'class-validator';
import { NotBlank } from '../body/not-blank.js';
import { checkFields, membersOf, wrong } from '../body/read-fields.js';
import type { Refused } from '../body/refusal.js';

const WITH_LEADS: ClassifierName = 'riskManagementCategory';
const textOf = (limit: number) => new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${limit}}$`, 'u');
const expected = (limit: number) => ({
  message: `a string of 1 to ${limit} characters, not blank and without control characters`,
});

/** A code to add, rename or reinstate. The messages complete the sentence "<field> must be". */
class NewClassifierEntry {
  @Matches(textOf(256), expected(256))
  @NotBlank(expected(256))
  readonly code!: string;

  @Matches(textOf(4000), expected(4000))
  @NotBlank(expected(4000))
  readonly name!: string;

  @IsOptional()
  @IsBoolean({ message: 'true or false' })
  readonly lead?: boolean;
}

/** Reads the body for a code. Its problems have the same structural codes as those of a customer message. */
export function readEntry(classifier: ClassifierName, code: string, body: unknown): ClassifierEntry | Refused {
  const members = membersOf(body, ['name', 'lead']);
  if ('refusal' in members) return members;
  const { name, lead } = members.values;
  const isLeadSet = lead !== undefined && lead !== null; // Null counts as absent.
  if (isLeadSet && classifier !== WITH_LEADS) return wrong('lead', `omitted, except for ${WITH_LEADS}`);
  const entry = checkFields(NewClassifierEntry, {
    code: trimmed(code),
    name: trimmed(name),
    ...(isLeadSet && { lead }),
  });
  return 'refusal' in entry ? entry : { classifier, ...entry };
}

const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);
