import {
  ManageModels,
  type ActivatedModel,
  type ModelSummary,
  type ModelView,
  type OfferedModel,
} from '@aml-customer/application';
import { problemText } from '@aml-customer/risk-evaluation';
import {
  ConflictException,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access } from '../access/access.js';
import { ManagementGuard } from '../access/management.guard.js';
import { JsonBodies } from '../body/json-bodies.js';
import { refuse, rejected } from '../http/answers.js';
import { foundOr404, keyParameter } from '../http/path-parameters.js';

/** The risk models of the installation (docs/risk-model.md). */
@Controller('risk-models')
@UseGuards(ManagementGuard)
export class RiskModelController {
  constructor(
    private readonly models: ManageModels,
    private readonly bodies: JsonBodies,
    private readonly access: Access,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(): Promise<{ models: readonly ModelSummary[]; available: readonly OfferedModel[] }> {
    return { models: await this.models.list(), available: await this.models.listOffered() };
  }

  @Post()
  @Header('Cache-Control', 'no-store')
  async add(@Req() request: Request, @Res() response: Response): Promise<void> {
    const received = await this.bodies.receive(request);
    if ('refusal' in received) return refuse(response, received.refusal);
    const addition = await this.models.add(received.value, this.access.nameOf(request.headers.authorization));
    switch (addition.kind) {
      case 'added':
        return void response.status(201).json(addition.model);
      case 'there':
        return void response.status(200).json(addition.model);
      case 'conflict':
        throw new ConflictException();
      case 'rejected': {
        const [first] = addition.problems as [(typeof addition.problems)[number]];
        response.status(400).json({ ...rejected('F002', problemText(first)), problems: addition.problems });
      }
    }
  }

  @Get(':id/:version')
  @Header('Cache-Control', 'no-store')
  async one(@Param('id') id: string, @Param('version') version: string): Promise<ModelView> {
    return foundOr404(await this.models.find(keyParameter(id), keyParameter(version)));
  }

  @Post(':id/:version/activation')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async activate(
    @Param('id') id: string,
    @Param('version') version: string,
    @Headers('authorization') authorization: string | undefined,
  ): Promise<ActivatedModel> {
    const changedBy = this.access.nameOf(authorization);
    return foundOr404(await this.models.activate(keyParameter(id), keyParameter(version), changedBy));
  }
}
