import { ABSENT } from '../change.js';
import type { GoldenCase } from './golden-case.js';
import { rejection, casesAt, memberOf, type Target } from './rejection.js';

const AT = 'Problem with AdditionalValue (index: 1 ). ';

/** A datatype, an invalid value for it, and the sentence. */
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

/** The cases of the second additional value of a target. */
export function additionalValuesAt(target: Target): GoldenCase[] {
  const element = memberOf(target, 'listAdditionalValues/1', '', '');
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
    ...BAD_VALUES.map(([datatype, value, description, check = datatype]) => {
      const { base, pointer, code, sentence } = memberOf(element, 'value', 'AV07', description);
      return rejection(
        code,
        sentence,
        base,
        { [element.pointer]: { code: 'branch.size', datatype, description: 'Size of the branch', value } },
        { at: pointer, check },
      );
    }),
  ];
}
