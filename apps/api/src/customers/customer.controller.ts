import { CreateOrUpdateCustomer, type Outcome } from '@aml-customer/application';
import { Controller, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PageGuard } from '../access/page.guard.js';
import { JsonBodies } from '../body/json-bodies.js';
import { accept, countIgnoredFields, refuse, rejected, unreadable } from '../http/answers.js';
import { factsOf, noteMessage } from '../log/message-facts.js';

/** The documented call (docs/contract/contract.md, "The call"). */
@Controller('amlyze-ws-rest/customer')
@UseGuards(PageGuard)
export class CustomerController {
  constructor(
    private readonly createOrUpdate: CreateOrUpdateCustomer,
    private readonly bodies: JsonBodies,
  ) {}

  @Post()
  async post(@Req() request: Request, @Res() response: Response): Promise<void> {
    const received = await this.bodies.receiveMessage(request);
    if ('refusal' in received) {
      noteMessage(response, { outcome: 'rejected', errorCode: received.refusal.code });
      return refuse(response, received.refusal);
    }
    noteMessage(response, { outcome: 'failed' }); // Remains if the use case throws.
    const outcome = await this.createOrUpdate.handle(received);
    noteMessage(response, factsOf(outcome));
    answer(response, outcome, received.text);
  }
}

function answer(response: Response, outcome: Outcome, text: string): void {
  if (outcome.kind !== 'unreadable') countIgnoredFields(response, outcome.ignoredFields);
  if (outcome.kind === 'accepted') {
    if (outcome.replayed) response.setHeader('Idempotent-Replayed', 'true');
    return accept(response);
  }
  const { code, description } = outcome.problem;
  if (outcome.kind === 'rejected') response.status(200).json(rejected(code, description));
  else response.status(400).json(unreadable(outcome.problem, text));
}
