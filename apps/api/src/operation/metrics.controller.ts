import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { ManagementGuard } from '../access/management.guard.js';
import { Metrics } from './metrics.js';

@Controller('metrics')
@UseGuards(ManagementGuard)
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
