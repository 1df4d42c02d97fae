import { MemoryCallbacks, MemoryClassifiers, MemoryInstallation, MemoryStore } from '@aml-customer/application';
import { startingClassifiers } from '@aml-customer/reference-data';
import { activationContract } from './activation-contract.js';
import { assessOnAcceptanceContract } from './assess-on-acceptance-contract.js';
import { assessmentsContract } from './assessments-contract.js';
import { beforeMessageContract } from './before-message-contract.js';
import { callbacksContract } from './callbacks-contract.js';
import { classifiersContract } from './classifiers-contract.js';
import { configurationLogContract } from './configuration-log-contract.js';
import { customerErasureContract } from './customer-erasure-contract.js';
import { customerExportContract } from './customer-export-contract.js';
import { customersContract } from './customers-contract.js';
import { firstProgressContract } from './first-progress-contract.js';
import { activateTestModel } from './test-model.js';
import { updateConsequencesContract } from './update-consequences-contract.js';

const tearDown = async (): Promise<void> => {};

/** An empty installation whose clock advances with every reading. */
const setUpEmpty = async (options: { readonly hasDefaultReceiver?: boolean } = {}) => {
  let milliseconds = Date.UTC(2026, 0, 5);
  const installation = new MemoryInstallation({ now: () => new Date(milliseconds++), ...options });
  return {
    ...installation,
    followUps: installation.customers,
    customerKey: async (extId: string) => extId,
    tearDown,
  };
};

const setUp: typeof setUpEmpty = async (options) => {
  const installation = await setUpEmpty(options);
  await activateTestModel(installation.riskModels);
  return installation;
};

customersContract('Memory', setUp);
configurationLogContract('Memory', setUpEmpty);
assessmentsContract('Memory', setUp);
beforeMessageContract('Memory', setUp);
assessOnAcceptanceContract('Memory', setUp);
activationContract('Memory', setUp);
customerExportContract('Memory', setUp);
customerErasureContract('Memory', setUp);
updateConsequencesContract('Memory', setUp);
firstProgressContract('Memory', () => setUp({ hasDefaultReceiver: false }));

classifiersContract('Memory', async () => ({ classifiers: new MemoryClassifiers(startingClassifiers()), tearDown }));

callbacksContract('Memory', async () => {
  const clock = { ms: Date.UTC(2026, 0, 5) };
  const callbacks = new MemoryCallbacks(new MemoryStore({ now: () => new Date(clock.ms) }));
  return {
    deliveries: callbacks,
    eventLog: callbacks,
    append: async (event, routing) => callbacks.append(event, routing),
    customer: async (name) => name,
    advance: async (_, seconds) => void (clock.ms += seconds * 1000),
    tearDown,
  };
});
