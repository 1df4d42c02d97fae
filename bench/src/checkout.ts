import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The exports of domain, application and reference-data that validation in another checkout needs. */
interface Exports {
  read(body: unknown): object;
  decide(reading: object, reference: unknown, unknownFields: 'ignore'): object;
  readonly SCREENING_PROCESSES: readonly string[];
  referenceData(codes: unknown, screeningProcesses: readonly string[]): unknown;
  classifierCodes(classifiers: unknown): unknown;
  startingClassifiers(): unknown;
}

/** The compiled service of a checkout: the arguments for Node. */
export const serviceArgs = (checkout: string): readonly string[] => [
  '--enable-source-maps',
  join(checkout, 'apps/api/dist/main.js'),
];

/**
 * The validation of another checkout, to compare it with this one.
 * @throws Error if the checkout is not built or its packages have other exports.
 */
export async function validatorOf(checkout: string): Promise<(body: unknown) => boolean> {
  const packages = ['domain', 'application', 'reference-data'].map((name) =>
    pathToFileURL(join(checkout, 'packages', name, 'dist/index.js')),
  );
  const modules = (await Promise.all(packages.map(({ href }) => import(href)))) as object[];
  const exports = Object.assign({}, ...modules) as Exports;
  const reference = exports.referenceData(
    exports.classifierCodes(exports.startingClassifiers()),
    exports.SCREENING_PROCESSES,
  );
  return (body) => {
    const reading = exports.read(body);
    return !('unreadable' in reading) && 'accepted' in exports.decide(reading, reference, 'ignore');
  };
}
