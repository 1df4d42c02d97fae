import { expect, test } from '@jest/globals';
import { examples, read, type CustomerStatus, type RiskLevel } from '@aml-customer/domain';
import { MemoryClassifiers } from '../../classifiers/classifiers.memory.js';
import { ExportCustomers } from './export-customers.js';
import type { ExportedVersion } from './ports.js';

const AT = new Date('2026-03-01T10:00:00.000Z');
const classifiers = new MemoryClassifiers([
  { classifier: 'riskManagementCategory', code: 'LEAD', name: 'Lead', lead: true },
  { classifier: 'riskManagementCategory', code: 'IND', name: 'Person' },
]);

const aVersion = (change: Partial<ExportedVersion> = {}): ExportedVersion => ({
  customerExtId: 'C',
  version: 1,
  customerStatus: 'ACTIVE',
  riskLevel: 'LOW',
  title: 'Ieva Smiltė',
  communicationNumber: 'm1',
  body: '{"communicationNumber":"m1"}',
  createdAt: AT,
  updatedAt: AT,
  cause: 'MESSAGE',
  isCurrent: true,
  isUndecided: false,
  screenings: [],
  ...change,
});

async function linesOf(...versions: readonly ExportedVersion[]): Promise<string[]> {
  const customerExport = {
    page: async (after: string | undefined) => (after === undefined ? { versions, cursor: 'more' } : { versions: [] }),
  };
  let text = '';
  for await (const lines of new ExportCustomers({ customerExport, classifiers }).lines()) text += lines;
  return text.split('\n').slice(0, -1);
}

/** The import message of a customer with this body and these current values. */
async function imported(
  body: object,
  now: { customerStatus?: CustomerStatus; riskLevel?: RiskLevel; isUndecided?: boolean },
): Promise<unknown> {
  const [, line] = await linesOf(aVersion({ body: JSON.stringify(body), ...now }));
  return (JSON.parse(line ?? '') as { customer: unknown }).customer;
}

test('a version has its message unchanged, on one line; a version by an assessment has none', async () => {
  const body = '{\r\n  "communicationNumber": "m1", "amount": 1.50, "big": 1e400,\n  "text": "a\\nb"\n}\n';
  const [first, second] = await linesOf(
    aVersion({ body, isCurrent: false }),
    aVersion({ version: 2, cause: 'ASSESSMENT', assessmentId: '17', isCurrent: false, customerStatus: 'REJECTED' }),
  );
  expect(first).toBe(
    '{"version":{"customerExtId":"C","version":1,"communicationNumber":"m1","createdAt":"2026-03-01T10:00:00.000Z","cause":"MESSAGE","customerStatus":"ACTIVE","riskLevel":"LOW","title":"Ieva Smiltė","message":{   "communicationNumber": "m1", "amount": 1.50, "big": 1e400,   "text": "a\\nb" }}}',
  );
  expect(JSON.parse(second ?? '')).toEqual({
    version: {
      customerExtId: 'C',
      version: 2,
      communicationNumber: 'm1',
      createdAt: AT.toISOString(),
      cause: 'ASSESSMENT',
      assessmentId: '17',
      customerStatus: 'REJECTED',
      riskLevel: 'LOW',
      title: 'Ieva Smiltė',
    },
  });
});

