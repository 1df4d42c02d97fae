import { expect, test } from '@jest/globals';
import { csvCustomers, dialectOf } from './csv.js';

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
  for await (const records of csvCustomers(chunks(), 200, dialectOf(bytes.toString()), warn)) {
    found.push(
      ...records.map(
        ({ at, bytes, problem }) => [at, problem?.description ?? (bytes && JSON.parse(bytes.toString()))] as const,
      ),
    );
  }
  return found;
}

const TEXT_AFTER_QUOTE = 'Cell 2 has text after its closing quote: quotes inside a quoted cell must be doubled';

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
      [2, { customerExtId: 'a', title: '5" pipes' }],
      [3, { customerExtId: 'b', title: 'B' }],
    ],
  ],
  [
    'quotes around a part of a cell',
    'customerExtId;title\na;UAB "Bangos prekyba"\nb;"UAB ""Laivai"""\n',
    [
      [2, { customerExtId: 'a', title: 'UAB "Bangos prekyba"' }],
      [3, { customerExtId: 'b', title: 'UAB "Laivai"' }],
    ],
  ],
  [
    'a space before a quote',
    'customerExtId, title\na, "A, B"\nb, "B"\nc, C\n',
    [
      [2, 'Cell 2 has a space before its quote: remove the space'],
      [3, 'Cell 2 has a space before its quote: remove the space'],
      [4, { customerExtId: 'c', title: ' C' }],
    ],
  ],
  [
    'text after a quote',
    'customerExtId,title\na,"B"c\nb,B\n',
    [
      [2, TEXT_AFTER_QUOTE],
      [3, { customerExtId: 'b', title: 'B' }],
    ],
  ],
  [
    'a quote that is never closed',
    'customerExtId,title\na,A\nb,"B\nc,C\n',
    [
      [2, { customerExtId: 'a', title: 'A' }],
      [3, 'Cell 2 begins with a quote that is never closed. 2 lines were read as this record'],
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
    'empty cells after the last column',
    'customerExtId;title;;\na;A;;\nb;B\nc;C;;;;\nd;D; ;x\n',
    [
      [2, { customerExtId: 'a', title: 'A' }],
      [3, 'The record has 2 cells, and the header has 4'],
      [4, { customerExtId: 'c', title: 'C' }],
      [5, 'Column 4 has a value, and the header does not name it'],
    ],
  ],
  [
    'a delimiter at the end of its records alone',
    'customerExtId;title\na;A;\n',
    [[2, { customerExtId: 'a', title: 'A' }]],
  ],
  [
    'an empty first column',
    ';customerExtId;title\n;a;A\nx;b;B\n',
    [
      [2, { customerExtId: 'a', title: 'A' }],
      [3, 'Column 1 has a value, and the header does not name it'],
    ],
  ],
  ['row numbers', ',customerExtId,title\n0,a,A\n', [[2, { customerExtId: 'a', title: 'A' }]]],
  ['sep=;', 'sep=;\r\ncustomerExtId;title\r\na;A,B\r\n', [[3, { customerExtId: 'a', title: 'A,B' }]]],
  ['sep=| in quotes', '"SEP=|"\ncustomerExtId|title\na|A\n', [[3, { customerExtId: 'a', title: 'A' }]]],
  ['sep= and a tab', 'sep=\t\ncustomerExtId\ttitle\na\tA\n', [[3, { customerExtId: 'a', title: 'A' }]]],
  [
    'blank lines and cells before the header',
    ' \n;;\n"";"";\n"customerExtId"; "title" ;\n"a";A;\n'.replace('; "title" ;', '; title ;'),
    [[5, { customerExtId: 'a', title: 'A' }]],
  ],
  [
    'CR at the ends of lines',
    '\rcustomerExtId;title\ra;"A\r\rA"\r\rb;B\nB\r',
    [
      [3, { customerExtId: 'a', title: 'A\r\rA' }],
      [7, { customerExtId: 'b', title: 'B\nB' }],
    ],
  ],
  [
    'LF and CRLF, and CR in a cell',
    'customerExtId,title\r\n\r\n"a","A\r\n\nA"\n\nb,B\rB',
    [
      [3, { customerExtId: 'a', title: 'A\r\n\nA' }],
      [7, { customerExtId: 'b', title: 'B\rB' }],
    ],
  ],
  [
    'numbers with decimals',
    'numberOfEmployees;companyAssetValue;initialDepositAmount\n5.0;250000.0;1500,75\n"5,0";1,500;1500,750\n12,345;0,500;-1,5\n',
    [
      [2, { numberOfEmployees: '5.0', companyAssetValue: '250000.0', initialDepositAmount: 1500.75 }],
      [3, { numberOfEmployees: '5.0', companyAssetValue: '1,500', initialDepositAmount: '1500.750' }],
      [4, { numberOfEmployees: '12,345', companyAssetValue: '0.500', initialDepositAmount: -1.5 }],
    ],
  ],
  [
    'midnights and times',
    'applicationDate,approvalDate,title\n2024-06-03 00:00:00,2024-06-03T00:00:00.000,2024-06-03 00:00:00\n2024-06-03 10:00:00,2024-06-03T00:00:00Z,\n2024-06-03 10:00:00+00:00,2024-06-03 00:00:00.000Z,\n',
    [
      [2, { applicationDate: '2024-06-03', approvalDate: '2024-06-03', title: '2024-06-03 00:00:00' }],
      [3, { applicationDate: '2024-06-03 10:00:00', approvalDate: '2024-06-03T00:00:00Z' }],
      [4, { applicationDate: '2024-06-03T10:00:00+00:00', approvalDate: '2024-06-03T00:00:00.000Z' }],
    ],
  ],
  ['invisible characters', 'customerExtId,title\na,\u200b\n\u00a0,\u3164\n', [[2, { customerExtId: 'a' }]]],
  [
    'what tools write instead of a value',
    'customerExtId,title,numberOfEmployees\na,nan,1\nb,B,NaN\nc,#N/A,1\nd,"=""D""",1\n3.75E+10,E,1\nf,Nan None,1\ng,None,1e5\n',
    [
      [2, 'Column title has nan, which data tools write for a missing value: leave it empty'],
      [3, 'Column numberOfEmployees has NaN, which data tools write for a missing value: leave it empty'],
      [4, 'Column title has an error of a spreadsheet'],
      [5, 'Column title has a formula of a spreadsheet: save its value'],
      [6, 'Column customerExtId has a number that a spreadsheet has shortened: format the column as text'],
      [7, { customerExtId: 'f', title: 'Nan None', numberOfEmployees: 1 }],
      [8, { customerExtId: 'g', title: 'None', numberOfEmployees: '1e5' }],
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
    [2, 'The record is not UTF-8: a spreadsheet saves it as "CSV UTF-8"'],
    [3, { customerExtId: 'b', lastName: 'B' }],
  ]);
});

