import { expect, test } from '@jest/globals';
import { csvCustomers, delimiterOf } from './csv.js';

/** Reads a text in chunks of `size` bytes: for each record its line, and its customer or problem. */
async function customersOf(
  text: string | Buffer,
  size: number,
  warn: (sentence: string) => void = () => {},
): Promise<(readonly [number, unknown])[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
  }
  const found: (readonly [number, unknown])[] = [];
  for await (const records of csvCustomers(chunks(), 200, delimiterOf(bytes.toString()), warn)) {
    found.push(
      ...records.map(
        ({ at, bytes, problem }) => [at, problem?.description ?? (bytes && JSON.parse(bytes.toString()))] as const,
      ),
    );
  }
  return found;
}

const BAD_QUOTES = 'The quotes of the record are not valid CSV';

test.each([
  [
    'comma and LF',
    'customerExtId,lastName\na,Ž\nb,B',
    [
      [2, { customerExtId: 'a', lastName: 'Ž' }],
      [3, { customerExtId: 'b', lastName: 'B' }],
    ],
  ],
  [
    'semicolon and CRLF',
    'customerExtId;lastName\r\na;"A;\r\n""A"""\r\nb;B,B\r\n',
    [
      [2, { customerExtId: 'a', lastName: 'A;\r\n"A"' }],
      [4, { customerExtId: 'b', lastName: 'B,B' }],
    ],
  ],
  ['tabs', 'customerExtId\tlastName\na\t', [[2, { customerExtId: 'a' }]]],
  [
    'blank lines and blank records',
    '\ncustomerExtId,lastName\n\n, \n\na,A\n\n',
    [[6, { customerExtId: 'a', lastName: 'A' }]],
  ],
  [
    'a quote in the middle of a cell',
    'customerExtId,title\na,5" pipes\nb,B\n',
    [
      [2, BAD_QUOTES],
      [3, { customerExtId: 'b', title: 'B' }],
    ],
  ],
  [
    'text after a quote',
    'customerExtId,title\na,"B"c\nb,B\n',
    [
      [2, BAD_QUOTES],
      [3, { customerExtId: 'b', title: 'B' }],
    ],
  ],
  [
    'a quote that is never closed',
    'customerExtId,title\na,A\nb,"B\nc,C\n',
    [
      [2, { customerExtId: 'a', title: 'A' }],
      [3, BAD_QUOTES],
    ],
  ],
  [
    'other numbers of cells',
    'customerExtId,title\na\nb,B,C\nc,C\n',
    [
      [2, 'The record has 1 cell, and the header has 2'],
      [3, 'The record has 3 cells, and the header has 2'],
      [4, { customerExtId: 'c', title: 'C' }],
    ],
  ],
  [
    'a record that is too long',
    `customerExtId,title\na,${'x'.repeat(300)}\nb,"${'x\n'.repeat(150)}"\nc,C\n`,
    [
      [2, undefined],
      [3, undefined],
      [154, { customerExtId: 'c', title: 'C' }],
    ],
  ],
  [
    'lists and records',
    'listAddress.1.country,listAddress.0.country,fieldOfActivity.student.isStudent,initializeScreeningProcesses.0\nLT,EE,TRUE,PEP\nLV,,,\n',
    [
      [
        2,
        {
          listAddress: [{ country: 'EE' }, { country: 'LT' }],
          fieldOfActivity: { student: { isStudent: true } },
          initializeScreeningProcesses: ['PEP'],
        },
      ],
      [3, { listAddress: [{ country: 'LV' }] }],
    ],
  ],
  [
    'numbers and booleans',
    'numberOfEmployees,initialDepositAmount,isPEP,nationalCode\n17,1500.75,false,007\n12345678901234567890,1.50,perhaps,1\n-1,"1,5",True, 2 \n9007199254740991,9007199254740992,true,-9007199254740992\n',
    [
      [2, { numberOfEmployees: 17, initialDepositAmount: 1500.75, isPEP: false, nationalCode: '007' }],
      [
        3,
        {
          numberOfEmployees: '12345678901234567890',
          initialDepositAmount: '1.50',
          isPEP: 'perhaps',
          nationalCode: '1',
        },
      ],
      [4, { numberOfEmployees: -1, initialDepositAmount: '1,5', isPEP: true, nationalCode: ' 2 ' }],
      [
        5,
        {
          numberOfEmployees: 9007199254740991,
          initialDepositAmount: '9007199254740992',
          isPEP: true,
          nationalCode: '-9007199254740992',
        },
      ],
    ],
  ],
])('CSV with %s, in chunks of any size', async (_, text, customers) => {
  for (const size of [...Array.from({ length: 30 }, (_, i) => i + 1), 10_000])
    expect(await customersOf(text, size)).toEqual(customers);
});

test('rejects only the record that is not UTF-8', async () => {
  const latin = Buffer.from('customerExtId,lastName\na,\u00de\nb,B\n', 'latin1');
  expect(await customersOf(latin, 10)).toEqual([
    [2, 'The record is not UTF-8'],
    [3, { customerExtId: 'b', lastName: 'B' }],
  ]);
});

const NO_FIELD =
  /^The header names no field of the contract: the first record must name the fields, such as communicationNumber, separated by commas, semicolons or tabs$/;

test.each([
  ['title,,b\n1,2,3', 'Column 2 of the header has no name, or one with an empty part'],
  ['title,a..b\n1', 'Column 2 of the header has no name, or one with an empty part'],
  ['title,a,a\n', 'The header names a twice'],
  [
    'listAddress.0,listAddress.0.country\n',
    'The header has listAddress.0 both as a value and as a parent of other columns',
  ],
  ['customerExtId,"lastName\na,A\nb,B\n', 'The quotes of the header are not valid CSV'],
  [
    `customerExtId,"lastName\n${'a,A\n'.repeat(100)}`,
    /^The header is longer than \d+ bytes: a quote in it may never be closed$/,
  ],
  [Buffer.from('customerExtId,\u00de\na,A\n', 'latin1'), 'The header is not UTF-8'],
  ['\n\n', 'The input is empty'],
  ['', 'The input is empty'],
  ['foo,bar\n1,2\n', NO_FIELD],
  ['MSG-1;Jonas;Jonas;;LT\n', NO_FIELD],
  ['communicationNumber|customerExtId\n1|2\n', NO_FIELD],
])('refuses the header %j', async (text, message) => {
  await expect(customersOf(text, 100)).rejects.toThrow(message);
});

test('fails at an unclosed quote, after the records before it', async () => {
  const chunks = async function* () {
    yield Buffer.from(`customerExtId,title\na,A\nb,"B\n${'c,C\n'.repeat(100)}`);
  };
  const records = csvCustomers(chunks(), 200, ',', () => {});
  expect([(await records.next()).value, (await records.next()).value]).toMatchObject([[{ at: 2 }], [{ at: 3 }]]);
  await expect(records.next()).rejects.toThrow(
    'A quote in the record on line 3 is never closed: nothing after it was read',
  );
});

test('names and sends the columns that are not fields', async () => {
  const warnings: string[] = [];
  expect(
    await customersOf('customerExtId,shoeSize,__proto__\na,44,x\n', 100, (sentence) => warnings.push(sentence)),
  ).toEqual([[2, JSON.parse('{"customerExtId":"a","shoeSize":"44","__proto__":"x"}')]]);
  expect(warnings).toEqual(['Columns that are not fields of the contract, sent unchanged: shoeSize, __proto__']);
});
