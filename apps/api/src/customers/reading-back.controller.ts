import { ReadCustomers, type CustomerView, type VersionView } from '@aml-customer/application';
import { Controller, Get, Header, NotFoundException, Param, UseGuards } from '@nestjs/common';
import { ManagementGuard } from '../access/management.guard.js';

const LATEST = 2 ** 31 - 1;

/** What is stored of a customer; ours (docs/contract/contract.md, "Reading back"). */
@Controller('amlyze-ws-rest/customer/:customerExtId')
@UseGuards(ManagementGuard)
export class ReadingBackController {
  constructor(private readonly customers: ReadCustomers) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async current(@Param('customerExtId') customerExtId: string): Promise<CustomerView> {
    return found(await this.customers.current(keyOf(customerExtId)));
  }

  @Get('versions')
  @Header('Cache-Control', 'no-store')
  async versions(@Param('customerExtId') customerExtId: string): Promise<readonly VersionView[]> {
    return found(await this.customers.versions(keyOf(customerExtId)));
  }

  @Get('versions/:version')
  @Header('Cache-Control', 'no-store')
  async version(
    @Param('customerExtId') customerExtId: string,
    @Param('version') version: string,
  ): Promise<CustomerView> {
    return found(await this.customers.version(keyOf(customerExtId), versionOf(version)));
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new NotFoundException();
  return value;
}

/** What no customerExtId can be is not looked for: the database has no such text. */
function keyOf(text: string): string {
  const key = text.trim();
  return found(/^[^\p{Cc}]{1,256}$/u.test(key) ? key : undefined);
}

function versionOf(text: string): number {
  return found(/^[1-9]\d{0,9}$/.test(text) && Number(text) <= LATEST ? Number(text) : undefined);
}
