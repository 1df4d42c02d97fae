import type { ReferenceData } from '@aml-customer/domain';
import type { ClassifierCodes } from './ports.js';

/** The codes that a message may use: the classifier entries in use and the configured screening processes. */
export function referenceData(codes: ClassifierCodes, screeningProcesses: readonly string[]): ReferenceData {
  return {
    knows: (list, code) =>
      list === 'screeningProcess' ? screeningProcesses.includes(code) : codes.get(list)?.has(code) === true,
    isLead: (category) => codes.get('riskManagementCategory')?.get(category)?.lead === true,
  };
}
