import type { CallbackMode, DeliveryState } from '@aml-customer/application';
import { defineEntity, p } from '@mikro-orm/core';
import { SCHEMA } from '../database/schema-name.js';

const id = () => p.bigint('string').primary().autoincrement();
const reference = () => p.bigint('string');

const Event = defineEntity({
  name: 'Event',
  tableName: 'event',
  schema: SCHEMA,
  properties: {
    sequence: id(),
    id: p.uuid(),
    type: p.text(),
    communicationNumber: p.text().nullable(),
    subject: p.text(),
    time: p.datetime(),
    data: p.json(),
    customerId: reference(),
    requester: p.text().nullable(),
  },
});

const Delivery = defineEntity({
  name: 'Delivery',
  tableName: 'delivery',
  schema: SCHEMA,
  properties: {
    sequence: reference().primary(),
    customerId: reference(),
    position: reference().nullable(),
    state: p.text().$type<DeliveryState>(),
    attempts: p.integer(),
    nextAttemptAt: p.datetime().nullable(),
    lastOutcome: p.text().nullable(),
    lease: p.uuid().nullable(),
    leasedUntil: p.datetime().nullable(),
  },
});

const CallbackReceiver = defineEntity({
  name: 'CallbackReceiver',
  tableName: 'callback_receiver',
  schema: SCHEMA,
  properties: {
    requester: p.text().primary(),
    url: p.text(),
    mode: p.text().$type<CallbackMode>(),
    sealedSecret: p.text(),
    sealedPreviousSecret: p.text().nullable(),
    changedAt: p.datetime(),
  },
});

/** The tables of events, deliveries and receivers. */
export const CALLBACK_ENTITIES = [Event, Delivery, CallbackReceiver] as const;
