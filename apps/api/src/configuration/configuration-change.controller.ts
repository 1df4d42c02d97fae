import { CONFIGURATION_AREAS, ReadConfigurationChanges, type ConfigurationArea } from '@aml-customer/application';
import { Controller, Get, Header, Req, Res, UseGuards } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { Request, Response } from 'express';
import { ManagementGuard } from '../access/management.guard.js';
import { expectedOneOf } from '../body/expected-one-of.js';
import { INVALID_CURSOR, limitOf, Page } from '../body/page.js';
import { readQuery } from '../body/read-fields.js';
import { refuse } from '../http/answers.js';

/** The query of the list. */
class ChangesQuery extends Page {
  @IsOptional()
  @IsIn(CONFIGURATION_AREAS, expectedOneOf(CONFIGURATION_AREAS))
  readonly area?: ConfigurationArea;
}

/** Who changed risk models, classifiers and receivers, and when (docs/operating.md, "Who changed what"). */
@Controller('configuration-changes')
@UseGuards(ManagementGuard)
export class ConfigurationChangeController {
  constructor(private readonly configuration: ReadConfigurationChanges) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const query = readQuery(ChangesQuery, ['area', 'after', 'limit'], request);
    if ('refusal' in query) return refuse(response, query.refusal);
    const page = await this.configuration.changes(query.area, query.after, limitOf(query));
    if (!page) return refuse(response, INVALID_CURSOR);
    response.json(page);
  }
}
