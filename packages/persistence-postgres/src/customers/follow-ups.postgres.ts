import type { FollowUp, FollowUps } from '@aml-customer/application';
import { keyOf, type Tables } from '../database/database.js';
import { attempt } from '../database/storage-failure.js';

/**
 * Assessments and screenings that accepted messages asked for, in PostgreSQL (port: FollowUps). Methods reject with a
 * StorageFailure.
 */
export class PostgresFollowUps implements FollowUps {
  constructor(private readonly tables: Tables) {}

  async queuedBy(communicationNumber: string): Promise<readonly FollowUp[]> {
    const rows = await attempt('reading follow-ups', () =>
      this.tables
        .selectFrom('message as m')
        .leftJoin('assessment as a', 'a.message_id', 'm.id')
        .leftJoin('screening as s', 's.message_id', 'm.id')
        .select(['a.id as assessment', 's.process'])
        .where('m.communication_number', '=', keyOf(communicationNumber))
        .orderBy('s.position')
        .execute(),
    );
    const assessed = rows.some(({ assessment }) => assessment !== null);
    return [
      ...(assessed ? [{ kind: 'assessment' } as const] : []),
      ...rows.flatMap(({ process }) => (process === null ? [] : [{ kind: 'screening', process } as const])),
    ];
  }
}
