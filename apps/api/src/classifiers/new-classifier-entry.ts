import type { ClassifierEntry } from '@aml-customer/application';
import { STRUCTURE, type ClassifierName } from '@aml-customer/domain';
import { IsBoolean, IsOptional, Matches, validateSync } from 'class-validator';
import { NotBlank } from '../body/not-blank.js';
import { refusal, type Refusal } from '../body/refusal.js';

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
export function readEntry(
  classifier: ClassifierName,
  code: string,
  body: unknown,
): ClassifierEntry | { readonly refusal: Refusal } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return refused('notAnObject', { detail: '' });
  const { name, lead: sentLead, ...unknown } = body as Readonly<Record<string, unknown>>;
  const lead = sentLead ?? undefined; // Null counts as absent.
  const unknownFields = Object.keys(unknown).length;
  if (unknownFields > 0) return refused('unknownField', { path: 'The body', count: String(unknownFields) });
  if (lead !== undefined && classifier !== WITH_LEADS)
    return refused('wrongType', { path: 'lead', expected: `omitted, except for ${WITH_LEADS}` });
  const entry = Object.assign(new NewClassifierEntry(), {
    code: trimmed(code),
    name: trimmed(name),
    ...(lead !== undefined && { lead }),
  });
  const [error] = validateSync(entry);
  return error
    ? refused('wrongType', { path: error.property, expected: Object.values(error.constraints ?? {})[0] ?? '' })
    : { classifier, ...entry };
}

const refused = (rule: 'notAnObject' | 'unknownField' | 'wrongType', blanks: Readonly<Record<string, string>>) => ({
  refusal: refusal(400, STRUCTURE[rule], blanks),
});
const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);
