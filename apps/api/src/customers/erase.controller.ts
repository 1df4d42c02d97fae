import { EraseCustomer } from '@aml-customer/application';
import { Controller, Delete, Headers, HttpCode, Param, UseGuards } from '@nestjs/common';
import { Access } from '../access/access.js';
import { ManagementGuard } from '../access/management.guard.js';
import { foundOr404, keyParameter } from '../http/path-parameters.js';

/** Erases customers (docs/operating.md, "Erasing a customer"). */
@Controller('amlyze-ws-rest/customer/:customerExtId')
@UseGuards(ManagementGuard)
export class EraseController {
  constructor(
    private readonly eraseCustomer: EraseCustomer,
    private readonly access: Access,
  ) {}

  @Delete()
  @HttpCode(204)
  async erase(
    @Param('customerExtId') customerExtId: string,
    @Headers('authorization') authorization: string | undefined,
  ): Promise<void> {
    const erasedBy = this.access.nameOf(authorization);
    foundOr404(await this.eraseCustomer.erase(keyParameter(customerExtId), erasedBy));
  }
}
