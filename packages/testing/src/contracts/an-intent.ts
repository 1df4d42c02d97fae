import type { Intent } from '@aml-customer/domain';

/** The values of an intent that matter to a test. The default is an active person without risk level or follow-ups. */
export interface IntentValues {
  readonly number: string;
  readonly extId: string;
  readonly requester?: string;
  readonly customer?: Partial<Omit<Intent['customer'], 'extId'>>;
  readonly follow?: Partial<Intent['follow']>;
}

function anIntent(
  { number, extId, requester, customer, follow }: IntentValues,
  hold: Intent['hold']['customer'],
): Intent {
  return {
    customer: { extId, entityType: 'INDIVIDUAL', status: 'ACTIVE', title: 'Ieva Smiltė', flags: {}, ...customer },
    message: { communicationNumber: number, ...(requester !== undefined && { requester }) },
    follow: { assessment: false, screenings: [], ...follow },
    hold: { communicationNumber: 'new', customer: hold },
  };
}

/** The intent of a CREATE. */
export const toCreate = (values: IntentValues): Intent => anIntent(values, 'absent');

/** The intent of an UPDATE. */
export const toUpdate = (values: IntentValues): Intent => anIntent(values, 'present');
