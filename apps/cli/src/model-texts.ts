import type { ActivatedModel, CountryListView, ModelSummary, OfferedModel } from '@aml-customer/application';

/** The models, the country lists of the active one, and the models that the release offers. */
export function listText(models: readonly ModelSummary[], available: readonly OfferedModel[]): string {
  const { lists = [] } = models.find(({ active }) => active) ?? {};
  const sections = [
    models.map(lineOf).join('\n') || 'No models',
    ...(lists.length > 0 ? [['Country lists of the active model:', ...lists.map(listLine)].join('\n')] : []),
    ...available.map(offerOf),
  ];
  return sections.join('\n\n');
}

const listLine = ({ list: id, date, validUntil, expired }: CountryListView): string =>
  `  ${id} of ${date}, valid until ${validUntil}${expired ? ': EXPIRED' : ''}`;

const offerOf = ({ id, version, title }: OfferedModel): string =>
  [
    `Available: ${id} ${version}, ${title}. The active model stays until you activate another one:`,
    `  npm run models -- add ${id} ${version}`,
    `  npm run models -- activate ${id} ${version}`,
  ].join('\n');

/** A model on one line; the active one has a star. */
export const lineOf = ({ active, id, version, hash, addedAt, activation }: ModelSummary): string =>
  `${active ? '*' : ' '} ${id} ${version}  ${hash.slice(0, 12)}  added ${addedAt}` +
  (activation ? `, activated ${activation.at} by ${activation.by}` : '');

/** The codes that an activated model does not know, one per line; empty if it knows all. */
export function unknownCodesOf({ unknownCodes = [] }: Partial<ActivatedModel>): readonly string[] {
  if (unknownCodes.length === 0) return [];
  return [
    'The model does not know these codes, so a person decides each assessment with one of them. ' +
      'Map them, or declare them under withoutMeaning, in a new version of the model:',
    ...unknownCodes.map(({ classifier, code, name }) => `  ${classifier} ${code} (${name})`),
  ];
}
