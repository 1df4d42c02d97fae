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
 * The exports of some packages of a checkout.
 * @throws Error if the checkout is not built
 */
export async function exportsOf(checkout: string, packages: readonly string[]): Promise<object> {
  const indexes = packages.map((name) => pathToFileURL(join(checkout, 'packages', name, 'dist/index.js')));
  const modules = (await Promise.all(indexes.map(({ href }) => import(href)))) as object[];
  return Object.assign({}, ...modules) as object;
}

/**
 * The validation of another checkout, to compare it with this one.
 * @throws Error if the checkout is not built or its packages have other exports.
 */
export async function validatorOf(checkout: string): Promise<(body: unknown) => boolean> {
  const exports = (await exportsOf(checkout, ['domain', 'application', 'reference-data'])) as Exports;
  const reference = exports.referenceData(
    exports.classifierCodes(exports.startingClassifiers()),
    exports.SCREENING_PROCESSES,
  );
  return (body) => {
    const reading = exports.read(body);
    return !('unreadable' in reading) && 'accepted' in exports.decide(reading, reference, 'ignore');
  };
}
