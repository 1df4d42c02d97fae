import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MemoryAssessments, MemoryRiskModels, startWith } from '@aml-customer/application';
import { examples, profileOf, read } from '@aml-customer/domain';
import { freePort } from '@aml-customer/embedded-postgres';
import { defaultModel, defaultModels, ModelRiskEvaluation } from '@aml-customer/risk-evaluation';
import { startApp, type AppUnderTest } from '@aml-customer/api/testing';
import { CommandFailure, serviceCall, type ServiceCall } from './client.js';
import { manageModels } from './manage-models.js';
import { replayAssessments } from './replay-assessments.js';

const AT = new Date('2026-03-01T10:00:00.000Z');
const TOKEN = 'correct-horse-battery';
const body = JSON.stringify(examples[0]!.body);

describe('commands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aml-customer-commands-'));
  let app: AppUnderTest;
  let call: ServiceCall;
  beforeAll(async () => {
    const riskModels = new MemoryRiskModels(() => AT);
    const assessments = new MemoryAssessments();
    await startWith(riskModels, defaultModel);
    const reading = read(JSON.parse(body));
    const risk = await new ModelRiskEvaluation(riskModels).evaluateExplained(
      profileOf('unreadable' in reading ? {} : reading.message),
      AT,
    );
    for (const [id, score] of [
      ['1', risk.score],
      ['2', 99],
    ] as const) {
      assessments.queue({
        assessment: {
          id,
          state: 'COMPLETED',
          customerExtId: 'C',
          version: 1,
          communicationNumber: id,
          createdAt: AT,
          lead: false,
          finalRiskLevel: risk.level,
          risk: { ...risk, explanation: { ...risk.explanation, score } },
        },
        customerStatus: 'ACTIVE',
        riskLevel: 'LOW',
        flags: {},
        customerUpdatedAt: AT,
        body,
      });
    }
    app = await startApp({ API_TOKEN: TOKEN }, { riskModels, assessments });
    call = serviceCall({ PORT: String(app.port), API_TOKEN: TOKEN });
  });
  afterAll(async () => {
    await app.stop();
    rmSync(folder, { recursive: true });
  });
  const file = (content: object): string => {
    const path = join(folder, 'model.json');
    writeFileSync(path, JSON.stringify(content));
    return path;
  };

  test('adds, activates, lists and explains a model', async () => {
    expect((await manageModels(['add', file({ ...defaultModel.data, version: 'bank-1' })], call)).output).toMatch(
      /^Added, not active: default bank-1/,
    );
    expect((await manageModels(['add', file(defaultModel.data)], call)).output).toMatch(
      new RegExp(`^Already stored, nothing changed: \\* default ${defaultModel.version}`),
    );
    expect((await manageModels(['activate', 'default', 'bank-1'], call)).output).toMatch(
      /^Active from now on: \* default bank-1 .*, activated \S+ by api$/,
    );
    expect((await manageModels(['list'], call)).output).toMatch(
      new RegExp(`^\\* default bank-1 .*\\n {2}default ${defaultModel.version} `),
    );
    expect((await manageModels(['explain'], call)).output).toContain('version bank-1;');
    expect((await manageModels(['explain', 'default', defaultModel.version], call)).output).toContain(
      `version ${defaultModel.version};`,
    );
  });

  test('offers a new version of the default model, which is added and activated explicitly', async () => {
    const riskModels = new MemoryRiskModels(() => AT);
    await startWith(riskModels, defaultModels[0]);
    const earlier = await startApp({ API_TOKEN: TOKEN }, { riskModels });
    const callEarlier = serviceCall({ PORT: String(earlier.port), API_TOKEN: TOKEN });
    const run = async (...args: readonly string[]) => (await manageModels(args, callEarlier)).output;
    expect(await run('list')).toMatch(
      /^\* default 1 .*\n\nCountry lists of the active model:\n {2}fatf-countermeasures of 2026-06-19, valid until 2026-10-31/,
    );
    expect(await run('list')).toContain(
      'Available: default 2, The default customer risk model. The active model stays until you activate another ' +
        'one:\n  npm run models -- add default 2\n  npm run models -- activate default 2',
    );
    expect(await run('add', 'default', '2')).toMatch(/^Added, not active: default 2 /);
    expect(await run('list')).not.toContain('Available');
    expect(await run('list')).toMatch(/^ {2}default 2 .*\n\* default 1 /);
    await expect(run('add', 'default', '99')).rejects.toThrow('This release has no model default 99');
    await earlier.stop();
  });

  test('lists the codes that a model does not know when it is activated', async () => {
    await fetch(`http://127.0.0.1:${app.port}/classifier/relationType/UBO`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ultimate owner' }),
    });
    expect((await manageModels(['activate', 'default', defaultModel.version], call)).output).toMatch(
      /\nThe model does not know these codes, .*:\n {2}relationType UBO \(Ultimate owner\)$/,
    );
  });

  test('makes a version with newer country lists, as in the example', async () => {
    const example = fileURLToPath(new URL('../examples/country-lists.json', import.meta.url));
    expect((await manageModels(['lists', example], call, '2026-11-28')).output).toMatch(
      /^Added, not active: default 2-lists-2026-10 /,
    );
    const { json } = await call('GET', '/risk-models/default/2-lists-2026-10');
    expect(json).toMatchObject({
      active: false,
      lists: [{}, {}, { list: 'fatf-increased-monitoring', date: '2026-10-23' }, {}, { date: '2026-10-06' }],
      data: { factors: defaultModel.data.factors },
    });
    expect((await manageModels(['lists', example, 'default', '2'], call, '2026-11-28')).output).toMatch(
      /^Already stored, nothing changed/,
    );
  });

  test('names every problem of a file of country lists', async () => {
    const lists = [{ id: 'eu-tax', date: '2026-10-06', validUntil: '2026-10-31', source: 'EU', countries: ['XX'] }];
    await expect(manageModels(['lists', file({ version: '3', lists })], call, '2026-11-28')).rejects.toThrow(
      /was rejected:\n {2}\/lists\/0\/validUntil is past already\n {2}\/lists\/0\/countries\/0 is not a country/,
    );
    const path = join(folder, 'lists.json');
    writeFileSync(path, '{"lastName":"Willems"}\n{}');
    await expect(manageModels(['lists', path], call)).rejects.toThrow(
      new CommandFailure(`${path} is not JSON: malformed at line 2, column 1`),
    );
    await expect(manageModels(['lists', join(folder, 'none.json')], call)).rejects.toThrow('none.json cannot be read');
  });

  test('names every problem of a model file with its pointer', async () => {
    await expect(
      manageModels(['add', file({ ...defaultModel.data, version: 'bank-2', title: '' })], call),
    ).rejects.toThrow(/was rejected:\n {2}\/title must/);
    await expect(manageModels(['add', file([])], call)).rejects.toThrow(
      /was rejected:\n {2}the file must be an object/,
    );
    await expect(manageModels(['add', file({ ...defaultModel.data, title: 'Other' })], call)).rejects.toThrow(
      /Choose another version/,
    );
    await expect(manageModels(['activate', 'default', 'none'], call)).rejects.toThrow('There is no model default none');
  });

  test('replays one assessment or all, and reports differences by exit code', async () => {
    expect(await replayAssessments(['1'], call)).toEqual({ output: '1: same', code: 0 });
    expect(await replayAssessments(['--all'], call)).toEqual({
      output: expect.stringMatching(
        /^2: different\n {2}\/risk\/explanation\/score: stored 99, now \d+\n1 same, 1 different, 0 not assessed yet$/,
      ),
      code: 1,
    });
    await expect(replayAssessments(['7'], call)).rejects.toThrow('Replaying 7: no assessment has this id');
  });

  test('continues after a failed replay, and names each failure', async () => {
    const breaking: ServiceCall = async (method, path, content) =>
      path === '/assessments/1/replay' ? { status: 500, json: {} } : call(method, path, content);
    expect(await replayAssessments(['--all'], breaking)).toEqual({
      output: expect.stringMatching(
        /(^|\n)1: failed, the service answered 500\n[^]*0 same, 1 different, 0 not assessed yet, 1 failed$/,
      ),
      code: 2,
    });
    await expect(replayAssessments(['1'], breaking)).rejects.toThrow('Replaying 1: the service answered 500');
  });

  test('explains its usage, and why it cannot reach the service', async () => {
    expect([(await manageModels([], call)).code, (await replayAssessments([], call)).code]).toEqual([2, 2]);
    await expect(manageModels(['list'], serviceCall({ PORT: String(app.port) }))).rejects.toThrow(
      /refuses access \(401\): set API_TOKEN/,
    );
    const origin = `http://127.0.0.1:${await freePort()}`;
    await expect(manageModels(['list'], serviceCall({ SERVICE_URL: origin }))).rejects.toThrow(
      `No service answers at ${origin}: `,
    );
    await expect(manageModels(['list'], serviceCall({ PORT: '6000' }))).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:6000 cannot be called: .* block its port/,
    );
  });
});
