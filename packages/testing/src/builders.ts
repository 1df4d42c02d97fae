import { exampleBody } from '@aml-customer/domain';

/** A request body, or a part of one. */
export type Body = Readonly<Record<string, unknown>>;

/** The identifiers of a message and its customer. Tests pass them in, so that they are never random. */
export interface Ids {
  readonly communicationNumber: string;
  readonly customerExtId: string;
}

/** Merges bodies and drops members that are undefined. */
const merged = (...parts: readonly Body[]): Body =>
  Object.fromEntries(Object.entries(Object.assign({}, ...parts) as Body).filter(([, value]) => value !== undefined));

/** A message that imports a person, with few optional fields. An undefined member in the change removes it. */
export const anIndividual = (ids: Ids, change: Body = {}): Body =>
  merged(exampleBody('person-minimal'), { ...ids }, change);

/** A message that imports an organisation, with few optional fields. */
export const anOrganization = (ids: Ids, change: Body = {}): Body =>
  merged(exampleBody('closed'), { customerStatus: 'ACTIVE', closingDate: undefined }, { ...ids }, change);

/** A related person with the mandatory fields. */
export const aRelatedPerson = (change: Body = {}): Body =>
  merged({ entityType: 'INDIVIDUAL', relationType: 'DIRECTOR', firstName: 'Ieva', lastName: 'Smiltė' }, change);

/** A related organisation with the mandatory fields. */
export const aRelatedOrganization = (change: Body = {}): Body =>
  merged({ entityType: 'ORGANIZATION', relationType: 'SHAREHOLDER', title: 'Heather Field Mill' }, change);

/** A contact with the mandatory fields. */
export const aContact = (change: Body = {}): Body =>
  merged({ contactType: 'EMAIL', contactDetails: 'desk@heatherfield.example' }, change);

/** An address with the mandatory fields. */
export const anAddress = (change: Body = {}): Body =>
  merged({ addressDetails: 'Mill Lane 3, Tartu', country: 'EE' }, change);

/** An identity document with the mandatory fields. */
export const aDocument = (change: Body = {}): Body =>
  merged(
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

/** An additional value. All its fields are mandatory. */
export const anAdditionalValue = (change: Body = {}): Body =>
  merged({ code: 'segment', datatype: 'STRING', description: 'Segment', value: 'RETAIL' }, change);
