import type { RiskModels } from '@aml-customer/application';

/** The model by which contract tests assess. */
export const TEST_MODEL = { id: 'default', version: '1', hash: 'abc' } as const;

/** Adds the model and activates it. */
export async function activateTestModel(models: RiskModels): Promise<void> {
  await models.add({ ...TEST_MODEL, data: {} }, 'Test');
  await models.activate(TEST_MODEL.id, TEST_MODEL.version, 'Test');
}
