import { COUNTRY_STANDARD } from './answers/countries.js';
import { roleText, type Context } from './conditions/condition.js';
import { fieldNames } from './conditions/kind.js';
import { contextOf } from './model/context.js';
import type { Model } from './model/model.js';
import type { FactorData, FloorData, ModelData } from './model/table.js';

/**
 * Renders the model as a Markdown document for compliance officers: how a level is computed, then every level, group,
 * factor, floor, list and meaning. Cases are described from the conditions that are evaluated, so the document cannot
 * differ from the evaluation.
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
      'A floor that fires sets a minimum for the level, whatever the score. If several fire, the highest counts.',
      ...(data.format === 2 ? [FLOOR_KINDS_TEXT] : []),
      ...data.floors.flatMap((floor) => floorSection(floor, context)),
      '## Country lists',
      ...data.lists.flatMap(listSection),
      '## Meanings of codes',
      ...meanings(data),
    ].join('\n\n') + '\n'
  );
}

const FLOOR_KINDS_TEXT =
  'A floor marked *law* follows from a legal obligation, one marked *policy* from a rule of the institution. ' +
  'An assessment states the kind and the source of each floor that fired.';

const arithmetic = ({ required, format }: ModelData): readonly string[] => [
  '## How the level is computed',
  [
    '1. Every factor adds points. Mitigants are negative.',
    '2. The points of a group, mitigants included, are added up to the cap of the group. Points above the cap are cut, from the smallest contributions first.',
    '3. The score is the sum of the groups, at least 0 and at most 100.',
    '4. The level is the one of the score, or the highest floor that fired if that is higher. Mitigants cannot lower it below a floor.',
    '5. A person decides if the level or a floor requires it, ' +
      `${format === 2 ? 'if a code has no known meaning, ' : ''}or if a country code is unrecognised.`,
  ].join('\n'),
  `Every assessment needs the type of the customer and ${fieldNames(required.INDIVIDUAL, 'and')} (persons) or ${fieldNames(required.ORGANIZATION, 'and')} (organisations). If one is missing, the assessment fails: it is not a low risk. NONE means not assessed, and is never computed.`,
];

const levels = (data: ModelData): readonly string[] => [
  '## Levels',
  table(
    ['Level', 'Score', 'Decided by', 'Next review within'],
    data.levels.map(({ level, from, waitsForPerson, reviewMonths }, index) => [
      level,
      `${from} to ${(data.levels[index + 1]?.from ?? 101) - 1}`,
      waitsForPerson ? 'a person' : 'the system',
      `${reviewMonths} months`,
    ]),
  ),
  'A review that is due on a day that the month does not have, such as 29 February, is due on the last day of that month.',
];

const factorsOf = (group: string, { factors }: ModelData, context: Context): readonly string[] =>
  factors.filter((factor) => factor.group === group).flatMap((factor) => factorSection(factor, context));

const factorSection = (factor: FactorData, context: Context): readonly string[] => [
  `#### ${factor.number === undefined ? '' : `${factor.number}. `}${factor.title}${disabledMark(factor)}`,
  factor.meaning,
  table(
    ['Points', 'Case', 'Holds when'],
    factor.cases.map(({ points, says, for: entityType, when }) => [
      String(points),
      says,
      `${entityType ? `the type is ${entityType}, and ` : ''}${context.describe(when)}`,
    ]),
  ),
  [...combination(factor, context), `Source: ${factor.source}.`].join(' '),
];

function combination({ cases, combine, atMost, related }: FactorData, context: Context): readonly string[] {
  const whole = related?.whole.map((each) => roleText(each, context)).join(', ');
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
          `Evaluated for every related entity. The worst counts: in full for ${whole}, and ${related.othersPercent} % for others, rounded up.`,
        ]
      : []),
  ];
}

const floorSection = (floor: FloorData, context: Context): readonly string[] => [
  `### ${floor.title}: at least ${floor.level}${kindText(floor)}` +
    `${floor.personDecides ? ', a person decides' : ''}${disabledMark(floor)}`,
  floor.meaning,
  `Fires when ${context.describe(floor.when)}.`,
  `Source: ${floor.source}.`,
];

const kindText = ({ kind }: FloorData): string => (kind === undefined ? '' : ` (${kind})`);

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
  `\`${id}\`, of ${date}, valid until ${validUntil}. An expired list is still used, and every assessment states it. ${countries.join(' ')}`,
  `Source: ${source}.${note === undefined ? '' : ` ${note}`}`,
];

const meanings = ({ meanings: all, mapping, withoutMeaning, countryCodes }: ModelData): readonly string[] => [
  table(
    ['Meaning', 'Classifier', 'Codes'],
    all.map(({ id, classifier, says, shareFrom }) => [
      shareFrom === undefined ? says : `${says}, also by a share or votes of ${shareFrom} % or more`,
      classifier,
      mapping
        .filter(({ means }) => means.includes(id))
        .map(({ code }) => `\`${code}\``)
        .join(', ') || 'none, so that no condition on this meaning holds',
    ]),
  ),
  ...(withoutMeaning
    ? [
        'These codes are declared to have no meaning. Any other code that a condition reads is unknown: ' +
          'the assessment lists it under `unknownCodes`, and a person decides.',
        table(
          ['Classifier', 'Codes without meaning'],
          withoutMeaning.map(({ classifier, codes }) => [classifier, codes.map((code) => `\`${code}\``).join(', ')]),
        ),
      ]
    : []),
  ...(countryCodes.length === 0
    ? []
    : [
        table(
          ['Country code', 'Stands for'],
          countryCodes.map(({ code, is }) => [`\`${code}\``, is]),
        ),
      ]),
  `Country codes are those of ${COUNTRY_STANDARD}${countryCodes.length === 0 ? '' : ', those in the table above'} and those on a list of this model. Any other code, such as XK or ZZ, is unrecognised: it adds no points, the assessment lists it under \`unrecognisedCountries\`, and a person decides. Map such a code in \`countryCodes\` of the model.`,
];

const disabledMark = ({ enabled = true }: { readonly enabled?: boolean }): string => (enabled ? '' : ' (disabled)');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |`)
    .join('\n');
