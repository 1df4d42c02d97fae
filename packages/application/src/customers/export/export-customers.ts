import { withMembers } from '../register/added-members.js';
import { referenceData } from '../../classifiers/reference-data.js';
import type { Classifiers } from '../../classifiers/ports.js';
import type { CustomerExport, ExportedVersion } from './ports.js';

/** The size of a page in memory; a message has up to BODY_LIMIT bytes. */
const PAGE = { versions: 200, bytes: 4 * 1024 * 1024 };
/** The size of a chunk in characters: writing it blocks the event loop. */
const CHUNK = 64 * 1024;

/**
 * Exports all customers as JSON Lines (docs/import-export.md): `{"version":…}` for each version, with its message as
 * received, and after the current version `{"customer":…}`, a message that imports the customer into another
 * installation as it is now.
 */
export class ExportCustomers {
  constructor(private readonly uses: { readonly customerExport: CustomerExport; readonly classifiers: Classifiers }) {}

  /** Yields the lines in chunks of limited size. */
  async *lines(): AsyncGenerator<string> {
    let after: string | undefined;
    do {
      const { versions, cursor } = await this.uses.customerExport.page(after, PAGE);
      const { isLead } = referenceData(this.uses.classifiers.entries(), []);
      yield* inChunks(versions, (version) =>
        version.isCurrent ? versionLine(version) + customerLine(version, isLead) : versionLine(version),
      );
      after = cursor;
    } while (after !== undefined);
  }
}

/** Yields to the event loop between chunks. */
async function* inChunks(
  versions: readonly ExportedVersion[],
  linesOf: (version: ExportedVersion) => string,
): AsyncGenerator<string> {
  let chunk = '';
  for (const version of versions) {
    chunk += linesOf(version);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (chunk !== '') yield chunk;
}

/** Line breaks occur only between JSON tokens, so replacing them does not change the value. */
const onOneLine = (text: string): string => text.trim().replace(/[\r\n]+/g, ' ');

/** A version with the cause ASSESSMENT has no message of its own. */
function versionLine({
  customerExtId,
  version,
  communicationNumber,
  updatedAt,
  cause,
  assessmentId,
  customerStatus,
  riskLevel,
  title,
  body,
}: ExportedVersion): string {
  const head = JSON.stringify({
    customerExtId,
    version,
    communicationNumber,
    createdAt: updatedAt,
    cause,
    assessmentId,
    customerStatus,
    riskLevel,
    title,
  });
  return `{"version":${cause === 'MESSAGE' ? `${head.slice(0, -1)},"message":${onOneLine(body)}}` : head}}\n`;
}

function customerLine(current: ExportedVersion, isLead: (category: string) => boolean): string {
  const { version, createdAt, updatedAt, isUndecided, screenings } = current;
  const tail = JSON.stringify({
    version,
    createdAt,
    updatedAt,
    ...(isUndecided && { undecided: true }),
    ...(screenings.length > 0 && { screenings }),
  });
  return `{"customer":${importable(current, isLead)},${tail.slice(1)}\n`;
}

/**
 * The latest message as received, followed by the current status and risk level, which override earlier members. A lead
 * cannot be imported (C008.I02), and a customer without a level has yet to be assessed: both are exported for
 * evaluation.
 */
function importable(
  { body, customerStatus, riskLevel, isUndecided, screenings }: ExportedVersion,
  isLead: (category: string) => boolean,
): string {
  const message = JSON.parse(body) as Record<string, unknown>;
  const { riskManagementCategory } = message;
  const isEvaluated =
    (isUndecided && riskLevel === 'NONE') ||
    (typeof riskManagementCategory === 'string' && isLead(riskManagementCategory));
  return withMembers(onOneLine(body), {
    ...(message['action'] === 'UPDATE' && { action: 'CREATE' }),
    customerStatus,
    ...missingScreenings(message, screenings),
    ...(isEvaluated ? { sourceOfRiskLevel: 'EVALUATE' } : { sourceOfRiskLevel: 'IMPORT', riskLevel }),
  });
}

/** The name of the field, and its alias. */
const SCREENING_LISTS = ['initializeScreeningProcesses', 'screeningLists'] as const;

/**
 * Requests the screenings of earlier messages that have not run. A message that uses the alias gets them under the same
 * name, since a name and its alias must not differ.
 */
function missingScreenings(
  message: Readonly<Record<string, unknown>>,
  screenings: ExportedVersion['screenings'],
): object {
  const used = SCREENING_LISTS.filter((name) => Array.isArray(message[name]));
  const requested = used.flatMap((name) => message[name] as readonly unknown[]);
  const all = new Set([...requested, ...screenings.map(({ process }) => process)]);
  if (all.size === new Set(requested).size) return {};
  return Object.fromEntries((used.length > 0 ? used : SCREENING_LISTS.slice(0, 1)).map((name) => [name, [...all]]));
}
