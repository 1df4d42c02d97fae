import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { examples } from '@aml-customer/domain';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { callsOf, evaluation } from '@aml-customer/api/testing';
import { startService, temporaryFolder, type RunningService } from '@aml-customer/api/testing';

jest.setTimeout(240_000);
const TOKEN = 'correct-horse-battery';
const person = examples[0]!.body;
const script = (name: string) => fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url));

interface ExportLine {
  readonly version?: Record<string, unknown>;
  readonly customer?: Record<string, unknown>;
}

/** A service on an empty database. */
async function installation() {
  const database: TestDatabase = await openTestDatabase();
  const service: RunningService = await startService({ DATABASE_URL: database.url, API_TOKEN: TOKEN });
  const environment = { PATH: process.env['PATH'], PORT: String(service.port), API_TOKEN: TOKEN };
  return {
    calls: callsOf(() => service.port, { authorization: `Bearer ${TOKEN}` }),
    run: (command: string, ...args: string[]) =>
      spawn(process.execPath, [script(command), ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] }),
    close: async () => {
      service.signal('SIGTERM');
      await service.ended;
      await database.drop();
    },
  };
}

/** Waits for the end of a command: its exit code or signal, and its output. */
async function ended(child: ChildProcess): Promise<{ code: number | string; output: string }> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code: code ?? signal ?? '', output };
}

