import { BatchCustomers, MemoryInstallation, ValidateCustomer } from '@aml-customer/application';
import { examples, SCREENING_PROCESSES } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';
import { defaultModel, evaluate } from '@aml-customer/risk-evaluation';
import { batchResult } from '../customers/batch-answer.js';
import { validationAnswer } from '../customers/validation-answer.js';
import { EXAMPLE_TIME } from './examples.js';

type Body = Readonly<Record<string, unknown>>;
const received = (value: Body) => ({ text: JSON.stringify(value), value });

/** A new installation in memory. */
const newInstallation = () => ({
  ...new MemoryInstallation({ now: () => EXAMPLE_TIME, classifiers: startingClassifiers() }),
  screeningProcesses: SCREENING_PROCESSES,
  unknownFields: 'ignore' as const,
});

/** The answer of a new installation to a batch. All elapsed times are 0. */
export async function batchAnswerTo(bodies: readonly Body[]): Promise<object> {
  const results: object[] = [];
  const elements = { length: bodies.length, at: (index: number) => received(bodies[index] as Body) };
  await new BatchCustomers(newInstallation(), () => 0).store(
    elements,
    (index, result, text) => (results[index] = batchResult(result, text)),
  );
  return JSON.parse(JSON.stringify({ results, timeElapsedMs: 0 })) as object;
}

/** The answer to a validation after all published examples were registered. @throws Error if the body is unreadable */
export async function validationAnswerTo(body: Body): Promise<object> {
  const installation = newInstallation();
  const elements = { length: examples.length, at: (index: number) => received(examples[index]?.body as Body) };
  await new BatchCustomers(installation, () => 0).store(elements, () => {});
  const previewRisk: ConstructorParameters<typeof ValidateCustomer>[0]['previewRisk'] = async (profile) => {
    const explanation = evaluate(defaultModel, profile, { assessedOn: EXAMPLE_TIME });
    const { level, score, needsDecision, nextReview, model } = explanation;
    return { level, score, needsDecision, nextReview, model, explanation };
  };
  const validation = await new ValidateCustomer({ ...installation, previewRisk }).validate(received(body));
  if ('kind' in validation) throw new Error('An example cannot be read');
  return JSON.parse(JSON.stringify(validationAnswer(validation))) as object;
}