test('an import message keeps the spelling of numbers', async () => {
  const [, line] = await linesOf(
    aVersion({
      body: '{\n  "communicationNumber": "m1", "amount": 1.50, "big": 1e400, "id": 12345678901234567890, "zero": -0, "riskLevel": "HIGH"\n}\n',
    }),
  );
  expect(line).toMatch(
    /^\{"customer":\{ {3}"communicationNumber": "m1", "amount": 1\.50, "big": 1e400, "id": 12345678901234567890, "zero": -0, "riskLevel": "HIGH" ,"customerStatus":"ACTIVE","sourceOfRiskLevel":"IMPORT","riskLevel":"LOW"\},"version":1,/,
  );
});

test('the import message follows the current version', async () => {
  const [, line] = await linesOf(
    aVersion({ version: 3, body: '{"communicationNumber":"m1","action":"UPDATE","unknown":[1]}' }),
  );
  expect(JSON.parse(line ?? '')).toEqual({
    customer: {
      communicationNumber: 'm1',
      action: 'CREATE',
      unknown: [1],
      customerStatus: 'ACTIVE',
      sourceOfRiskLevel: 'IMPORT',
      riskLevel: 'LOW',
    },
    version: 3,
    createdAt: AT.toISOString(),
    updatedAt: AT.toISOString(),
  });
});

test.each([
  [
    'an imported customer unchanged',
    { sourceOfRiskLevel: 'IMPORT', riskLevel: 'LOW', customerStatus: 'ACTIVE' },
    {},
    { sourceOfRiskLevel: 'IMPORT', riskLevel: 'LOW', customerStatus: 'ACTIVE' },
  ],
  [
    'an assessed customer with its level and status',
    { sourceOfRiskLevel: 'EVALUATE', customerStatus: 'PENDING' },
    { riskLevel: 'HIGH', customerStatus: 'REJECTED' },
    { sourceOfRiskLevel: 'IMPORT', riskLevel: 'HIGH', customerStatus: 'REJECTED' },
  ],
  [
    'a customer without a level for evaluation',
    { sourceOfRiskLevel: 'EVALUATE' },
    { riskLevel: 'NONE', isUndecided: true, customerStatus: 'PENDING' },
    { sourceOfRiskLevel: 'EVALUATE', customerStatus: 'PENDING' },
  ],
  [
    'a customer that waits for another assessment with its current level',
    { sourceOfRiskLevel: 'EVALUATE' },
    { riskLevel: 'MEDIUM', isUndecided: true },
    { sourceOfRiskLevel: 'IMPORT', riskLevel: 'MEDIUM', customerStatus: 'ACTIVE' },
  ],
  [
    'a lead for evaluation',
    { sourceOfRiskLevel: 'EVALUATE', riskManagementCategory: 'LEAD' },
    { riskLevel: 'LOW', customerStatus: 'PENDING' },
    { sourceOfRiskLevel: 'EVALUATE', riskManagementCategory: 'LEAD', customerStatus: 'PENDING' },
  ],
] as const)('exports %s', async (_, body, now, expected) => {
  expect(await imported(body, now)).toEqual(expected);
});

test('is written in chunks and yields to the event loop between them', async () => {
  const versions = Array.from({ length: 30 }, (_, n) =>
    aVersion({ version: n, isCurrent: false, body: `{"text":"${'x'.repeat(10_000)}"}` }),
  );
  const pages: object[] = [];
  const customerExport = {
    page: async (after: string | undefined, limit: object) => (
      pages.push(limit),
      after === undefined ? { versions, cursor: 'more' } : { versions: [] }
    ),
  };
  let [turns, over] = [0, false];
  const turning = () => void (!over && setImmediate(() => (turns++, turning())));
  turning();
  const pieces: { readonly length: number; readonly turns: number }[] = [];
  for await (const { length } of new ExportCustomers({ customerExport, classifiers }).lines())
    pieces.push({ length, turns });
  over = true;
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.filter(({ length }) => length > 80_000)).toEqual([]);
  expect(new Set(pieces.map((piece) => piece.turns)).size).toBe(pieces.length);
  expect(pages[0]).toEqual({ versions: 200, bytes: 4 * 1024 * 1024 });
});

const outstanding = (...processes: readonly string[]) =>
  processes.map((process) => ({ process, state: 'QUEUED' as const, requestedAt: AT }));

test.each([
  ['all of them', {}, { initializeScreeningProcesses: ['PEP', 'SANCTIONS'] }],
  [
    'those that it lacks',
    { initializeScreeningProcesses: ['SANCTIONS'] },
    { initializeScreeningProcesses: ['SANCTIONS', 'PEP'] },
  ],
  [
    'those that it lacks, by its name for the field',
    { screeningLists: ['LOCAL'] },
    { screeningLists: ['LOCAL', 'PEP', 'SANCTIONS'] },
  ],
  [
    'those that it lacks, by both names',
    { initializeScreeningProcesses: ['PEP'], screeningLists: ['PEP'] },
    { initializeScreeningProcesses: ['PEP', 'SANCTIONS'], screeningLists: ['PEP', 'SANCTIONS'] },
  ],
])('an import message requests outstanding screenings: %s', async (_, lists, expected) => {
  const body = { ...examples[0]?.body, ...lists };
  const [, line] = await linesOf(aVersion({ body: JSON.stringify(body), screenings: outstanding('PEP', 'SANCTIONS') }));
  const { customer, screenings } = JSON.parse(line ?? '') as { customer: Record<string, unknown>; screenings: unknown };
  expect(customer).toMatchObject(expected);
  expect(Object.keys(customer).filter((name) => /screening/i.test(name))).toEqual(Object.keys(expected));
  expect(read(customer)).toMatchObject({ problems: [] });
  expect(screenings).toEqual(
    ['PEP', 'SANCTIONS'].map((process) => ({ process, state: 'QUEUED', requestedAt: AT.toISOString() })),
  );
});

test('an import message that requests all outstanding screenings is unchanged', async () => {
  const body = '{"communicationNumber":"m1","initializeScreeningProcesses": ["PEP","SANCTIONS"]}';
  const [, line] = await linesOf(aVersion({ body, screenings: outstanding('SANCTIONS') }));
  expect(line?.match(/initializeScreeningProcesses/g)).toHaveLength(1);
});

test('marks undecided customers', async () => {
  const [, line] = await linesOf(aVersion({ isUndecided: true }));
  expect(line).toMatch(/,"undecided":true}$/);
});
