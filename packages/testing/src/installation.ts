import {
  CreateOrUpdateCustomer,
  MemoryInstallation,
  ReadCustomers,
  type MemoryClassifiers,
  type MemoryCustomers,
  type Outcome,
} from '@aml-customer/application';
import { SCREENING_PROCESSES, type UnknownFields } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';

/** An installation in memory, with the codes of a new installation. */
export interface Installation {
  readonly customers: MemoryCustomers;
  readonly classifiers: MemoryClassifiers;
  readonly readCustomers: ReadCustomers;
  /** Sends a body as JSON text. */
  readonly send: (body: unknown) => Promise<Outcome>;
}

/** A new installation. Its clock advances one second with every stored version. */
export function anInstallation({
  unknownFields = 'ignore',
}: { readonly unknownFields?: UnknownFields } = {}): Installation {
  let seconds = 0;
  const now = () => new Date(Date.UTC(2026, 0, 5, 8, 0, seconds++));
  const { customers, classifiers } = new MemoryInstallation({ now, classifiers: startingClassifiers() });
  const useCase = new CreateOrUpdateCustomer({
    customers,
    classifiers,
    screeningProcesses: SCREENING_PROCESSES,
    unknownFields,
  });
  return {
    customers,
    classifiers,
    readCustomers: new ReadCustomers({ customers, activateAfter: 'assessment' }),
    send: (body) => {
      const text = JSON.stringify(body);
      return useCase.handle({ text, value: JSON.parse(text) as unknown });
    },
  };
}