describe('importing and exporting', () => {
  const folder = temporaryFolder();
  let first: Awaited<ReturnType<typeof installation>>, second: typeof first, third: typeof first;
  beforeAll(async () => {
    [first, second, third] = await Promise.all([installation(), installation(), installation()]);
  });
  afterAll(async () => {
    await Promise.all([first, second, third].map((service) => service.close()));
    folder.remove();
  });
  const at = (name: string) => join(folder.path, name);
  const linesOf = (name: string) =>
    readFileSync(at(name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as ExportLine);

  /**
   * Valid messages, updates before and after the create, repeats, numbers used twice, invalid data, malformed JSON.
   */
  const message = (n: number, more: object = {}) =>
    JSON.stringify({ ...person, communicationNumber: `m${n}`, customerExtId: `c${n}`, ...more });
  const mixed = Array.from({ length: 1_200 }, (_, n) => [
    ...(n % 10 === 0 ? [message(n, { communicationNumber: `early${n}`, action: 'UPDATE' })] : []),
    message(n, n % 11 === 0 ? { citizenshipCountry: 'XX', permanentResidenceCountry: 'XX' } : {}),
    ...(n % 3 === 0 ? [message(n, { communicationNumber: `u${n}`, action: 'UPDATE', riskLevel: 'HIGH' })] : []),
    ...(n % 17 === 0 ? [message(n)] : []),
    ...(n % 19 === 0 ? [message(n, { lastName: 'Kitas' })] : []),
    ...(n % 23 === 0 ? ['{"broken"', '', '[]'] : []),
  ]).flat();

  test('imports thousands of customers and reports the rejected ones', async () => {
    writeFileSync(at('whole'), mixed.join('\n'));
    const { code, output } = await ended(first.run('import', at('whole'), '--batch', '100', '--parallel', '2'));
    const report = readFileSync(at('whole.import-report.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { line: number; problems: { errorCode: string; pointer?: string }[] });
    expect([code, output]).toEqual([
      1,
      expect.stringContaining(
        `${mixed.filter(Boolean).length} read: ${mixed.filter(Boolean).length - report.length} accepted, ${report.length} rejected\n`,
      ),
    ]);
    expect(report.map(({ line }) => line)).toEqual([...report.map(({ line }) => line)].sort((a, b) => a - b));
    expect(new Set(report.map(({ problems: [problem] }) => problem?.errorCode))).toEqual(
      new Set(['C004', 'C016.I06', 'F003', 'O001']),
    );
    expect(
      report.flatMap(({ line, problems: [problem] }) => (mixed[line - 1]?.includes('early') ? [problem?.pointer] : [])),
    ).toEqual(Array.from({ length: 120 }, () => '/customerExtId'));
    for (const { problems } of report.filter(({ problems: [problem] }) => problem?.errorCode === 'C016.I06'))
      expect(problems.map(({ pointer }) => pointer)).toEqual(['/citizenshipCountry', '/permanentResidenceCountry']);
  });

  test('continues after any kill with the result of an uninterrupted import', async () => {
    writeFileSync(at('killed'), mixed.join('\n'));
    let kills = 0;
    for (let outcome: number | string = 'SIGKILL'; outcome === 'SIGKILL';) {
      const child = second.run('import', at('killed'), '--batch', '100', '--parallel', '2');
      // A step is a change of a file: the report, the progress draft or the progress.
      let steps = 3 + ((kills * 5) % 13);
      const watching = watch(
        folder.path,
        (_, name) => !name?.includes('.lock') && steps-- === 0 && child.kill('SIGKILL'),
      );
      outcome = (await ended(child)).code;
      watching.close();
      if (outcome === 'SIGKILL') kills += 1;
      else expect(outcome).toBe(1);
    }
    expect(kills).toBeGreaterThan(4);
    const reported = (name: string) => readFileSync(at(`${name}.import-report.jsonl`), 'utf8').split('\n');
    expect(reported('killed').filter((line) => !reported('whole').includes(line))).toEqual([]);
    expect(reported('killed')).toEqual(reported('whole'));
    expect((await ended(first.run('export', at('whole.export')))).code).toBe(0);
    expect((await ended(second.run('export', at('killed.export')))).code).toBe(0);
    const stored = (name: string) =>
      linesOf(name)
        .flatMap(({ version }) =>
          version
            ? [
                `${String(version['customerExtId'])} ${String(version['version'])} ${String(version['communicationNumber'])}`,
              ]
            : [],
        )
        .sort();
    expect(stored('killed.export')).toEqual(stored('whole.export'));
  });

  test('imports an export into an empty installation as the same customers', async () => {
    const { calls } = first;
    const ids = ['assessed', 'waiting', 'decided', 'refused', 'lead'];
    for (const id of ids)
      expect(
        await calls.send(
          evaluation({
            communicationNumber: id,
            customerExtId: id,
            isPEP: !['assessed', 'lead'].includes(id),
            ...(id === 'lead' && { riskManagementCategory: 'LEAD' }),
          }),
        ),
      ).toBe(202);
    for (const id of ids)
      await calls.until<{ state: string }[]>(
        `/amlyze-ws-rest/customer/${id}/assessments`,
        ([assessment]) => assessment?.state !== 'QUEUED',
      );
    for (const [id, decisionType] of [
      ['decided', 'ACCEPTED'],
      ['refused', 'REJECTED'],
    ] as const) {
      expect(
        (
          await calls.decide((await calls.assessmentsOf(id))[0]!.id, {
            decisionType,
            finalRiskLevel: 'HIGH',
            decidedBy: undefined,
          })
        ).status,
      ).toBe(200);
    }
    const exported = await ended(first.run('export', at('base.gz')));
    expect(exported).toEqual({
      code: 0,
      output: expect.stringMatching(/^\d+ customers and \d+ versions exported\n1 customer marked "undecided"/),
    });
    const imported = await ended(third.run('import', at('base.gz')));
    expect(imported).toEqual({ code: 0, output: expect.stringMatching(/ 0 rejected, \d+ former versions left out\n/) });
    for (const id of ['waiting', 'lead'])
      await third.calls.until<{ state: string }[]>(
        `/amlyze-ws-rest/customer/${id}/assessments`,
        ([assessment]) => assessment?.state !== 'QUEUED',
      );

    // An import sends a new message, which asks for the current status and level of the customer.
    const current = async ({ calls: { customer } }: typeof first, id: string) => {
      const { version, createdAt, updatedAt, cause, assessmentId, requestedStatus, profile, ...rest } =
        await customer(id);
      const { sourceOfRiskLevel, riskLevel, customerStatus, ...answers } = profile as Record<string, unknown>;
      return { ...rest, answers };
    };
    for (const id of [...ids, 'c1', 'c3', 'c999']) expect(await current(third, id)).toEqual(await current(first, id));
    expect(await third.calls.customer('decided')).toMatchObject({
      version: 1,
      customerStatus: 'ACTIVE',
      riskLevel: 'HIGH',
    });
    expect(await third.calls.assessmentsOf('waiting')).toMatchObject([{ state: 'PENDING' }]);
    await ended(first.run('export', at('first.export')));
    await ended(third.run('export', at('third.export')));
    const customers = (name: string) =>
      new Map(
        linesOf(name).flatMap(({ customer }) =>
          customer ? [[String(customer['customerExtId']), customer] as const] : [],
        ),
      );
    expect(customers('third.export')).toEqual(customers('first.export'));
  });
});
