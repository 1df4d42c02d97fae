import { ABSENT } from '../change.js';
import type { GoldenCase } from './golden-case.js';
import { breaks, casesAt, inside, type Place } from './kit.js';

const AT = 'Problem with AdditionalValue (index: 1 ). ';

/** A datatype, a value that does not read as it, and the sentence for that. */
const BAD_VALUES: readonly (readonly [datatype: string, value: unknown, sentence: string, check?: string])[] = [
  ['INTEGER', 'a dozen', 'bad value for INTEGER valueCode:  branch.size'],
  ['DECIMAL', '1,5', 'bad value for DECIMAL valueCode: branch.size'],
  ['DATE', '2023-02-29', "bad value for DATE (format: 'yyyy-MM-dd') valueCode: branch.size"],
  [
    'TIMESTAMP',
    '2024-02-29T10:00:00Z',
    "bad value for TIMESTAMP (format: 'yyyy-MM-dd HH:mm:ss.SSSZ') valueCode: branch.size",
  ],
  ['BOOLEAN', 'TRUE', "bad value for BOOLEAN (values: true false') valueCode: branch.size"],
  [
    'DECIMAL',
    2 ** 53,
    'bad value valueCode: branch.size. It must be sent as a string, for a JSON number of its size loses digits',
    'lossy',
  ],
];

/** What the second additional value of a place breaks. */
export function additionalValuesAt(place: Place): GoldenCase[] {
  const element = inside(place, 'listAdditionalValues/1', '', '');
  return [
    ...casesAt(element, [
      ['code', 'AV01', `${AT}Code is mandatory`, [ABSENT]],
      [
        'datatype',
        'AV03',
        `${AT}Datatype is mandatory. values: STRING, INTEGER, DECIMAL, DATE, TIMESTAMP, BOOLEAN`,
        [ABSENT, 'FLOAT'],
      ],
      ['description', 'AV02', `${AT}Description is mandatory`, [ABSENT]],
      ['value', 'AV04', `${AT}Value is mandatory`, [ABSENT]],
    ]),
    ...BAD_VALUES.map(([datatype, value, says, check = datatype]) => {
      const { given, pointer, code, sentence } = inside(element, 'value', 'AV07', says);
      return breaks(
        code,
        sentence,
        given,
        { [element.pointer]: { code: 'branch.size', datatype, description: 'Size of the branch', value } },
        { at: pointer, check },
      );
    }),
  ];
}
