import { withMembers } from '../register/added-members.js';
import { referenceData } from '../../classifiers/reference-data.js';
import type { Classifiers } from '../../classifiers/ports.js';
import type { CustomerExport, ExportedVersion } from './ports.js';

/** What is held at a time; messages are up to BODY_LIMIT each. */
const PAGE = { versions: 200, bytes: 4 * 1024 * 1024 };
/** How much is given at a time, in characters: writing it holds the event loop. */
const PIECE = 64 * 1024;

/**
 * Exports all customers as JSON Lines (docs/import-export.md): `{"version":…}` for each version, its message as
 * received, and after the last one of a customer `{"customer":…}`, the message by which another installation can import
 * the customer as it is now.
 */
export class ExportCustomers {
  constructor(private readonly uses: { readonly customerExport: CustomerExport; readonly classifiers: Classifiers }) {}

  /** Gives the lines, as many at a time as others may wait for. */
  async *lines(): AsyncGenerator<string> {
    let after: string | undefined;
    do {
      const { versions, cursor } = await this.uses.customerExport.page(after, PAGE);
      const { isLead } = referenceData(this.uses.classifiers.entries(), []);
      yield* inPieces(versions, (version) =>
        version.isCurrent ? versionLine(version) + customerLine(version, isLead) : versionLine(version),
      );
      after = cursor;
    } while (after !== undefined);
  }
}

/** Lets others have the event loop between the pieces. */
async function* inPieces(
  versions: readonly ExportedVersion[],
  linesOf: (version: ExportedVersion) => string,
): AsyncGenerator<string> {
  let piece = '';
  for (const version of versions) {
    piece += linesOf(version);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (piece !== '') yield piece;
}

/** Line breaks stand between the tokens of JSON and never in them, so the text stays what it was. */
const onOneLine = (text: string): string => text.trim().replace(/[\r\n]+/g, ' ');

/** The message of an assessment's version was the one before. */
function versionLine({
  customerExtId,
  version,
  communicationNumber,
  updatedAt,
  cause,
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
    customerStatus,
    riskLevel,
    title,
  });
  return `{"version":${cause === 'MESSAGE' ? `${head.slice(0, -1)},"message":${onOneLine(body)}}` : head}}\n`;
}

function customerLine(current: ExportedVersion, isLead: (category: string) => boolean): string {
  const { version, createdAt, updatedAt, isUndecided } = current;
  const tail = JSON.stringify({ version, createdAt, updatedAt, ...(isUndecided && { undecided: true }) });
  return `{"customer":${importable(current, isLead)},${tail.slice(1)}\n`;
}

/**
 * The last message to the letter, and behind it what became of it since: status and level are imported as they are. A
 * lead cannot be imported (C008.I02), and who was never given a level is still to be assessed: those are sent to be
 * evaluated again.
 */
function importable(
  { body, customerStatus, riskLevel, isUndecided }: ExportedVersion,
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
    ...(isEvaluated ? { sourceOfRiskLevel: 'EVALUATE' } : { sourceOfRiskLevel: 'IMPORT', riskLevel }),
  });
}