const NO_FIELD =
  'The header (line 1) names no field of the contract: the first record must name the fields, such as communicationNumber, separated by commas, semicolons or tabs';

test.each([
  ['title,a..b\n1', 'The header (line 1) has a name with an empty part in column 2'],
  ['sep=,\n\ntitle,a,a\n', 'The header (line 3) names a twice'],
  [
    'listAddress.0,listAddress.0.country\n',
    'The header (line 1) has listAddress.0 both as a value and as a parent of other columns',
  ],
  [
    'customerExtId,"lastName\na,A\nb,B\n',
    'The header (line 1) is not valid CSV. Cell 2 begins with a quote that is never closed. 3 lines were read as this record',
  ],
  [
    `customerExtId,"lastName\n${'a,A\n'.repeat(100)}`,
    /^The header \(line 1\) is longer than \d+ bytes: a quote in it may never be closed$/,
  ],
  [
    Buffer.from('customerExtId,\u00de\na,A\n', 'latin1'),
    'The header (line 1) is not UTF-8: a spreadsheet saves it as "CSV UTF-8"',
  ],
  ['\n\n', 'The input is empty'],
  ['sep=;\n;;\n', 'The input is empty'],
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
  const records = csvCustomers(chunks(), 200, { delimiter: ',', lineEnd: '\n' }, () => {});
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

test('says that row numbers are left out', async () => {
  const warnings: string[] = [];
  await customersOf(',customerExtId\n0,a\n', 100, (sentence) => warnings.push(sentence));
  expect(warnings).toEqual(['Column 1 has no name: row numbers in it are left out']);
});
