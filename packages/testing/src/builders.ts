import { examples } from '@aml-customer/domain';

/** A request body, or a part of one. */
export type Body = Readonly<Record<string, unknown>>;

/** How a customer and the message about it are called; tests pass them in, so that nothing is left to chance. */
export interface Ids {
  readonly communicationNumber: string;
  readonly customerExtId: string;
}

/** The body of an example of the documents. */
export function anExample(name: string): Body {
  const example = examples.find((each) => each.name === name);
  if (!example) throw new Error(`There is no example ${name}`);
  return example.body;
}

/** The members, those that are undefined left out. */
const given = (...parts: readonly Body[]): Body =>
  Object.fromEntries(Object.entries(Object.assign({}, ...parts) as Body).filter(([, value]) => value !== undefined));

/** A message that imports a person, with little more than what is mandatory; a change of undefined removes a member. */
export const anIndividual = (ids: Ids, change: Body = {}): Body =>
  given(anExample('person-minimal'), { ...ids }, change);

/** A message that imports an organisation, with little more than what is mandatory. */
export const anOrganization = (ids: Ids, change: Body = {}): Body =>
  given(anExample('closed'), { customerStatus: 'ACTIVE', closingDate: undefined }, { ...ids }, change);

/** A person of whom only the mandatory is said, as a related entity. */
export const aRelatedPerson = (change: Body = {}): Body =>
  given({ entityType: 'INDIVIDUAL', relationType: 'DIRECTOR', firstName: 'Ieva', lastName: 'Smiltė' }, change);

/** An organisation of which only the mandatory is said, as a related entity. */
export const aRelatedOrganization = (change: Body = {}): Body =>
  given({ entityType: 'ORGANIZATION', relationType: 'SHAREHOLDER', title: 'Heather Field Mill' }, change);

/** A contact. */
export const aContact = (change: Body = {}): Body =>
  given({ contactType: 'EMAIL', contactDetails: 'desk@heatherfield.example' }, change);

/** An address. */
export const anAddress = (change: Body = {}): Body =>
  given({ addressDetails: 'Mill Lane 3, Tartu', country: 'EE' }, change);

/** An identity document. */
export const aDocument = (change: Body = {}): Body =>
  given(
    {
      entityType: 'INDIVIDUAL',
      identityDocumentType: 'IDENTITYCARD',
      documentNumber: 'ID-55120',
      documentIssueDate: '2022-08-01',
      documentIssueCountry: 'EE',
      documentIssueAuthority: 'Police',
    },
    change,
  );

/** An additional value. */
export const anAdditionalValue = (change: Body = {}): Body =>
  given({ code: 'segment', datatype: 'STRING', description: 'Segment', value: 'RETAIL' }, change);
