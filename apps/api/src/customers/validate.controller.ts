import { ValidateCustomer } from '@aml-customer/application';
import { Controller, Header, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ManagementGuard } from '../access/management.guard.js';
import { receiveJson } from '../body/json-body.js';
import { countIgnoredFields, refuse, unreadable } from '../http/answers.js';
import { Settings } from '../settings/settings.js';
import { validationAnswer } from './validation-answer.js';

/**
 * Dry run: every problem of a message, without storing it. It is guarded because the answer reveals data of the stored
 * customer.
 */
@Controller('amlyze-ws-rest/validate-customer')
@UseGuards(ManagementGuard)
export class ValidateController {
  constructor(
    private readonly validate: ValidateCustomer,
    private readonly settings: Settings,
  ) {}

  @Post()
  @Header('Cache-Control', 'no-store')
  async post(@Req() request: Request, @Res() response: Response): Promise<void> {
    const received = await receiveJson(request, this.settings.bodyLimit);
    if ('refusal' in received) return refuse(response, received.refusal);
    const validation = await this.validate.validate(received);
    if ('kind' in validation) {
      response.status(400).json(unreadable(validation.problem, received.text));
      return;
    }
    countIgnoredFields(response, validation.ignoredFieldCount);
    response.status(200).json(validationAnswer(validation));
  }
}
