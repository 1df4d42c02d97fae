import { BatchCustomers, type BatchElements, type Clock, type OnElementResult } from '@aml-customer/application';
import { Controller, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PageGuard } from '../access/page.guard.js';
import { receiveBatch } from '../body/batch-body.js';
import { BodyMemory } from '../body/body-memory.js';
import { countIgnoredFields, refuse } from '../http/answers.js';
import { BatchFacts, noteBatch } from '../log/message-facts.js';
import { Metrics } from '../operation/metrics.js';
import { Settings } from '../settings/settings.js';
import { batchResult, factsOfElement } from './batch-answer.js';
import { BatchScheduler } from './batch-scheduler.js';

/** The injection token of the clock that measures elapsed times. */
export const CLOCK = Symbol('Clock');

/**
 * Many customers in one call (docs/contract/callbacks.md, "Batch"). A batch that has arrived is processed to its end,
 * even if its sender disconnects.
 */
@Controller('amlyze-ws-rest')
@UseGuards(PageGuard)
export class BatchController {
  constructor(
    private readonly batches: BatchCustomers,
    private readonly scheduler: BatchScheduler,
    private readonly room: BodyMemory,
    private readonly settings: Settings,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('batch-customers')
  async store(@Req() request: Request, @Res() response: Response): Promise<void> {
    const facts = new BatchFacts();
    await this.answer(request, response, facts, (elements, onResult) =>
      this.batches.store(elements, onResult).finally(() => this.metrics.countBatch(facts)),
    );
  }

  @Post('validate-batch-customers')
  async validate(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.answer(request, response, new BatchFacts(), (elements, onResult) =>
      this.batches.dryRun(elements, onResult),
    );
  }

  private async answer(
    request: Request,
    response: Response,
    facts: BatchFacts,
    processElements: (elements: BatchElements, onResult: OnElementResult) => Promise<void>,
  ): Promise<void> {
    const [startedAt, room] = [this.clock(), this.room.reserve(request)];
    const receive = async () => {
      const { batchBodyLimit: batch, bodyLimit: element, unknownFields } = this.settings;
      const elements = await receiveBatch(request, { batch, element, unknownFields }, room, this.clock);
      if (!('refusal' in elements)) return elements;
      refuse(response, elements.refusal);
      return undefined;
    };
    const process = async (elements: BatchElements) => {
      noteBatch(response, facts);
      const results: object[] = [];
      await processElements(elements, (index, result, text) => {
        results[index] = batchResult(result, text);
        facts.note(factsOfElement(result));
      });
      countIgnoredFields(response, facts.ignoredFields());
      response.status(200).json({ results, timeElapsedMs: Math.round(this.clock() - startedAt) });
    };
    try {
      await this.scheduler.run(receive, process, request.headers['batch-key'] as string | undefined);
    } finally {
      room.release();
    }
  }
}
