import { COUNTRY_STANDARD } from './answers/countries.js';
import type { Context } from './conditions/condition.js';
import { named } from './conditions/kind.js';
import { contextOf } from './model/context.js';
import type { Model } from './model/model.js';
import type { FactorData, FloorData, ModelData } from './model/table.js';

/**
 * The model as a Markdown document for a reader in compliance: how a level comes about, then every level, group,
 * factor, floor, list and meaning. What a case looks at is worded from the condition that is evaluated, so the document
 * cannot say something else than is done.
 */
export function explainModel({ data, hash }: Model): string {
  const context = contextOf(data);
  return (
    [
      `# ${data.title}`,
      `Model \`${data.id}\`, version ${data.version}; SHA-256 of its content \`${hash}\`.`,
      data.note,
      ...arithmetic(data),
      ...levels(data),
      '## Factors',
      ...data.groups.flatMap((group) => [
        `### ${group.title}: at most ${group.cap} points`,
        ...factorsOf(group.id, data, context),
      ]),
      '## Floors',
      'A floor that fires holds the level up, whatever the score; of several the highest counts.',
      ...data.floors.flatMap((floor) => floorSection(floor, context)),
      '## Country lists',
      ...data.lists.flatMap(listSection),
      '## What the codes of this installation mean',
      ...meanings(data),
    ].join('\n\n') + '\n'
  );
}

const arithmetic = ({ required }: ModelData): readonly string[] => [
  '## How a level comes about',
  [
    '1. Every factor gives its points. Mitigants are negative.',
    '2. The points of a group are added up, mitigants included; what is above the cap of the group is cut off, from the smallest contributions first.',
    '3. The groups are added up. The score is that sum, not below 0 and not above 100.',
    '4. The score gives a level. The level is that one, or the highest floor that fired where it is higher; mitigants cannot lower it below a floor.',
    '5. A person decides where the level waits for one, where a floor says so, or where a country code is one that no list can know.',
  ].join('\n'),
  `Nothing is assessed without the type of the customer and ${named(required.INDIVIDUAL, 'and')} (persons) or ${named(required.ORGANIZATION, 'and')} (organisations): that is an error, not a low risk. NONE means not assessed, and is never computed.`,
];

const levels = (data: ModelData): readonly string[] => [
  '## Levels',
  table(
    ['Level', 'Score', 'Decided by', 'Next review within'],
    data.levels.map(({ level, from, waitsForPerson, reviewMonths }, index) => [
      level,
      `${from} to ${(data.levels[index + 1]?.from ?? 101) - 1}`,
      waitsForPerson ? 'a person' : 'itself',
      `${reviewMonths} months`,
    ]),
  ),
  'A review that would be due on a day that its month does not have, such as 29 February, is due on the last day of that month.',
];

const factorsOf = (group: string, { factors }: ModelData, context: Context): readonly string[] =>
  factors.filter((factor) => factor.group === group).flatMap((factor) => factorSection(factor, context));

const factorSection = (factor: FactorData, context: Context): readonly string[] => [
  `#### ${factor.number === undefined ? '' : `${factor.number}. `}${factor.title}${off(factor)}`,
  factor.meaning,
  table(
    ['Points', 'Case', 'Holds when'],
    factor.cases.map(({ points, says, for: only, when }) => [
      String(points),
      says,
      `${only ? `the type is ${only}, and ` : ''}${context.words(when)}`,
    ]),
  ),
  [...combination(factor, context), `Source: ${factor.source}.`].join(' '),
];

function combination({ cases, combine, atMost, related }: FactorData, context: Context): readonly string[] {
  const whole = related?.whole.map((each) => context.meaning(each).says).join(', ');
  return [
    ...(cases.length < 2
      ? []
      : [
          combine === 'sum'
            ? 'The cases that hold add up.'
            : 'Of the cases that hold, the one with the most points counts.',
        ]),
    ...(atMost === undefined ? [] : [`At most ${atMost} points.`]),
    ...(related
      ? [
          `Looked at for every related entity; the worst counts, whole for ${whole}, and ${related.othersPercent} of 100 for others, rounded up.`,
        ]
      : []),
  ];
}

const floorSection = (floor: FloorData, context: Context): readonly string[] => [
  `### ${floor.title}: at least ${floor.level}${floor.personDecides ? ', a person decides' : ''}${off(floor)}`,
  floor.meaning,
  `Fires when ${context.words(floor.when)}.`,
  `Source: ${floor.source}.`,
];

const listSection = ({
  id,
  title,
  date,
  validUntil,
  source,
  note,
  countries,
}: ModelData['lists'][number]): readonly string[] => [
  `### ${title}`,
  `\`${id}\`, of ${date}, valid until ${validUntil}; after that it is still used, and every assessment says so. ${countries.join(' ')}`,
  `Source: ${source}.${note === undefined ? '' : ` ${note}`}`,
];

const meanings = ({ meanings: all, mapping, countryCodes }: ModelData): readonly string[] => [
  table(
    ['Meaning', 'Classifier', 'Codes'],
    all.map(({ id, classifier, says }) => [
      says,
      classifier,
      mapping
        .filter(({ means }) => means.includes(id))
        .map(({ code }) => `\`${code}\``)
        .join(', ') || 'none: nothing that needs this meaning can hold',
    ]),
  ),
  ...(countryCodes.length === 0
    ? []
    : [
        table(
          ['Country code', 'Stands for'],
          countryCodes.map(({ code, is }) => [`\`${code}\``, is]),
        ),
      ]),
  `Country codes are those of ${COUNTRY_STANDARD}${countryCodes.length === 0 ? '' : ', those in the table above'} and those on a list of this model. Nothing can be told of any other code, such as XK or ZZ: it counts nothing, the assessment names it under \`unrecognisedCountries\`, and a person decides, until \`countryCodes\` in the model says what it stands for.`,
];

const off = ({ enabled = true }: { readonly enabled?: boolean }): string => (enabled ? '' : ' (switched off)');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |`)
    .join('\n');
