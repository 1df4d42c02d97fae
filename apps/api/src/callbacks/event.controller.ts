import { ReadEvents, type Deliveries, type DeliveryState, type PolledEvents } from '@aml-customer/application';
import {
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Request, Response } from 'express';
import { ManagementGuard } from '../access/management.guard.js';
import { expectedOneOf } from '../body/expected-one-of.js';
import { INVALID_CURSOR, limitOf, Page } from '../body/page.js';
import { readQuery } from '../body/read-fields.js';
import { refuse } from '../http/answers.js';
import { keyParameter } from '../http/path-parameters.js';

/** The injection token of the port, which is an interface. */
export const DELIVERIES_PORT = Symbol('Deliveries');

const STATES = ['PENDING', 'DELIVERED', 'FAILED'] as const satisfies readonly DeliveryState[];

/** The query of the list of deliveries. */
class DeliveriesQuery extends Page {
  @IsIn(STATES, expectedOneOf(STATES))
  readonly state: DeliveryState = 'FAILED';
}

/** Polling of events (docs/contract/callbacks.md, "Polling instead"), and the deliveries of callbacks. */
@Controller()
@UseGuards(ManagementGuard)
export class EventController {
  constructor(
    private readonly events: ReadEvents,
    @Inject(DELIVERIES_PORT) private readonly deliveries: Deliveries,
  ) {}

  /** Trims the communication number, as a message does. */
  @Get('api/integration-services/v1/communications-events/:communicationNumber')
  @Header('Cache-Control', 'no-store')
  async poll(@Param('communicationNumber') communicationNumber: string): Promise<PolledEvents> {
    return this.events.polled(keyParameter(communicationNumber));
  }

  @Get('events')
  @Header('Cache-Control', 'no-store')
  async feed(@Req() request: Request, @Res() response: Response): Promise<void> {
    const query = readQuery(Page, ['after', 'limit'], request);
    if ('refusal' in query) return refuse(response, query.refusal);
    const feed = await this.events.feed(query.after, limitOf(query));
    if (!feed) return refuse(response, INVALID_CURSOR);
    response.json(feed);
  }

  @Get('deliveries')
  @Header('Cache-Control', 'no-store')
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const query = readQuery(DeliveriesQuery, ['state', 'after', 'limit'], request);
    if ('refusal' in query) return refuse(response, query.refusal);
    const page = await this.events.deliveries(query.state, query.after, limitOf(query));
    if (!page) return refuse(response, INVALID_CURSOR);
    response.json(page);
  }

  @Post('events/:id/redeliver')
  @HttpCode(202)
  @Header('Cache-Control', 'no-store')
  async redeliver(@Param('id') id: string): Promise<{ id: string }> {
    if (!/^[\w-]{1,100}$/.test(id) || !(await this.deliveries.redeliver(id))) throw new NotFoundException();
    return { id };
  }
}
