import { customerFields, nestedTypes, type FieldType, type Profile } from '@aml-customer/domain';
import { defaultModel, evaluate, LEVELS, type Assessment, type Model } from '../src/index.js';

/** The lists that grade a country, from the gravest; a country on several lists has the gravest grade. */
const GRADING = ['fatf-countermeasures', 'fatf-enhanced-due-diligence', 'eu-high-risk', 'fatf-increased-monitoring'];
const listed = (id: string) => defaultModel.data.lists.find((list) => list.id === id)?.countries ?? [];

/** The countries of each grade, from the mildest: on no list first. */
export const COUNTRIES_BY_GRADE: readonly (readonly string[])[] = [
  ['LT', 'LV', 'DE'],
  ...GRADING.map((id, index) =>
    listed(id).filter((country) => !GRADING.slice(0, index).some((graver) => listed(graver).includes(country))),
  ).reverse(),
];

/** The roles that each role outranks: HOST is the least controlling one. */
export const OUTRANKED: Readonly<Record<string, readonly string[]>> = {
  SHAREHOLDER: ['HOST'],
  OWNER: ['SHAREHOLDER', 'HOST'],
  REPRESENTATIVE: ['HOST'],
  DIRECTOR: ['REPRESENTATIVE', 'HOST'],
  BENEFICIAL_OWNER: ['OWNER', 'SHAREHOLDER', 'DIRECTOR', 'REPRESENTATIVE', 'HOST'],
};

interface Field {
  readonly pattern: string;
  readonly type: FieldType;
}

function fieldsIn(pattern: string, type: FieldType): Field[] {
  if (type.kind === 'list') return fieldsIn(`${pattern}/*`, type.items.type);
  if (type.kind !== 'record') return [{ pattern, type }];
  const { fields = [] } = nestedTypes.find(({ name }) => name === type.name) ?? {};
  return fields.flatMap((field) => fieldsIn(`${pattern}/${field.name}`, field.type));
}

const patternsOf = (entityType: string, isIncluded: (field: Field) => boolean): readonly string[] =>
  customerFields
    .filter(({ onlyFor = entityType }) => onlyFor === entityType)
    .flatMap(({ name, type }) => fieldsIn(`/${name}`, type))
    .filter(isIncluded)
    .map(({ pattern }) => pattern);

/** Every field that holds a country, from the domain's table. */
export const countryPatterns = (entityType: string): readonly string[] =>
  patternsOf(entityType, ({ type }) => type.kind === 'code' && type.codeList === 'country');

const MITIGATING = ['/isListed', '/isRegulated', '/isAudited'];

/** Every flag except mitigants and the field of activity, from the domain's table. */
export const flagPatterns = (entityType: string): readonly string[] =>
  patternsOf(
    entityType,
    ({ pattern, type }) =>
      type.kind === 'boolean' && !MITIGATING.includes(pattern) && !pattern.startsWith('/fieldOfActivity/'),
  );

/** Builds a profile with a value at one place of a field; undefined leaves the place empty. */
export type Build = (value: unknown) => Profile;

/** Every place of a field in a profile: in each element of the lists on the way, and in one more element of each. */
export const placesOf = (profile: Profile, pattern: string): readonly Build[] =>
  buildersFor(profile, pattern.split('/').slice(1)) as readonly Build[];

function buildersFor(value: unknown, [step, ...rest]: readonly string[]): ((leaf: unknown) => unknown)[] {
  if (step === undefined) return [(leaf) => leaf];
  if (step === '*') {
    const list = (value ?? []) as readonly unknown[];
    return [...list, { relationType: 'HOST' }].flatMap((element, index) =>
      buildersFor(element, rest).map((build) => (leaf: unknown) => [
        ...list.slice(0, index),
        build(leaf),
        ...list.slice(index + 1),
      ]),
    );
  }
  const holder = (value ?? {}) as Readonly<Record<string, unknown>>;
  return buildersFor(holder[step], rest).map((build) => (leaf: unknown) => ({ ...holder, [step]: build(leaf) }));
}

const assess = (model: Model, profile: Profile): Assessment => evaluate(model, profile, { assessedOn: '2026-07-01' });

/** Whether the second assessment is milder: in its level, or in the need for a decision. */
const isMilder = (before: Assessment, after: Assessment): boolean =>
  LEVELS.indexOf(after.level) < LEVELS.indexOf(before.level) || (before.needsDecision && !after.needsDecision);

/**
 * Whether the score fell without a floor that compensates for it. This is stricter than comparing levels, so that a
 * fall is found at any distance from a threshold.
 */
const hasFallen = (before: Assessment, after: Assessment): boolean =>
  after.score < before.score && after.level !== 'EXTREME';

/** Compares profiles in ascending order of gravity, and returns a text for each that is milder than an earlier one. */
export function violations(model: Model, ascending: readonly (readonly [label: string, profile: Profile])[]): string[] {
  const assessed = ascending.map(([label, profile]) => ({ label, assessment: assess(model, profile) }));
  return assessed.flatMap((after, index) =>
    assessed
      .slice(0, index)
      .filter(
        (before) => isMilder(before.assessment, after.assessment) || hasFallen(before.assessment, after.assessment),
      )
      .map((before) => `${before.label} -> ${after.label}`),
  );
}

/** The violations of a country field, if its countries get graver. */
export const countryViolations = (
  model: Model,
  profile: Profile,
  pattern: string,
  countries: readonly string[],
): string[] =>
  placesOf(profile, pattern).flatMap((build) =>
    violations(
      model,
      countries.map((country) => [`${pattern} ${country}`, build(country)] as const),
    ),
  );

/** The violations of a flag that is absent, and then true. */
export const flagViolations = (model: Model, profile: Profile, pattern: string): string[] =>
  placesOf(profile, pattern).flatMap((build) =>
    violations(model, [
      [`${pattern} absent`, build(undefined)],
      [`${pattern} true`, build(true)],
    ]),
  );

/** The violations of a role that a more controlling one replaces. */
export const roleViolations = (model: Model, profile: Profile): string[] =>
  placesOf(profile, '/listRelatedEntity/*/relationType').flatMap((build) =>
    Object.entries(OUTRANKED).flatMap(([role, outranked]) =>
      outranked.flatMap((milder) =>
        violations(model, [
          [milder, build(milder)],
          [role, build(role)],
        ]),
      ),
    ),
  );
