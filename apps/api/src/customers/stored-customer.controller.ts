import { ReadCustomers, type CurrentCustomerView, type CustomerView } from '@aml-customer/application';
import { Controller, Get, Header, Param, Req, Res, UseGuards } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { Request, Response } from 'express';
import { ManagementGuard } from '../access/management.guard.js';
import { expectedOneOf } from '../body/expected-one-of.js';
import { limitOf, Page } from '../body/page.js';
import { readQuery, wrong } from '../body/read-fields.js';
import { refuse } from '../http/answers.js';
import { foundOr404, keyParameter } from '../http/path-parameters.js';

const MAX_VERSION = 2 ** 31 - 1;

const SWITCH = ['true', 'false'] as const;

/** The query of the list of versions; `after` is the number of the last version that was read. */
class VersionsQuery extends Page {
  @IsOptional()
  @IsIn(SWITCH, expectedOneOf(SWITCH))
  readonly diff?: (typeof SWITCH)[number];
}

/** Stored customers and their versions (docs/contract/contract.md, "Reading back"). */
@Controller('amlyze-ws-rest/customer/:customerExtId')
@UseGuards(ManagementGuard)
export class StoredCustomerController {
  constructor(private readonly customers: ReadCustomers) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async current(@Param('customerExtId') customerExtId: string): Promise<CurrentCustomerView> {
    return foundOr404(await this.customers.current(keyParameter(customerExtId)));
  }

  @Get('versions')
  @Header('Cache-Control', 'no-store')
  async versions(
    @Param('customerExtId') customerExtId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const query = readQuery(VersionsQuery, ['diff', 'after', 'limit'], request);
    if ('refusal' in query) return refuse(response, query.refusal);
    if (query.diff === 'true') return this.compared(customerExtId, query, response);
    const [forbidden] = (['after', 'limit'] as const).filter((name) => query[name] !== undefined);
    if (forbidden) return refuse(response, wrong(forbidden, 'omitted unless diff is true').refusal);
    response.json(foundOr404(await this.customers.versions(keyParameter(customerExtId))));
  }

  /** A page of versions with their changes; `Link` leads to the next page (RFC 8288). */
  private async compared(customerExtId: string, query: VersionsQuery, response: Response): Promise<void> {
    const after = query.after === undefined ? 0 : versionNumber(query.after);
    if (after === undefined) return refuse(response, wrong('after', 'a version number').refusal);
    const limit = limitOf(query);
    const { versions, next } = foundOr404(await this.customers.compared(keyParameter(customerExtId), after, limit));
    if (next !== undefined) response.setHeader('Link', `<?diff=true&after=${next}&limit=${limit}>; rel="next"`);
    response.json(versions);
  }

  @Get('versions/:version')
  @Header('Cache-Control', 'no-store')
  async version(
    @Param('customerExtId') customerExtId: string,
    @Param('version') version: string,
  ): Promise<CustomerView> {
    return foundOr404(await this.customers.version(keyParameter(customerExtId), foundOr404(versionNumber(version))));
  }
}

/** A version number that the database can hold; undefined for any other text. */
const versionNumber = (text: string): number | undefined =>
  /^[1-9]\d{0,9}$/.test(text) && Number(text) <= MAX_VERSION ? Number(text) : undefined;
