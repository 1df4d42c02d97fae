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

/** The part of the service that an import uses; records calls and stored versions. */
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

/** Answers a call with a failure; returns false to answer it normally. */
type FailCall = (call: number, text: string, response: ServerResponse, service: FakeService) => boolean;

describe('an import', () => {
  let explain: (text: string) => { readonly status: number; readonly problems?: readonly object[] }, asked: number;
  let folder: string,
    service: FakeService,
    server: Serving,
    keys: Set<unknown>,
    failCall: FailCall,
    notices: string[],
    stop: AbortController;
  beforeEach(async () => {
    [folder, service, failCall, notices, stop] = [
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
          if (failCall(++calls, text, response, service)) return;
          const misspelt = text.split('"isPep"').length - 1;
          response
            .writeHead(200, { 'content-type': 'application/json', ...(misspelt > 0 && { 'ignored-fields': misspelt }) })
            .end(JSON.stringify(service.receive(request.url ?? '', text)));
        }),
    );
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  const terminal = { write: (text: string) => notices.push(text) > 0, isTTY: false, columns: 80 };
  const file = (content: string | Buffer, name = 'in'): string => {
    writeFileSync(join(folder, name), content);
    return name;
  };
  const run = (args: readonly string[], environment: Record<string, string> = {}) =>
    runImport(['--batch', '3', ...args], {
      environment: { PORT: String(server.port), ...environment },
      folder,
      terminal,
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
    messages.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  /** Valid, invalid, malformed and repeated messages, updates before and after the create, and numbers used twice. */
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
  ])('of %s reports the rejected lines in order', async (_, content) => {
    expect(await run([file(content)])).toEqual({
      output: `3 read: 1 accepted, 2 rejected\nReport of the rejected customers: ${folder}/in.import-report.jsonl`,
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

  test('sends JSON unchanged', async () => {
    await run([file('{"communicationNumber":"a","customerExtId":"A","n":1.50,"big":12345678901234567890}')]);
    expect(service.calls[0]?.text).toBe(
      '{"customers":[{"communicationNumber":"a","customerExtId":"A","n":1.50,"big":12345678901234567890}]}',
    );
  });

  test('says how many unknown fields the service ignored', async () => {
    const messages = Array.from({ length: 5 }, (_, n) => message(n, n % 2 === 0 ? { isPep: true } : {}));
    await run([file(lines(...messages))]);
    expect(notices.join('')).toMatch(/^The service ignored 3 unknown fields in this run: validate-customer lists/);
    notices.length = 0;
    await run([file(lines(message(9)), 'other')]);
    expect(notices).toEqual([]);
  });

  test('accepts an export and leaves out its history', async () => {
    const history = { version: { customerExtId: 'c1', version: 1, message: message(9) } };
    expect(await run([file(lines(history, { customer: message(1), version: 2 }))])).toEqual({
      output: '2 read: 1 accepted, 0 rejected, 1 former version left out',
      code: 0,
    });
    expect(service.calls.map(({ messages }) => messages)).toEqual([[message(1)]]);
  });

  test('sends the customer of an export unchanged', async () => {
    const customer =
      '{ "communicationNumber":"a", "customerExtId":"A", "n":1.50, "big":[1e400,12345678901234567890], "customer":{"n":2} }';
    await run([file(`{"customer":1, "version":2, "\\u0063ustomer" : ${customer} ,"createdAt":"x"}`)]);
    expect(service.calls[0]?.text).toBe(`{"customers":[${customer}]}`);
  });

  test('rejects an element above BODY_LIMIT, and reports content only with --content', async () => {
    const content = lines(message(1), message(2, { x: 'x'.repeat(200) }), '{"y');
    expect(await run([file(content)], { BODY_LIMIT: '150' })).toMatchObject({ code: 1 });
    expect(report()).toEqual([rejection({ line: 2 }, 'F005'), rejection({ line: 3 }, 'F003')]);
    await run([file(content), '--content', '--again'], { BODY_LIMIT: '150' });
    expect(report()).toEqual([rejection({ line: 2 }, 'F005'), { ...rejection({ line: 3 }, 'F003'), content: '{"y' }]);
  });

  test('accepts the lines of an export whose messages have the largest allowed size', async () => {
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

  test('keeps the order of one customer, and sends it only once per call', async () => {
    await run([file(lines(...mixed)), '--parallel', '3']);
    for (const { messages } of service.calls) {
      const customers = messages.map(({ customerExtId }) => customerExtId).filter(Boolean);
      expect(customers).toHaveLength(new Set(customers).size);
    }
    expect(service.versions.get('c3')).toEqual(['m3', 'u3', 'v3']);
    expect(service.versions.get('c6')).toEqual(['m6', 'u6', 'v6']);
  });

  test('retries while the service is busy, unreachable or failing, and loses or repeats nothing', async () => {
    await run([file(lines(...mixed), 'uninterrupted')]);
    const expected = [readFileSync(join(folder, 'uninterrupted.import-report.jsonl'), 'utf8'), [...service.versions]];
    service = new FakeService();
    failCall = (call, text, response, fake) => {
      if (call % 5 === 1) response.writeHead(503, { 'retry-after': '0' }).end('{}');
      else if (call % 5 === 2) response.writeHead(call % 2 === 0 ? 500 : 408).end();
      else if (call % 5 === 3) {
        fake.receive('', text); // The message is stored but the answer is lost.
        response.destroy();
      } else return false;
      return true;
    };
    expect(await run([file(lines(...mixed)), '--parallel', '2'], {})).toMatchObject({ code: 1 });
    expect([readFileSync(join(folder, 'in.import-report.jsonl'), 'utf8'), [...service.versions]]).toEqual(expected);
    for (const status of [503, 408])
      expect(notices.join('')).toContain(`The service is busy (${status}); trying again\n`);
  });

  test('finds the message that makes the service reject a batch', async () => {
    failCall = (_, text, response) => {
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

  test('continues after any interruption with the result of an uninterrupted import', async () => {
    await run([file(lines(...mixed), 'uninterrupted')]);
    const expected = [readFileSync(join(folder, 'uninterrupted.import-report.jsonl'), 'utf8'), [...service.versions]];
    service = new FakeService();
    const name = file(lines(...mixed));
    let interruptions = 0;
    for (let done = false; !done;) {
      stop = new AbortController();
      let calls = 0;
      failCall = () => {
        if (++calls === 1 + (interruptions % 3)) stop.abort();
        return false;
      };
      const { message: ending } = await run([name, '--parallel', '2']).then(
        () => ({ message: 'done' }),
        (error: Error) => error,
      );
      done = ending === 'done';
      if (done) continue;
      expect(ending).toMatch(/^Interrupted after \d+ read, \d+ rejected. Repeat the command to continue from there$/);
      interruptions += 1;
      appendFileSync(join(folder, 'in.import-report.jsonl'), '{"line":"reported, but not saved in the progress"}\n');
    }
    expect(interruptions).toBeGreaterThan(8);
    expect([readFileSync(join(folder, 'in.import-report.jsonl'), 'utf8'), [...service.versions]]).toEqual(expected);
    [stop, failCall] = [new AbortController(), () => false];
    const calls = service.calls.length;
    expect(await run([name])).toEqual({
      output: expect.stringMatching(
        /^Already imported, with this result; use --again to import it once more\n\d+ read/,
      ),
      code: 1,
    });
    expect(service.calls).toHaveLength(calls);
    await run([name, '--again']);
    expect(service.calls.length).toBeGreaterThan(calls);
  });

  test('fails if it cannot continue, and continues later', async () => {
    failCall = (call, _, response) => call > 1 && response.writeHead(401).end() !== undefined;
    const name = file(lines(...Array.from({ length: 30 }, (_, n) => message(n))));
    await expect(run([name, '--parallel', '1'])).rejects.toThrow(/refuses access \(401\): set API_TOKEN/);
    failCall = () => false;
    writeFileSync(join(folder, 'other'), lines(message(1)));
    await expect(run(['other'], { PORT: '6000' })).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:6000 cannot be called: .* block its port/,
    );
    await expect(run(['other', '--progress', 'in.import-progress'])).rejects.toThrow(
      /in\.import-progress belongs to another import/,
    );
    expect(await run([name, '--parallel', '1'])).toEqual({ output: '30 read: 30 accepted, 0 rejected', code: 0 });
    expect(notices.join('')).toContain('Continuing after 3 read\n');
  });

  describe('lists all problems of rejected messages', () => {
    const listed = (errorCode: string, errorDescription = `says ${errorCode}`, pointer = '/p') => ({
      errorCode,
      errorDescription,
      pointer,
      origin: 'documented',
    });
    const shown = ({ origin: _, ...problem }: ReturnType<typeof listed>) => problem;
    const content = lines({ customerExtId: 'a', n: 1.5 }, '{', message(1), {
      customerExtId: 'b',
      sourceOfRiskLevel: 'EVALUATE',
    });

    test('with the problem of the batch first, and without problems that depend on stored customers', async () => {
      const texts: string[] = [];
      explain = (text) => ({
        status: 200,
        problems: [
          listed('O001', 'CommunicationNumber already used in amlyze'),
          listed('C002'),
          ...(texts.push(text) > 0 ? [listed('C001', undefined, '/communicationNumber')] : []),
          listed('C004', 'Customer already exists'),
          listed('C001'),
        ],
      });
      await run([file(content)]);
      const problems = [listed('C001', undefined, '/communicationNumber'), listed('C002'), listed('C001')].map(shown);
      expect(report()).toEqual([{ line: 1, problems }, rejection({ line: 2 }, 'F003'), { line: 4, problems }]);
      expect(texts.sort()).toEqual([
        '{"customerExtId":"a","n":1.5,"sourceOfRiskLevel":"IMPORT","riskLevel":"NONE"}',
        '{"customerExtId":"b","sourceOfRiskLevel":"EVALUATE"}',
      ]);
    });

    test.each([401, 403, 404])('except if the service answers %i, with one warning', async (status) => {
      explain = () => ({ status });
      await run([file(lines(...Array.from({ length: 20 }, () => ({}))))]);
      expect(report()).toEqual(
        Array.from({ length: 20 }, (_, n) => ({
          line: n + 1,
          problems: [{ errorCode: 'C001', errorDescription: 'says C001' }],
        })),
      );
      expect(notices.filter((sentence) => sentence.includes('validate-customer'))).toEqual([
        `The service refuses /amlyze-ws-rest/validate-customer (${status}): the report has only the first problem of each message\n`,
      ]);
      expect(asked).toBeLessThanOrEqual(3);
    });

    test('except if the service fails, and retries while it is busy', async () => {
      let busy = 3;
      explain = (text) =>
        text.includes('EVALUATE')
          ? { status: 500 }
          : busy-- > 0
            ? { status: 503 }
            : { status: 200, problems: [listed('C002')] };
      await run([file(content)]);
      expect(report()).toMatchObject([
        { line: 1, problems: [{ errorCode: 'C001' }, { errorCode: 'C002' }] },
        { line: 2 },
        { line: 4, problems: [{ errorCode: 'C001' }] },
      ]);
    });

    test('except with --first-problem', async () => {
      await run([file(content), '--first-problem']);
      expect([asked, report().length]).toEqual([0, 3]);
    });
  });

  test.each([
    ['O001', 'CommunicationNumber already used in amlyze', '/communicationNumber'],
    ['C004', 'Customer already exists', '/customerExtId'],
    ['C004', 'Cannot update not existing customer, use Action = CREATE', '/customerExtId'],
  ])(
    'reports the pointer of a problem that depends on earlier messages: %s %s',
    async (errorCode, errorDescription, pointer) => {
      failCall = (_, __, response) =>
        response
          .writeHead(200)
          .end(JSON.stringify({ results: [{ resultType: 'REQUEST_REJECTED', errorCode, errorDescription }] })) !==
        undefined;
      explain = () => ({ status: 200, problems: [] });
      for (const args of [['--dry-run'], ['--first-problem', '--again'], ['--again']]) {
        await run([file(lines(message(1))), ...args]);
        expect(report()).toEqual([
          { line: 1, communicationNumber: 'm1', problems: [{ errorCode, errorDescription, pointer }] },
        ]);
      }
    },
  );

  test('sends one batch at a time by default', async () => {
    await run([file(lines(...mixed))]);
    expect(keys.size).toBe(1);
  });

  test('refuses to use one file for two purposes', async () => {
    const content = lines(message(1));
    file(content);
    for (const args of [
      ['--report', 'in'],
      ['--progress', 'in'],
      ['--progress', 'p', '--report', 'p'],
      ['--progress', 'p', '--report', './p.new'],
    ])
      await expect(run(['in', ...args])).rejects.toThrow(/ would be both /);
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

  test('leaves only files that their owner alone can read', async () => {
    for (const name of ['in', 'in.import-report.jsonl', 'in.import-progress', 'in.import-progress.new'])
      chmodSync(join(folder, file(lines(message(1), '{'), name)), 0o644);
    await run(['in', '--again']);
    expect(readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)])).toEqual([
      ['in', '644'],
      ['in.import-progress', '600'],
      ['in.import-report.jsonl', '600'],
    ]);
  });

  test('cannot run twice at the same time', async () => {
    const name = file(lines(...mixed));
    const [first, second] = await Promise.allSettled([run([name]), run([name])]);
    const refused = [first, second].filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([
      {
        status: 'rejected',
        reason: expect.objectContaining({ message: expect.stringContaining('is being written by another command') }),
      },
    ]);
    expect(await run([name])).toMatchObject({ output: expect.stringMatching(/^Already imported/) });
  });

  test('treats a file that was corrected in place as a new input', async () => {
    const corrected = (bad: object) => lines(...Array.from({ length: 6 }, (_, n) => message(n, n === 5 ? bad : {})));
    // Corrected after the bytes that the identity hashes.
    const [before, after] = [corrected({ communicationNumber: '' }), corrected({ customerExtId: 'c51' })].map(
      (text) => `${' \n'.repeat(40_000)}${text.padEnd(600)}`,
    );
    const [name, path] = [file(before ?? ''), join(folder, 'in')];
    expect(await run([name])).toMatchObject({
      output: expect.stringContaining('6 read: 5 accepted, 1 rejected'),
      code: 1,
    });
    file(after ?? '');
    utimesSync(path, 1, 2);
    expect(await run([name])).toEqual({ output: '6 read: 6 accepted, 0 rejected', code: 0 });
  });

  test('does not continue if the input has changed', async () => {
    failCall = (call, _, response) => call > 1 && response.writeHead(401).end() !== undefined;
    const name = file(lines(message(1), message(2), message(3), message(4)));
    await expect(run([name])).rejects.toThrow(/401/);
    failCall = () => false;
    utimesSync(join(folder, name), 1, 2);
    await expect(run([name])).rejects.toThrow(
      /in\.import-progress belongs to an interrupted import whose input has changed since\..*--again, which stores nothing twice$/,
    );
    expect(await run([name, '--again'])).toMatchObject({ output: '4 read: 4 accepted, 0 rejected' });
  });

  test('keeps its two lanes when it continues with other options; another import has other lanes', async () => {
    failCall = (call, _, response) => call > 4 && response.writeHead(401).end() !== undefined;
    const name = file(lines(...Array.from({ length: 30 }, (_, n) => message(n))));
    await expect(run([name, '--parallel', '2'])).rejects.toThrow(/401/);
    expect(keys.size).toBe(2);
    failCall = () => false;
    await run([name, '--parallel', '5']);
    expect(keys.size).toBe(2);
    await run([file(lines(message(100), message(101)), 'another'), '--parallel', '2']);
    expect(keys.size).toBe(4);
  });

  test('with --dry-run stores nothing', async () => {
    expect(
      await run([
        file(lines(message(1), message(1, { communicationNumber: 'u1', action: 'UPDATE' }))),
        '--dry-run',
        '--parallel',
        '1',
      ]),
    ).toEqual({ output: '2 read: 2 would be accepted, 0 rejected', code: 0 });
    expect(await run(['in', '--dry-run'])).toMatchObject({ code: 0 });
    expect(await run(['in'])).toMatchObject({ output: '2 read: 2 accepted, 0 rejected' });
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
    [['none'], /\/none cannot be read: it does not exist$/],
    [['in/none'], /\/in\/none cannot be read: it does not exist$/],
    [['.'], / cannot be read: it is a folder$/],
    [['--no-such'], /^Unknown option '--no-such'[^]*npm run import -- /],
    [['--batch', '0', 'in'], '--batch must be an integer from 1 to 10000'],
    [['--format', 'xml', 'in'], '--format must be one of jsonl, json, csv'],
    [['in', 'in'], 'Only one file can be given'],
  ])('explains what is wrong with %j', async (args, message) => {
    file('{}');
    await expect(runImport(args, { environment: {}, folder, terminal, stop: stop.signal })).rejects.toThrow(message);
  });

  test.each([
    ['broken gzip', gzipSync('[{"a":1}]').subarray(0, -4), 'is damaged or ends early'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'The input is UTF-16: save it as UTF-8'],
    ['UTF-16 without a mark', Buffer.from('customerExtId', 'utf16le').swap16(), 'The input is UTF-16'],
    ['an Excel workbook', Buffer.from('PK\x03\x04...'), 'The input is an Excel workbook or a ZIP archive'],
    ['an array that ends early', '[{"a":1},{"b"', 'ends inside its array, at element 2'],
  ])('of %s does not finish', async (_, content, message) => {
    await expect(run([file(content)])).rejects.toThrow(message);
  });

  test.each([
    ['JSON Lines', lines(message(1), message(2)), '\x1a'],
    ['a JSON array', JSON.stringify([message(1), message(2)]), '\n\0\0\x1a'],
    ['CSV', 'communicationNumber,customerExtId\nm1,c1\nm2,c2', '\0'.repeat(1_000_000)],
    ['CSV and a line break', 'communicationNumber,customerExtId\nm1,c1\nm2,c2\n', '\0\x1a\0'],
    [
      'objects over several lines',
      `${JSON.stringify(message(1), null, 2)}\n${JSON.stringify(message(2), null, 2)}`,
      '',
    ],
  ])('of %s leaves out the padding at the end', async (_, content, padding) => {
    expect(await run([file(content + padding)])).toEqual({ output: '2 read: 2 accepted, 0 rejected', code: 0 });
  });

  test('keeps NUL characters before the end', async () => {
    // The first chunk of 256 KiB ends inside them.
    const [header, value] = ['communicationNumber,customerExtId\n', `${'\0'.repeat(400)}\x1ac1`];
    const name = file(`${header}${'\n'.repeat(256 * 1024 - header.length - 100)}m1,${value}\n`);
    expect(await run([name, '--dry-run'])).toMatchObject({ code: 0 });
    expect(service.calls[0]?.messages[0]?.customerExtId).toBe(value);
  });

  test.each([
    ['no bytes', ''],
    ['nothing but padding', '\0'.repeat(600_000)],
    ['blank lines, more than are read ahead', ' \n'.repeat(40_000)],
    ['an empty gzip', gzipSync('')],
  ])('of %s fails', async (_, content) => {
    await expect(run([file(content)])).rejects.toThrow(/^The input is empty: there is nothing to import$/);
  });

  test.each([['[]'], ['{"customers":[]}'], ['communicationNumber,customerExtId\n']])(
    'of %j succeeds with no customers',
    async (content) => {
      expect(await run([file(content)])).toEqual({ output: '0 read: 0 accepted, 0 rejected', code: 0 });
    },
  );

  test.each([
    ['a header that cannot be read', 'communicationNumber,communicationNumber\n'],
    ['an array that ends early', '[{'],
  ])('of %s leaves no files, and the corrected file is imported', async (_, broken) => {
    const name = file(broken);
    await expect(run([name])).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([name]);
    file(lines(message(1)));
    expect(await run([name])).toEqual({ output: '1 read: 1 accepted, 0 rejected', code: 0 });
  });

  test('of JSON that looks like CSV suggests --format, which then decides the format', async () => {
    for (const first of ['garbage', `x${JSON.stringify(message(1))}`, `${JSON.stringify(message(1)).slice(1)}`]) {
      const name = file(lines(first, message(2)));
      const hint =
        /^[^\n]*header[^\n]*\nThe input was read as CSV because it starts with neither { nor \[\. If it is JSON, correct its start, or use --format jsonl or --format json$/;
      await expect(run([name])).rejects.toThrow(hint);
      await expect(run([name, '--format', 'csv'])).rejects.toThrow(/^[^\n]*header[^\n]*$/);
      expect(await run([name, '--format', 'jsonl'])).toMatchObject({
        output: expect.stringMatching(/^2 read: 1 accepted, 1 rejected\n/),
      });
      expect(report()).toEqual([rejection({ line: 1 }, 'F003')]);
    }
  });

  test('of CSV does not suggest another format', async () => {
    await expect(run([file('lastName,lastName\n')])).rejects.toThrow(/^The header \(line 1\) names lastName twice$/);
  });

  test('prints its help', async () => {
    expect(await run(['--help'])).toMatchObject({
      output: expect.stringMatching(/^npm run import -- \[FILE\]/),
      code: 0,
    });
  });
});
