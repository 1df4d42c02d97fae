import {
  ReadCustomers,
  type CurrentCustomerView,
  type CustomerView,
  type VersionView,
} from '@aml-customer/application';
import { Controller, Get, Header, Param, UseGuards } from '@nestjs/common';
import { ManagementGuard } from '../access/management.guard.js';
import { foundOr404, keyParameter } from '../http/path-parameters.js';

const MAX_VERSION = 2 ** 31 - 1;

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
  async versions(@Param('customerExtId') customerExtId: string): Promise<readonly VersionView[]> {
    return foundOr404(await this.customers.versions(keyParameter(customerExtId)));
  }

  @Get('versions/:version')
  @Header('Cache-Control', 'no-store')
  async version(
    @Param('customerExtId') customerExtId: string,
    @Param('version') version: string,
  ): Promise<CustomerView> {
    return foundOr404(await this.customers.version(keyParameter(customerExtId), versionOf(version)));
  }
}

/** A version number that the database can hold. @throws NotFoundException for any other text */
function versionOf(text: string): number {
  return foundOr404(/^[1-9]\d{0,9}$/.test(text) && Number(text) <= MAX_VERSION ? Number(text) : undefined);
}
