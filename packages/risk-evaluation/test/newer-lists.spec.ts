import { describe, expect, it } from '@jest/globals';
import { defaultModel, loadModel, withNewerLists } from '../src/index.js';
import { changed } from './model-file.js';

const TODAY = '2026-11-28';
const grey = {
  id: 'fatf-increased-monitoring',
  date: '2026-10-23',
  validUntil: '2027-02-28',
  source: 'FATF',
  countries: ['AO', 'BA'],
};
const lists = (...all: readonly object[]) => ({ version: '2-lists', lists: all });
const problemsOf = (file: unknown) => {
  const newer = withNewerLists(defaultModel, file, TODAY);
  return 'problems' in newer ? newer.problems.map(({ pointer, sentence }) => `${pointer} ${sentence}`) : [];
};

describe('newer country lists', () => {
  it('make a version of the model in which nothing else changes', () => {
    const newer = withNewerLists(defaultModel, lists(grey), TODAY);
    if ('problems' in newer) throw new Error(JSON.stringify(newer.problems));
    expect(newer.data).toEqual({
      ...defaultModel.data,
      version: '2-lists',
      lists: defaultModel.data.lists.map((list) => (list.id === grey.id ? { ...grey, title: list.title } : list)),
    });
    expect(loadModel(newer.data)).toMatchObject({ model: { version: '2-lists', knows: expect.any(Function) } });
    expect(defaultModel.version).toBe('2');
  });

  it('may have a title and a note, and countries that the model maps', () => {
    const model = changed((data) => data.countryCodes.push({ code: 'KOS', is: 'XK' }));
    const named = { ...grey, title: 'Grey list', note: 'Of October', countries: ['XK'], validUntil: TODAY };
    expect(withNewerLists(model, lists(named), TODAY)).toMatchObject({ data: { lists: [{}, {}, named, {}, {}] } });
  });

  it.each([
    ['no object', [], [' must be an object']],
    ['no lists', lists(), ['/lists must have at least 1 element']],
    ['no version', { lists: [grey] }, ['/version is missing']],
    [
      'the version of the model itself',
      { version: '2', lists: [grey] },
      ['/version is the version of the model that the lists replace, 2'],
    ],
    [
      'a list that the model does not have',
      lists({ ...grey, id: 'fatf-grey' }),
      ['/lists/0/id must be a country list that the model declares under lists, not "fatf-grey"'],
    ],
    ['a list twice', lists(grey, grey), ['/lists/1 has the same id as /lists/0']],
    [
      'a country that does not exist',
      lists({ ...grey, countries: ['AO', 'XX', 'ZZ'] }),
      [
        '/lists/0/countries/1 is not a country of ISO 3166-1 alpha-2: XX',
        '/lists/0/countries/2 is not a country of ISO 3166-1 alpha-2: ZZ',
      ],
    ],
    [
      'a country in another form',
      lists({ ...grey, countries: ['AGO'] }),
      ['/lists/0/countries/0 must be a country code of two capital letters (ISO 3166-1 alpha-2), not "AGO"'],
    ],
    [
      'a country twice',
      lists({ ...grey, countries: ['AO', 'AO'] }),
      ['/lists/0/countries/1 has the same value as /lists/0/countries/0'],
    ],
    [
      'a date that does not exist',
      lists({ ...grey, date: '2026-02-30' }),
      ['/lists/0/date must be an existing date as yyyy-MM-dd, not "2026-02-30"'],
    ],
    [
      'an older list',
      lists({ ...grey, date: '2026-06-18' }),
      ['/lists/0/date is before the date of the list that it replaces, 2026-06-19'],
    ],
    [
      'a validity that ends before it starts',
      lists({ ...grey, date: '2027-03-01' }),
      ['/lists/0/date is in the future', '/lists/0/validUntil is before the date of the list, 2027-03-01'],
    ],
    ['a date in the future', lists({ ...grey, date: '2026-11-29' }), ['/lists/0/date is in the future']],
    ['a validity that is past', lists({ ...grey, validUntil: '2026-11-27' }), ['/lists/0/validUntil is past already']],
    [
      'a misspelt member',
      lists({ ...grey, valid: '2027-02-28' }),
      ['/lists/0/valid is unknown; known members are id, title, date, validUntil, source, note, countries'],
    ],
  ])('are rejected with every problem: %s', (_, file, problems) => {
    expect(problemsOf(file)).toEqual(problems);
  });
});
