import { expect, test } from '@jest/globals';
import { MemoryRiskModels } from '@aml-customer/application';
import { examples } from '@aml-customer/domain';
import { NotEvaluable } from '@aml-customer/risk-evaluation';
import { posting, startApp } from '../testing/app.js';

const evaluate = examples.find(({ name }) => name === 'evaluate')!.body;

/** The answer of an installation whose active model cannot be read. */
async function validateWith(failure: Error) {
  const riskModels = new MemoryRiskModels(() => new Date(0));
  riskModels.active = () => Promise.reject(failure);
  const app = await startApp({}, { riskModels });
  const answer = await app.call({ ...posting(evaluate), path: '/amlyze-ws-rest/validate-customer' });
  await app.stop();
  return answer;
}

test('a validation lists the values for which an assessment is impossible', async () => {
  const problems = [{ pointer: '/citizenshipCountry', sentence: 'is missing' }];
  expect(await validateWith(new NotEvaluable(problems))).toMatchObject({
    status: 200,
    json: { resultType: 'REQUEST_ACCEPTED', assessment: { evaluable: false, problems } },
  });
});

test('an internal error is answered 500', async () => {
  expect(await validateWith(new Error('no model'))).toMatchObject({
    status: 500,
    json: { status: 500, error: 'Internal Server Error' },
  });
});
