import {
  decide,
  exampleBody,
  fill,
  isObject,
  MAX_ELEMENTS,
  read,
  stepsOf,
  typeAt,
  type CatalogueEntry,
  type FieldType,
  type Problem,
  type ReferenceData,
} from '@aml-customer/domain';

type Body = Readonly<Record<string, unknown>>;

/** A message that is rejected with an error, reduced to the fields that cause it, and the sentence of the answer. */
export interface ErrorExample {
  readonly cause?: Body;
  readonly description: string;
}

const UNKNOWN_CODE = 'UNKNOWN';
const LEAD = 'LEAD';
const reference: ReferenceData = { knows: (_, code) => code !== UNKNOWN_CODE, isLead: (code) => code === LEAD };

/** An invalid value of each kind. */
const INVALID: Readonly<Partial<Record<FieldType['kind'], unknown>>> = {
  key: 'CUST\t1',
  date: '2026-02-30',
  boolean: 'maybe',
  integer: -1,
  decimal: -1,
  percentage: 101,
  enum: UNKNOWN_CODE,
  code: UNKNOWN_CODE,
};

/** The members that break a rule between several fields, by the end of its identity. */
const POLICY_CAUSES: Readonly<Record<string, Body>> = {
  '/closingDate#missing': { customerStatus: 'CLOSED', closingDate: null },
  '/closingDate#forbidden': { customerStatus: 'ACTIVE', closingDate: '2025-11-30' },
  '/riskLevel#missing': { sourceOfRiskLevel: 'IMPORT', riskLevel: null },
  '#leadImported': { sourceOfRiskLevel: 'IMPORT', riskManagementCategory: LEAD },
  '/listRelatedEntity/*/firstName#missing': { entityType: 'INDIVIDUAL', firstName: null },
  '/listRelatedEntity/*/lastName#missing': { entityType: 'INDIVIDUAL', lastName: null },
  '/listRelatedEntity/*/title#missing': { entityType: 'ORGANIZATION', title: null },
  '#fromOrTo': { from: null, to: null },
  '#lossy': { datatype: 'INTEGER', value: 2 ** 53 },
  '#INTEGER': { datatype: 'INTEGER', value: '12,5' },
  '#DECIMAL': { datatype: 'DECIMAL', value: '12,5' },
  '#DATE': { datatype: 'DATE', value: '30.06.2026' },
  '#TIMESTAMP': { datatype: 'TIMESTAMP', value: '2026-06-30' },
  '#BOOLEAN': { datatype: 'BOOLEAN', value: 'yes' },
};

/** The members that break a rule of every field, by its code. */
const STRUCTURAL_CAUSES: Readonly<Record<string, Body>> = {
  F001: { iSanctioned: false },
  F002: { listAddress: 'Kaunas' },
  F004: { LEI: '549300EXAMPLE00LT042', lei: '549300EXAMPLE00LT043' },
  LEN02: { nationalCode: '48905120087\u0000' },
};

/** The values that fill in sentences without an example message. */
const PLACEHOLDERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  F003: { detail: ': malformed at line 3, column 17' },
  F005: { limit: '1048576' },
  LEN01: { path: 'requester', limit: '4000' },
  LEN03: { path: 'listAddress', limit: String(MAX_ELEMENTS) },
  LEN04: { path: 'The body', limit: String(MAX_ELEMENTS) },
};

const organization = exampleBody('organization-with-related-person');
const BASES: readonly Body[] = [
  { ...exampleBody('person-full'), listRelatedEntity: organization['listRelatedEntity'] },
  organization,
];

/** An example of a line of the error catalogue. Where a message alone causes the error, the answer is computed. */
export function errorExampleOf(entry: CatalogueEntry): ErrorExample {
  const { code } = entry;
  for (const rule of entry.rules) {
    const cause = entry.path === undefined ? STRUCTURAL_CAUSES[code] : causeOf(rule);
    const problem = cause && problemsWith(cause).find((found) => found.code === code && found.rule.endsWith(rule));
    if (problem) return { cause, description: problem.description };
  }
  return { description: fill(entry.sentence, [0, 0, 0], PLACEHOLDERS[code]) };
}

/** The members of a message that break the rule with this identity. */
function causeOf(rule: string): Body | undefined {
  const [path = '', check = ''] = rule.split('#');
  const steps = stepsOf(path);
  const policy = Object.entries(POLICY_CAUSES).find(([end]) => rule.endsWith(end))?.[1];
  if (policy) return within(steps.slice(0, -1), policy);
  const type = typeAt(steps.map((step) => (step === '*' ? '0' : step)));
  const name = steps.at(-1);
  if (!type || name === undefined) return undefined;
  const value = check === 'missing' ? null : check === 'invalid' ? INVALID[type.kind] : valueOf(steps);
  if (value === undefined) return undefined;
  return name === '*' ? within(steps.slice(0, -1), [value]) : within(steps.slice(0, -1), { [name]: value });
}

/** Puts a value at a path of names, with `*` for the first element of a list. */
function within(steps: readonly string[], value: unknown): Body {
  return steps.reduceRight<unknown>((inner, step) => (step === '*' ? [inner] : { [step]: inner }), value) as Body;
}

/** The value of a field in one of the examples. */
const valueOf = ([name = '']: readonly string[]): unknown =>
  BASES.map((base) => base[name]).find((value) => value !== undefined);

const problemsWith = (cause: Body): readonly Problem[] =>
  BASES.flatMap((base) => problemsOf(merged(base, cause) as Body));

function problemsOf(body: Body): readonly Problem[] {
  const reading = read(body);
  if ('unreadable' in reading) return [];
  const decision = decide(reading, reference, 'reject');
  return 'rejected' in decision ? decision.rejected : [];
}

/** Replaces the members of objects, and of the elements of lists, that the change has. */
function merged(base: unknown, change: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(change))
    return [
      ...change.map((element, index) => merged(base[index], element)),
      ...(base.slice(change.length) as unknown[]),
    ];
  if (!isObject(base) || !isObject(change)) return change;
  const members = Object.entries(change).map(([name, value]) => [name, merged(base[name], value)]);
  return { ...base, ...Object.fromEntries(members) };
}
