import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ExportCustomers } from '@aml-customer/application';
import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { ManagementGuard } from '../access/management.guard.js';

/** Exports all customers with their versions, for a backup or another installation (docs/import-export.md). */
@Controller('customers/export')
@UseGuards(ManagementGuard)
export class ExportController {
  constructor(private readonly customers: ExportCustomers) {}

  /**
   * Streams at the pace of the reader and holds one page in memory. If the export fails midway, the connection breaks,
   * so that no reader mistakes a partial export for a complete one.
   */
  @Get()
  async all(@Res() response: Response): Promise<void> {
    const lines = this.customers.lines();
    const first = await lines.next(); // A failure before the first line is answered 500.
    response.setHeader('Content-Type', 'application/x-ndjson').setHeader('Cache-Control', 'no-store');
    if (first.done) return void response.end();
    await pipeline(Readable.from(prepend(first.value, lines), { objectMode: false }), response).catch(
      unlessDisconnected(response),
    );
  }
}

/** A reader that disconnects is not an error. */
const unlessDisconnected =
  (response: Response) =>
  (error: NodeJS.ErrnoException): void => {
    if (!response.destroyed || error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  };

async function* prepend(first: string, others: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* others;
}
