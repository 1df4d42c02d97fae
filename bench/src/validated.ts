import { customerFields } from '@aml-customer/domain';
import { bodyMaker, SUBJECTS } from './bodies.js';

type Body = Readonly<Record<string, unknown>>;

/** Bodies of one kind to validate. */
export interface Validated {
  readonly texts: readonly string[];
  readonly rejected: boolean;
  /** Whether other validators are compared, or only the effect on this one is shown. */
  readonly compared: boolean;
}

/** Different bodies of one shape: a single one would stay in the processor's cache. */
const BODIES = 64;

/**
 * Bodies of consecutive numbers. Flat strings, as from a request: concatenated strings would be flattened by the
 * first validator that reads them.
 */
export function textsOf(text: string, vary?: (body: Body, i: number) => Body): string[] {
  const make = bodyMaker(text);
  return Array.from({ length: BODIES }, (_, i) => {
    const body = make(i + 1);
    return (vary ? Buffer.from(JSON.stringify(vary(JSON.parse(body.toString()) as Body, i))) : body).toString();
  });
}

const ESSENTIAL = new Set([
  'riskLevel',
  'registrationCountry',
  'title',
  ...customerFields.filter(({ mandatory }) => mandatory === 'yes').map(({ name }) => name),
]);
/**
 * Leaves out different optional fields in each body, so that no two bodies have the same members.
 */
export const thinned = (body: Body, i: number): Body =>
  Object.fromEntries(
    Object.entries(body).filter(([name], at) => ESSENTIAL.has(name) || ((i + 1) * (at + 7) * 2654435761) % 97 >= 19),
  );

const first = (list: unknown): Body => (list as readonly Body[])[0] ?? {};
const misspelt = (body: Body): Body => ({
  ...body,
  iSanctioned: false,
  listContact: [{ ...first(body['listContact']), useForComunication: true }],
});
const nulls = (body: Body): Body => ({
  ...body,
  tradingName: null,
  LEI: null,
  approvalDate: null,
  listAddress: [{ ...first(body['listAddress']), region: null }],
});

const organization = SUBJECTS['full organisation'].text;
const compared = (subject: keyof typeof SUBJECTS): Validated => ({
  texts: textsOf(SUBJECTS[subject].text),
  rejected: SUBJECTS[subject].rejected ?? false,
  compared: true,
});
const varied = (vary: (body: Body, i: number) => Body): Validated => ({
  texts: textsOf(organization, vary),
  rejected: false,
  compared: false,
});

/** The validated bodies by their name in the tables; the variations are of the full organisation. */
export const validated = (): Readonly<Record<string, Validated>> => ({
  'full organisation': compared('full organisation'),
  'minimal person': compared('minimal person'),
  rejected: compared('rejected'),
  'a fifth left out': varied(thinned),
  'two fields misspelt': varied(misspelt),
  'some fields null': varied(nulls),
});
