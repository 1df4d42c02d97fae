import { describe, expect, it } from '@jest/globals';
import { loadedOnUse } from '../src/default-model.js';
import { defaultModel } from '../src/index.js';
import { file } from './model-file.js';

describe('the default model', () => {
  it('is loaded from its file', () => {
    expect(loadedOnUse(file())).toEqual({ ...defaultModel, compiled: expect.anything(), knows: expect.anything() });
  });

  it('lists the problems of a wrong file, but only when it is used', () => {
    const model = loadedOnUse({ ...file(), version: 1, title: '' });
    expect(() => model.hash).toThrow(
      'The default risk model is invalid: /version must be non-empty text on one line; /title must be non-empty text on one line',
    );
  });
});
