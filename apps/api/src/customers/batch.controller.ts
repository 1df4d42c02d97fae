import { BatchCustomers, type BatchElements, type Clock, type Told } from '@aml-customer/application';
import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { receiveBatch } from '../body/batch-body.js';
import { BodyRoom } from '../body/body-room.js';
import { refuse } from '../http/answers.js';
import { BatchFacts, noteBatch } from '../log/message-facts.js';
import { Metrics } from '../operation/metrics.js';
import { Settings } from '../settings/settings.js';
import { batchResult, factsOfElement } from './batch-answer.js';
import { BatchPlaces } from './batch-places.js';

/** The token of the clock that times are measured by. */
export const CLOCK = Symbol('Clock');

/**
 * Many customers in one call (docs/contract/callbacks.md, "Batch"). A batch that was received is worked off, whether or
 * not its sender still listens.
 */
@Controller('amlyze-ws-rest')
export class BatchController {
  constructor(
    private readonly batches: BatchCustomers,
    private readonly places: BatchPlaces,
    private readonly room: BodyRoom,
    private readonly settings: Settings,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('batch-customers')
  async store(@Req() request: Request, @Res() response: Response): Promise<void> {
    const facts = new BatchFacts();
    await this.answer(request, response, facts, (elements, told) =>
      this.batches.store(elements, told).finally(() => this.metrics.countBatch(facts)),
    );
  }

  @Post('validate-batch-customers')
  async validate(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.answer(request, response, new BatchFacts(), (elements, told) => this.batches.rehearse(elements, told));
  }

  private async answer(
    request: Request,
    response: Response,
    facts: BatchFacts,
    work: (elements: BatchElements, told: Told) => Promise<void>,
  ): Promise<void> {
    const [began, room] = [this.clock(), this.room.share()];
    const receive = async () => {
      const { batchBodyLimit: batch, bodyLimit: element, unknownFields } = this.settings;
      const elements = await receiveBatch(request, { batch, element, unknownFields }, room, this.clock);
      if (!('refusal' in elements)) return elements;
      refuse(response, elements.refusal);
      return undefined;
    };
    const workOff = async (elements: BatchElements) => {
      noteBatch(response, facts);
      const results: object[] = [];
      await work(elements, (index, result, text) => {
        results[index] = batchResult(result, text);
        facts.note(factsOfElement(result));
      });
      response.status(200).json({ results, timeElapsedMs: Math.round(this.clock() - began) });
    };
    try {
      await this.places.take(receive, workOff, request.headers['batch-key'] as string | undefined);
    } finally {
      room.giveBack();
    }
  }
}
