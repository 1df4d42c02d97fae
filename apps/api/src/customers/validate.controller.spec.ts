import { expect, test } from '@jest/globals';
import { MemoryRiskModels } from '@aml-customer/application';
import { examples } from '@aml-customer/domain';
import { NotEvaluable } from '@aml-customer/risk-evaluation';
import { posting, startApp } from '../testing/app.js';

const evaluate = examples.find(({ name }) => name === 'evaluate')!.body;

/** The answer of an installation whose active model is not to be had. */
async function validated(failure: Error) {
  const riskModels = new MemoryRiskModels(() => new Date(0));
  riskModels.active = () => Promise.reject(failure);
  const app = await startApp({}, { riskModels });
  const answer = await app.call({ ...posting(evaluate), path: '/amlyze-ws-rest/validate-customer' });
  await app.stop();
  return answer;
}

test('a validation says with which values an assessment could not be made', async () => {
  const problems = [{ pointer: '/citizenshipCountry', sentence: 'is missing' }];
  expect(await validated(new NotEvaluable(problems))).toMatchObject({
    status: 200,
    json: { resultType: 'REQUEST_ACCEPTED', assessment: { evaluable: false, problems } },
  });
});

test('a validation fails where we do', async () => {
  expect(await validated(new Error('no model'))).toMatchObject({
    status: 500,
    json: { status: 500, error: 'Internal Server Error' },
  });
});
