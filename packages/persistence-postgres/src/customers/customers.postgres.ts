import type {
  CallbackEvents,
  CustomerVersion,
  Customers,
  Standing,
  StoreOutcome,
  VersionSummary,
} from '@aml-customer/application';
import type { Intent } from '@aml-customer/domain';
import type { Pool } from 'pg';
import { Batcher, SMALL_ITEMS } from './batcher.js';
import { keyOf, run, type Prepared, type Tables } from '../database/database.js';
import { attempt, isUndone, reported } from '../database/storage-failure.js';
import { STORE, storeValues, updateTypesOf, type Message, type Stored } from './store-statement.js';

/** Sizes are in characters of bodies. */
const BATCHES = { ...SMALL_ITEMS, size: 1024 * 1024, heldSize: 32 * 1024 * 1024 } as const;

/** Each is answered with a body that was stored, of whatever size. */
const QUESTIONS = { ...SMALL_ITEMS, items: 16 } as const;

/** How messages stand to what is stored, many at once; each is looked up by its index. */
const STANDING: Prepared = {
  name: 'aml-standing',
  text: `
    select (select body from aml_customer.message where communication_number = asked.number) as "acceptedBody",
      (select id from aml_customer.customer where ext_id = asked.customer) is not null as "customerExists"
    from unnest($1::text[], $2::text[]) with ordinality as asked (number, customer, position)
    order by position`,
};

interface Question {
  readonly number: string | null;
  readonly customer: string | null;
}

/**
 * The registered customers in PostgreSQL (port: Customers). Methods reject with a StorageFailure, or with Overloaded
 * where the port says so.
 */
export class PostgresCustomers implements Customers {
  private readonly updateTypes: readonly string[];
  private readonly batcher: Batcher<Message, StoreOutcome>;
  private readonly questions: Batcher<Question, Standing>;

  constructor(
    private readonly pool: Pool,
    private readonly tables: Tables,
    events: CallbackEvents,
    patienceMs: number,
  ) {
    this.updateTypes = updateTypesOf(events);
    this.batcher = new Batcher({ ...BATCHES, patienceMs }, (messages) => this.storeTogether(messages), isUndone);
    this.questions = new Batcher({ ...QUESTIONS, patienceMs }, (asked) => this.standTogether(asked), isUndone);
  }

  /** Messages that come at once share a statement, and none shares it with another of its customer or number. */
  async store(intent: Intent, body: string): Promise<StoreOutcome> {
    const keys = [`number ${intent.message.communicationNumber}`, `customer ${intent.customer.extId}`];
    return attempt('storing a message', () => this.batcher.add({ intent, body }, keys, body.length));
  }

  /**
   * The messages of this process that are not answered yet, waiting to be stored or being stored: how many, and the
   * characters of their bodies together.
   */
  held(): { readonly messages: number; readonly characters: number } {
    const { items, size } = this.batcher.holds();
    return { messages: items, characters: size };
  }

  /** Resolves when no message waits to be stored, and none to be compared. */
  async idle(): Promise<void> {
    await Promise.all([this.batcher.idle(), this.questions.idle()]);
  }

  private async storeTogether(messages: readonly Message[]): Promise<readonly StoreOutcome[]> {
    try {
      const [stored] = await run<Stored>(this.pool, STORE, storeValues(messages, this.updateTypes));
      return stored?.outcomes ?? [];
    } catch (error) {
      const broken = messages.length === 1 && brokenCondition(error); // Of several, nobody knows whose it is.
      if (broken) return [broken];
      throw error;
    }
  }

  async standing(communicationNumber: string, customerExtId: string | undefined): Promise<Standing> {
    return attempt('comparing a message', () =>
      this.questions.add({ number: keyOf(communicationNumber), customer: keyOf(customerExtId) }, [], 1),
    );
  }

  /**
   * Questions that come at once share a statement: a batch that is a repeat, or only tried, asks one for each of its
   * messages.
   */
  private async standTogether(asked: readonly Question[]): Promise<readonly Standing[]> {
    const rows = await run<{ acceptedBody: string | null; customerExists: boolean }>(this.pool, STANDING, [
      asked.map(({ number }) => number),
      asked.map(({ customer }) => customer),
    ]);
    return rows.map(({ acceptedBody, customerExists }) => ({
      ...(acceptedBody !== null && { acceptedBody }),
      customerExists,
    }));
  }

  async find(customerExtId: string, version?: number): Promise<CustomerVersion | undefined> {
    if (version !== undefined && !isVersion(version)) return undefined;
    return attempt('reading a customer', () =>
      this.versionsOf(customerExtId)
        .select([
          'c.ext_id as customerExtId',
          'v.status as customerStatus',
          'v.risk_level as riskLevel',
          'v.title',
          'm.body',
          'c.created_at as createdAt',
          'v.created_at as updatedAt',
        ])
        .where('v.version', '=', (of) => (version === undefined ? of.ref('c.version') : of.val(version)))
        .executeTakeFirst(),
    );
  }

  async versions(customerExtId: string): Promise<readonly VersionSummary[] | undefined> {
    const versions = await attempt('reading the versions of a customer', () =>
      this.versionsOf(customerExtId).select(['v.created_at as createdAt', 'v.cause']).orderBy('v.version').execute(),
    );
    return versions.length > 0 ? versions : undefined;
  }

  private versionsOf(customerExtId: string) {
    return this.tables
      .selectFrom('customer as c')
      .innerJoin('customer_version as v', 'v.customer_id', 'c.id')
      .innerJoin('message as m', 'm.id', 'v.message_id')
      .select(['v.version', 'm.communication_number as communicationNumber'])
      .where('c.ext_id', '=', keyOf(customerExtId));
  }
}

/** Versions are what the column holds; another number is nobody's version, and the server would refuse it. */
const isVersion = (version: number): boolean => Number.isInteger(version) && version > 0 && version < 2 ** 31;

/** What a message hears where another came between its being looked at and its being stored. */
function brokenCondition(error: unknown): Exclude<StoreOutcome, 'stored'> | undefined {
  const { code, constraint, table, column } = reported(error);
  if (code === '23505' && constraint === 'message_communication_number_key') return 'number-taken';
  if (code === '23505' && constraint === 'customer_ext_id_key') return 'customer-exists';
  if (code === '23502' && table === 'customer_version' && column === 'customer_id') return 'customer-missing';
  return undefined;
}
