import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { collect, serving, type Serving } from '@aml-customer/api/testing';
import { runImport } from './run-import.js';

interface Message {
  readonly communicationNumber?: string;
  readonly customerExtId?: string;
  readonly action?: string;
  readonly n?: number;
}

/** As much of a service as an import needs: it knows numbers and customers, and what came when. */
class FakeService {
  readonly versions = new Map<string, string[]>();
  readonly calls: { readonly path: string; readonly messages: readonly Message[]; readonly text: string }[] = [];
  private readonly bodies = new Map<string, string>();

  receive(path: string, text: string): object {
    const { customers } = JSON.parse(text) as { customers: Message[] };
    this.calls.push({ path, messages: customers, text });
    return { results: customers.map((message) => this.store(message)), timeElapsedMs: 1 };
  }

  private store(message: Message): object {
    const { communicationNumber: number = '', customerExtId: customer = '', action = 'CREATE' } = message;
    const rejected = (errorCode: string) => ({
      resultType: 'REQUEST_REJECTED',
      communicationNumber: number,
      errorCode,
      errorDescription: `says ${errorCode}`,
    });
    if (number === '') return rejected('C001');
    if (this.bodies.has(number))
      return this.bodies.get(number) === JSON.stringify(message)
        ? { resultType: 'REQUEST_ACCEPTED' }
        : rejected('O001');
    if ((action === 'UPDATE') !== this.versions.has(customer)) return rejected('C004');
    this.bodies.set(number, JSON.stringify(message));
    this.versions.set(customer, [...(this.versions.get(customer) ?? []), number]);
    return { resultType: 'REQUEST_ACCEPTED' };
  }
}

/** What is done with a call; undefined: it is answered as it should be. */
type Mishap = (call: number, text: string, response: ServerResponse, service: FakeService) => boolean;

