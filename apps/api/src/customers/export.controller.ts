import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ExportCustomers } from '@aml-customer/application';
import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { ManagementGuard } from '../access/management.guard.js';

/** All customers with their versions, for backup and for another installation; ours (docs/import-export.md). */
@Controller('customers/export')
@UseGuards(ManagementGuard)
export class ExportController {
  constructor(private readonly customers: ExportCustomers) {}

  /**
   * As slow as its reader, and no more in memory than a page. One that fails midway is broken off, so that nobody takes
   * a part for the whole.
   */
  @Get()
  async all(@Res() response: Response): Promise<void> {
    const lines = this.customers.lines();
    const first = await lines.next(); // What fails at once is answered as a failure.
    response.setHeader('Content-Type', 'application/x-ndjson').setHeader('Cache-Control', 'no-store');
    if (first.done) return void response.end();
    await pipeline(Readable.from(following(first.value, lines), { objectMode: false }), response).catch(
      unlessGone(response),
    );
  }
}

/** A reader who has enough is no failure of ours. */
const unlessGone =
  (response: Response) =>
  (error: NodeJS.ErrnoException): void => {
    if (!response.destroyed || error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  };

async function* following(first: string, others: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* others;
}
