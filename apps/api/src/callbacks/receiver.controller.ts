import { ManageReceivers, type ReceiverView } from '@aml-customer/application';
import { isBlank } from '@aml-customer/domain';
import {
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  NotFoundException,
  Param,
  Put,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access } from '../access/access.js';
import { ManagementGuard } from '../access/management.guard.js';
import { JsonBodies } from '../body/json-bodies.js';
import { refuse, rejected } from '../http/answers.js';
import { foundOr404 } from '../http/path-parameters.js';
import { httpProblem } from '../http/http-problem.js';
import { Settings } from '../settings/settings.js';

/** The callback receivers of single requesters (docs/callbacks.md). */
@Controller('callback-receivers/:requester')
@UseGuards(ManagementGuard)
export class ReceiverController {
  constructor(
    private readonly receivers: ManageReceivers,
    private readonly settings: Settings,
    private readonly access: Access,
    private readonly bodies: JsonBodies,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async get(@Param('requester') requester: string, @Res() response: Response): Promise<void> {
    if (!this.hasKey(response)) return;
    const receiver: ReceiverView = foundOr404(await this.receivers.get(requesterOf(requester)));
    response.json(receiver);
  }

  @Put()
  @Header('Cache-Control', 'no-store')
  async put(@Param('requester') requester: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const received = await this.bodies.receive(request);
    if ('refusal' in received) return refuse(response, received.refusal);
    if (!this.hasKey(response)) return;
    const changedBy = this.access.nameOf(request.headers.authorization);
    const change = await this.receivers.put(requesterOf(requester), received.value, changedBy);
    if (change.kind === 'stored') response.status(200).json(change.receiver);
    else response.status(400).json(rejected('F002', change.problems.join('; ')));
  }

  @Delete()
  @HttpCode(204)
  async remove(
    @Param('requester') requester: string,
    @Headers('authorization') authorization: string | undefined,
  ): Promise<void> {
    const changedBy = this.access.nameOf(authorization);
    if (!(await this.receivers.remove(requesterOf(requester), changedBy))) throw new NotFoundException();
  }

  /** Without the key, no secret can be sealed or opened. The operator must set it, so this is 503 and not 500. */
  private hasKey(response: Response): boolean {
    if (this.settings.callbackSecretsKey !== undefined) return true;
    response.req.log.warn(
      { requestId: response.req.id },
      'CALLBACK_SECRETS_KEY is not set: receivers of single requesters cannot be read or changed',
    );
    response.status(503).json(httpProblem(503, response.req.originalUrl));
    return false;
  }
}

/** The requester exactly as messages spell it. @throws NotFoundException if no message can contain the name */
const requesterOf = (name: string): string => foundOr404(isBlank(name) || name.includes('\0') ? undefined : name);
