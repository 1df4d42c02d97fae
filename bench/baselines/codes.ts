import { SCREENING_PROCESSES } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';

const entries = startingClassifiers();

/** The codes of a list that a new installation knows. */
export const codesOf = (list: string): readonly string[] =>
  list === 'screeningProcess'
    ? SCREENING_PROCESSES
    : entries.filter(({ classifier }) => classifier === list).map(({ code }) => code);
