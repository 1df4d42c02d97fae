import { ValidateCustomer } from '@aml-customer/application';
import { Controller, Header, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ManagementGuard } from '../access/management.guard.js';
import { JsonBodies } from '../body/json-bodies.js';
import { countIgnoredFields, refuse, unreadable } from '../http/answers.js';
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
    private readonly bodies: JsonBodies,
  ) {}

  @Post()
  @Header('Cache-Control', 'no-store')
  async post(@Req() request: Request, @Res() response: Response): Promise<void> {
    const received = await this.bodies.receiveMessage(request);
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
