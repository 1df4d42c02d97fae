import type { Intent } from '@aml-customer/domain';

/** What a test says of an intent; the rest is a person who is registered with no level and nothing to follow. */
export interface IntentSaid {
  readonly number: string;
  readonly extId: string;
  readonly customer?: Partial<Omit<Intent['customer'], 'extId'>>;
  readonly follow?: Partial<Intent['follow']>;
}

function anIntent({ number, extId, customer, follow }: IntentSaid, hold: Intent['hold']['customer']): Intent {
  return {
    customer: { extId, entityType: 'INDIVIDUAL', status: 'ACTIVE', title: 'Ieva Smiltė', flags: {}, ...customer },
    message: { communicationNumber: number },
    follow: { assessment: false, screenings: [], ...follow },
    hold: { communicationNumber: 'new', customer: hold },
  };
}

/** The intent of a CREATE. */
export const toCreate = (said: IntentSaid): Intent => anIntent(said, 'absent');

/** The intent of an UPDATE. */
export const toUpdate = (said: IntentSaid): Intent => anIntent(said, 'present');