describe('an import', () => {
  let explain: (text: string) => { readonly status: number; readonly problems?: readonly object[] }, asked: number;
  let folder: string,
    service: FakeService,
    server: Serving,
    keys: Set<unknown>,
    mishap: Mishap,
    said: string[],
    stop: AbortController;
  beforeEach(async () => {
    [folder, service, mishap, said, stop] = [
      mkdtempSync(join(tmpdir(), 'aml-customer-import-')),
      new FakeService(),
      () => false,
      [],
      new AbortController(),
    ];
    [explain, asked] = [() => ({ status: 404 }), 0];
    let calls = 0;
    keys = new Set();
    server = await serving(
      (request, response) =>
        void collect(request).then((text) => {
          if (request.url === '/amlyze-ws-rest/validate-customer') {
            asked += 1;
            const { status, ...answer } = explain(text);
            return void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
          }
          keys.add(request.headers['batch-key']);
          if (mishap(++calls, text, response, service)) return;
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(JSON.stringify(service.receive(request.url ?? '', text)));
        }),
    );
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  const screen = { write: (text: string) => said.push(text) > 0, isTTY: false, columns: 80 };
  const file = (content: string | Buffer, name = 'in'): string => {
    writeFileSync(join(folder, name), content);
    return name;
  };
  const run = (words: readonly string[], environment: Record<string, string> = {}) =>
    runImport(['--batch', '3', ...words], {
      environment: { PORT: String(server.port), ...environment },
      folder,
      screen,
      stop: stop.signal,
      pauses: { first: 1, longest: 2 },
    });
  const report = (name = 'in.import-report.jsonl') =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  const rejection = (at: object, errorCode: string) => ({ ...at, problems: [expect.objectContaining({ errorCode })] });

  const message = (n: number, more: object = {}) => ({
    communicationNumber: `m${n}`,
    customerExtId: `c${n}`,
    n,
    ...more,
  });
  const lines = (...messages: readonly unknown[]) =>
    messages.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n');
  /** Good, bad, broken, repeated, updating before and after what it updates, and numbers used twice. */
  const mixed = Array.from({ length: 40 }, (_, i) => [
    message(i),
    ...(i % 3 === 0
      ? [
          message(i, { communicationNumber: `u${i}`, action: 'UPDATE' }),
          message(i, { communicationNumber: `v${i}`, action: 'UPDATE' }),
        ]
      : []),
    ...(i % 5 === 0 ? [message(i + 1, { communicationNumber: `early${i}`, action: 'UPDATE' })] : []),
    ...(i % 7 === 0 ? ['{"broken":'] : []),
    ...(i % 8 === 0 ? [message(i, { n: -1 }), message(i)] : []),
    ...(i % 9 === 0 ? [{}] : []),
  ]).flat();

  test.each([
    [
      'JSON Lines',
      lines({ communicationNumber: 'a', customerExtId: 'A', n: 1 }, '', '{"x":', {
        communicationNumber: 'b',
        customerExtId: 'A',
      }),
    ],
    ['CSV', 'communicationNumber,customerExtId\na,A\n\n"x"y,\nb,A\n'],
  ])('of %s reports the lines that are rejected, in their order', async (_, content) => {
    expect(await run([file(content)])).toEqual({
      says: `3 read: 1 accepted, 2 rejected\nThe rejected are in ${folder}/in.import-report.jsonl`,
      code: 1,
    });
    const second = content.startsWith('{') ? 'F003' : 'CSV';
    const at = content.startsWith('{') ? [3, 4] : [4, 5];
    expect(report()).toEqual([
      rejection({ line: at[0] }, second),
      rejection({ line: at[1], communicationNumber: 'b' }, 'C004'),
    ]);
    expect(service.versions).toEqual(new Map([['A', ['a']]]));
  });

  test.each([
    ['an array', (array: string) => array],
    ['a wrapped array', (array: string) => `{"customers": ${array}}`],
    ['gzip', (array: string) => gzipSync(array)],
    ['several gzips', (array: string) => Buffer.concat([gzipSync(array.slice(0, 20)), gzipSync(array.slice(20))])],
    ['a byte order mark', (array: string) => `\ufeff${array}`],
  ])('of %s reports elements', async (_, written) => {
    expect(
      await run([file(written(JSON.stringify([message(1), 42, message(2), message(1, { n: 7 })])))]),
    ).toMatchObject({ code: 1 });
    expect(report()).toEqual([
      rejection({ element: 2 }, 'C001'),
      rejection({ element: 4, communicationNumber: 'm1' }, 'O001'),
    ]);
  });

  test('sends what is JSON as it was written', async () => {
    await run([file('{"communicationNumber":"a","customerExtId":"A","n":1.50,"big":12345678901234567890}')]);
    expect(service.calls[0]?.text).toBe(
      '{"customers":[{"communicationNumber":"a","customerExtId":"A","n":1.50,"big":12345678901234567890}]}',
    );
  });

  test('takes an export, and leaves out its history', async () => {
    const history = { version: { customerExtId: 'c1', version: 1, message: message(9) } };
    expect(await run([file(lines(history, { customer: message(1), version: 2 }))])).toEqual({
      says: '2 read: 1 accepted, 0 rejected, 1 former versions left out',
      code: 0,
    });
    expect(service.calls.map(({ messages }) => messages)).toEqual([[message(1)]]);
  });

  test('sends the customer of an export as it was written', async () => {
    const customer =
      '{ "communicationNumber":"a", "customerExtId":"A", "n":1.50, "big":[1e400,12345678901234567890], "customer":{"n":2} }';
    await run([file(`{"customer":1, "version":2, "\\u0063ustomer" : ${customer} ,"createdAt":"x"}`)]);
    expect(service.calls[0]?.text).toBe(`{"customers":[${customer}]}`);
  });

  test('rejects an element that is larger than the service takes, and copies content only when asked', async () => {
    const content = lines(message(1), message(2, { x: 'x'.repeat(200) }), '{"y');
    expect(await run([file(content)], { BODY_LIMIT: '150' })).toMatchObject({ code: 1 });
    expect(report()).toEqual([rejection({ line: 2 }, 'F005'), rejection({ line: 3 }, 'F003')]);
    await run([file(content), '--content', '--again'], { BODY_LIMIT: '150' });
    expect(report()).toEqual([rejection({ line: 2 }, 'F005'), { ...rejection({ line: 3 }, 'F003'), content: '{"y' }]);
  });

  test('takes the lines of an export whose messages are as large as the service takes', async () => {
    const largest = (n: number) => message(n, { x: 'x'.repeat(150 - JSON.stringify(message(n, { x: '' })).length) });
    await run(
      [
        file(
          lines(
            { customer: largest(1), version: 1 },
            { version: { message: largest(1) } },
            message(2, { x: 'x'.repeat(100_000) }),
          ),
        ),
      ],
      { BODY_LIMIT: '150' },
    );
    expect(report()).toEqual([rejection({ line: 3 }, 'F005')]);
    expect([...service.versions]).toEqual([['c1', ['m1']]]);
  });

  test('keeps the order of one customer, and never has it twice in a call', async () => {
    await run([file(lines(...mixed)), '--parallel', '3']);
    for (const { messages } of service.calls) {
      const customers = messages.map(({ customerExtId }) => customerExtId).filter(Boolean);
      expect(customers).toHaveLength(new Set(customers).size);
    }
    expect(service.versions.get('c3')).toEqual(['m3', 'u3', 'v3']);
    expect(service.versions.get('c6')).toEqual(['m6', 'u6', 'v6']);
  });

  test('waits while the service is busy, out of reach, or fails, and loses and doubles nothing', async () => {
    await run([file(lines(...mixed), 'undisturbed')]);
    const expected = [readFileSync(join(folder, 'undisturbed.import-report.jsonl'), 'utf8'), [...service.versions]];
    service = new FakeService();
    mishap = (call, text, response, fake) => {
      if (call % 5 === 1) response.writeHead(503, { 'retry-after': '0' }).end('{}');
      else if (call % 5 === 2) response.writeHead(call % 2 === 0 ? 500 : 408).end();
      else if (call % 5 === 3) {
        fake.receive('', text); // It is stored, and the answer is lost.
        response.destroy();
      } else return false;
      return true;
    };
    expect(await run([file(lines(...mixed)), '--parallel', '2'], {})).toMatchObject({ code: 1 });
    expect([readFileSync(join(folder, 'in.import-report.jsonl'), 'utf8'), [...service.versions]]).toEqual(expected);
    for (const status of [503, 408]) expect(said.join('')).toContain(`The service is busy (${status}); trying again\n`);
  });

  test('finds the element that spoils a batch', async () => {
    mishap = (_, text, response) => {
      if (!text.includes('poison')) return false;
      response
        .writeHead(400)
        .end(JSON.stringify({ resultType: 'REQUEST_REJECTED', errorCode: 'F003', errorDescription: 'poison' }));
      return true;
    };
    expect(
      await run([file(lines(...[1, 2, 3, 4, 5, 6, 7].map((n) => message(n, n % 4 === 0 ? { x: 'poison' } : {}))))]),
    ).toMatchObject({ code: 1 });
    expect(report()).toEqual([
      { line: 4, communicationNumber: 'm4', problems: [{ errorCode: 'F003', errorDescription: 'poison' }] },
    ]);
    expect(service.versions.size).toBe(6);
  });

  test('interrupted anywhere goes on where it was: as if it had not been', async () => {
    await run([file(lines(...mixed), 'undisturbed')]);
    const expected = [readFileSync(join(folder, 'undisturbed.import-report.jsonl'), 'utf8'), [...service.versions]];
    service = new FakeService();
    const name = file(lines(...mixed));
    let interruptions = 0;
    for (let done = false; !done;) {
      stop = new AbortController();
      let calls = 0;
      mishap = () => {
        if (++calls === 1 + (interruptions % 3)) stop.abort();
        return false;
      };
      const { message: ending } = await run([name, '--parallel', '2']).then(
        () => ({ message: 'done' }),
        (error: Error) => error,
      );
      done = ending === 'done';
      if (done) continue;
      expect(ending).toMatch(/^Interrupted after \d+ read, \d+ rejected. The same command goes on from there$/);
      interruptions += 1;
      appendFileSync(
        join(folder, 'in.import-report.jsonl'),
        '{"line":"reported, and not settled when it was killed"}\n',
      );
    }
    expect(interruptions).toBeGreaterThan(8);
    expect([readFileSync(join(folder, 'in.import-report.jsonl'), 'utf8'), [...service.versions]]).toEqual(expected);
    [stop, mishap] = [new AbortController(), () => false];
    const calls = service.calls.length;
    expect(await run([name])).toEqual({
      says: expect.stringMatching(/^It was imported before, with this outcome; --again imports it once more\n\d+ read/),
      code: 1,
    });
    expect(service.calls).toHaveLength(calls);
    await run([name, '--again']);
    expect(service.calls.length).toBeGreaterThan(calls);
  });

  test('ends with code 2 where it cannot go on, and goes on later', async () => {
    mishap = (call, _, response) => call > 1 && response.writeHead(401).end() !== undefined;
    const name = file(lines(...Array.from({ length: 30 }, (_, n) => message(n))));
    await expect(run([name, '--parallel', '1'])).rejects.toThrow(/refuses access \(401\): set API_TOKEN/);
    mishap = () => false;
    writeFileSync(join(folder, 'other'), lines(message(1)));
    await expect(run(['other'], { PORT: '6000' })).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:6000 cannot be called, since .* block its port/,
    );
    await expect(run(['other', '--progress', 'in.import-progress'])).rejects.toThrow(
      /in\.import-progress is of another import/,
    );
    expect(await run([name, '--parallel', '1'])).toEqual({ says: '30 read: 30 accepted, 0 rejected', code: 0 });
    expect(said.join('')).toContain('Goes on after 3 read\n');
  });

  describe('asks for all problems of what is rejected', () => {
    const says = (errorCode: string, errorDescription = `says ${errorCode}`, pointer = '/p') => ({
      errorCode,
      errorDescription,
      pointer,
      origin: 'documented',
    });
    const shown = ({ origin: _, ...problem }: ReturnType<typeof says>) => problem;
    const content = lines({ customerExtId: 'a', n: 1.5 }, '{', message(1), {
      customerExtId: 'b',
      sourceOfRiskLevel: 'EVALUATE',
    });

    test('and tells first what the batch said, and nothing of what is stored by now', async () => {
      const texts: string[] = [];
      explain = (text) => ({
        status: 200,
        problems: [
          says('O001', 'CommunicationNumber already used in amlyze'),
          says('C002'),
          ...(texts.push(text) > 0 ? [says('C001', undefined, '/communicationNumber')] : []),
          says('C004', 'Customer already exists'),
          says('C001'),
        ],
      });
      await run([file(content)]);
      const problems = [says('C001', undefined, '/communicationNumber'), says('C002'), says('C001')].map(shown);
      expect(report()).toEqual([{ line: 1, problems }, rejection({ line: 2 }, 'F003'), { line: 4, problems }]);
      expect(texts.sort()).toEqual([
        '{"customerExtId":"a","n":1.5,"sourceOfRiskLevel":"IMPORT","riskLevel":"NONE"}',
        '{"customerExtId":"b","sourceOfRiskLevel":"EVALUATE"}',
      ]);
    });

    test.each([401, 403, 404])('and does without where it is answered %i, which it says once', async (status) => {
      explain = () => ({ status });
      await run([file(lines(...Array.from({ length: 20 }, () => ({}))))]);
      expect(report()).toEqual(
        Array.from({ length: 20 }, (_, n) => ({
          line: n + 1,
          problems: [{ errorCode: 'C001', errorDescription: 'says C001' }],
        })),
      );
      expect(said.filter((sentence) => sentence.includes('validate-customer'))).toEqual([
        `/amlyze-ws-rest/validate-customer is refused (${status}): the report has the first problem of each message alone\n`,
      ]);
      expect(asked).toBeLessThanOrEqual(3);
    });

    test('and does without where the service fails at it, and waits where it is busy', async () => {
      let busy = 3;
      explain = (text) =>
        text.includes('EVALUATE')
          ? { status: 500 }
          : busy-- > 0
            ? { status: 503 }
            : { status: 200, problems: [says('C002')] };
      await run([file(content)]);
      expect(report()).toMatchObject([
        { line: 1, problems: [{ errorCode: 'C001' }, { errorCode: 'C002' }] },
        { line: 2 },
        { line: 4, problems: [{ errorCode: 'C001' }] },
      ]);
    });

    test('unless it shall not', async () => {
      await run([file(content), '--first-problem']);
      expect([asked, report().length]).toEqual([0, 3]);
    });
  });

  test.each([
    ['O001', 'CommunicationNumber already used in amlyze', '/communicationNumber'],
    ['C004', 'Customer already exists', '/customerExtId'],
    ['C004', 'Cannot update not existing customer, use Action = CREATE', '/customerExtId'],
  ])(
    'points at what comes of the messages before it, which nobody can be asked for later: %s %s',
    async (errorCode, errorDescription, pointer) => {
      mishap = (_, __, response) =>
        response
          .writeHead(200)
          .end(JSON.stringify({ results: [{ resultType: 'REQUEST_REJECTED', errorCode, errorDescription }] })) !==
        undefined;
      explain = () => ({ status: 200, problems: [] });
      for (const words of [['--dry-run'], ['--first-problem', '--again'], ['--again']]) {
        await run([file(lines(message(1))), ...words]);
        expect(report()).toEqual([
          { line: 1, communicationNumber: 'm1', problems: [{ errorCode, errorDescription, pointer }] },
        ]);
      }
    },
  );

  test('sends one batch at a time unless it is told otherwise', async () => {
    await run([file(lines(...mixed))]);
    expect(keys.size).toBe(1);
  });

  test('is not begun with one file for two things', async () => {
    const content = lines(message(1));
    file(content);
    for (const words of [
      ['--report', 'in'],
      ['--progress', 'in'],
      ['--progress', 'p', '--report', 'p'],
      ['--progress', 'p', '--report', './p.new'],
    ])
      await expect(run(['in', ...words])).rejects.toThrow(/ would be both /);
    file(content, 'p.new');
    await expect(run(['p.new', '--progress', 'p'])).rejects.toThrow(
      /p\.new would be both the input and the draft of the progress/,
    );
    expect([
      readFileSync(join(folder, 'in'), 'utf8'),
      readFileSync(join(folder, 'p.new'), 'utf8'),
      service.calls,
    ]).toEqual([content, content, []]);
  });

  test('leaves files for their owner alone, whatever they were, and no others', async () => {
    for (const name of ['in', 'in.import-report.jsonl', 'in.import-progress', 'in.import-progress.new'])
      chmodSync(join(folder, file(lines(message(1), '{'), name)), 0o644);
    await run(['in', '--again']);
    expect(readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)])).toEqual([
      ['in', '644'],
      ['in.import-progress', '600'],
      ['in.import-report.jsonl', '600'],
    ]);
  });

  test('is not made twice at once', async () => {
    const name = file(lines(...mixed));
    const [first, second] = await Promise.allSettled([run([name]), run([name])]);
    const refused = [first, second].filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([
      {
        status: 'rejected',
        reason: expect.objectContaining({ message: expect.stringContaining('is being written by another command') }),
      },
    ]);
    expect(await run([name])).toMatchObject({ says: expect.stringMatching(/^It was imported before/) });
  });

  test('takes a file that was mended in place for another', async () => {
    const mended = (bad: object) => lines(...Array.from({ length: 6 }, (_, n) => message(n, n === 5 ? bad : {})));
    // Mended behind what is looked at first.
    const [before, after] = [mended({ communicationNumber: '' }), mended({ customerExtId: 'c51' })].map(
      (text) => `${' \n'.repeat(40_000)}${text.padEnd(600)}`,
    );
    const [name, path] = [file(before ?? ''), join(folder, 'in')];
    expect(await run([name])).toMatchObject({
      says: expect.stringContaining('6 read: 5 accepted, 1 rejected'),
      code: 1,
    });
    file(after ?? '');
    utimesSync(path, 1, 2);
    expect(await run([name])).toEqual({ says: '6 read: 6 accepted, 0 rejected', code: 0 });
  });

  test('does not go on where the input has changed meanwhile', async () => {
    mishap = (call, _, response) => call > 1 && response.writeHead(401).end() !== undefined;
    const name = file(lines(message(1), message(2), message(3), message(4)));
    await expect(run([name])).rejects.toThrow(/401/);
    mishap = () => false;
    utimesSync(join(folder, name), 1, 2);
    await expect(run([name])).rejects.toThrow(
      /in\.import-progress is of an import that was interrupted, and its input is another now.*--again, which stores nothing twice$/,
    );
    expect(await run([name, '--again'])).toMatchObject({ says: '4 read: 4 accepted, 0 rejected' });
  });

  test('sends in two lines, the same when it goes on with other options, and others for another import', async () => {
    mishap = (call, _, response) => call > 4 && response.writeHead(401).end() !== undefined;
    const name = file(lines(...Array.from({ length: 30 }, (_, n) => message(n))));
    await expect(run([name, '--parallel', '2'])).rejects.toThrow(/401/);
    expect(keys.size).toBe(2);
    mishap = () => false;
    await run([name, '--parallel', '5']);
    expect(keys.size).toBe(2);
    await run([file(lines(message(100), message(101)), 'another'), '--parallel', '2']);
    expect(keys.size).toBe(4);
  });

  test('with --dry-run asks only what would be rejected', async () => {
    expect(
      await run([
        file(lines(message(1), message(1, { communicationNumber: 'u1', action: 'UPDATE' }))),
        '--dry-run',
        '--parallel',
        '1',
      ]),
    ).toEqual({ says: '2 read: 2 would be accepted, 0 rejected', code: 0 });
    expect(await run(['in', '--dry-run'])).toMatchObject({ code: 0 });
    expect(await run(['in'])).toMatchObject({ says: '2 read: 2 accepted, 0 rejected' });
    expect(service.calls.map(({ path }) => path)).toEqual([
      expect.stringMatching('validate-batch'),
      expect.stringMatching('validate-batch'),
      '/amlyze-ws-rest/batch-customers',
      '/amlyze-ws-rest/batch-customers',
    ]);
    expect(service.calls.slice(0, 1)).toMatchObject([
      {
        path: '/amlyze-ws-rest/validate-batch-customers',
        messages: [message(1), message(1, { communicationNumber: 'u1', action: 'UPDATE' })],
      },
    ]);
  });

  test.each([
    [['none'], 'none cannot be read'],
    [['.'], 'is a folder'],
    [['--no-such'], /^Unknown option '--no-such'[^]*npm run import -- /],
    [['--batch', '0', 'in'], '--batch is an integer from 1 to 10000'],
    [['--format', 'xml', 'in'], '--format is one of jsonl, json, csv'],
    [['in', 'in'], 'One file at a time'],
  ])('says what is wrong with %j', async (words, message) => {
    file('{}');
    await expect(runImport(words, { environment: {}, folder, screen, stop: stop.signal })).rejects.toThrow(message);
  });

  test.each([
    ['broken gzip', gzipSync('[{"a":1}]').subarray(0, -4), 'gzip that is damaged'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'UTF-16'],
    ['an array that ends early', '[{"a":1},{"b"', 'ends within its array, at element 2'],
  ])('of %s does not finish', async (_, content, message) => {
    await expect(run([file(content)])).rejects.toThrow(message);
  });

  test.each([
    ['no bytes', ''],
    ['blank lines, more than are looked at first', ' \n'.repeat(40_000)],
    ['an empty gzip', gzipSync('')],
  ])('of %s is not one of which all was accepted', async (_, content) => {
    await expect(run([file(content)])).rejects.toThrow(/^The input is empty: there is nothing to import$/);
  });

  test.each([['[]'], ['{"customers":[]}'], ['communicationNumber,customerExtId\n']])(
    'of %j, which says that it has no customers, is one of none',
    async (content) => {
      expect(await run([file(content)])).toEqual({ says: '0 read: 0 accepted, 0 rejected', code: 0 });
    },
  );

  test.each([
    ['a header that does not read', 'communicationNumber,communicationNumber\n'],
    ['an array that ends early', '[{'],
  ])('of %s leaves nothing behind, and the mended file is imported', async (_, broken) => {
    const name = file(broken);
    await expect(run([name])).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([name]);
    file(lines(message(1)));
    expect(await run([name])).toEqual({ says: '1 read: 1 accepted, 0 rejected', code: 0 });
  });

  test('taken for CSV without having its header says so, unless it was told, and is imported as what it is told to be', async () => {
    for (const first of ['garbage', `x${JSON.stringify(message(1))}`, `${JSON.stringify(message(1)).slice(1)}`]) {
      const name = file(lines(first, message(2)));
      const hint =
        /^[^\n]*header[^\n]*\nThe input was taken for CSV, since it begins neither with { nor with \[\. If it is JSON, mend its beginning, or say --format jsonl or --format json$/;
      await expect(run([name])).rejects.toThrow(hint);
      await expect(run([name, '--format', 'csv'])).rejects.toThrow(/^[^\n]*header[^\n]*$/);
      expect(await run([name, '--format', 'jsonl'])).toMatchObject({
        says: expect.stringMatching(/^2 read: 1 accepted, 1 rejected\n/),
      });
      expect(report()).toEqual([rejection({ line: 1 }, 'F003')]);
    }
  });

  test('explains itself', async () => {
    expect(await run(['--help'])).toMatchObject({
      says: expect.stringMatching(/^npm run import -- \[FILE\]/),
      code: 0,
    });
  });
});
