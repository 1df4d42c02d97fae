import { setTimeout as delay } from 'node:timers/promises';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { VERSION } from './version.js';

/** Whether the service can serve requests now. */
export type Readiness = () => Promise<boolean>;
export const READINESS = Symbol('Readiness');

/** How long the database may take to answer before the service counts as not ready. */
const PATIENCE_MS = 3_000;

/** Probes for orchestrators: restart a process that is not live, route around one that is not ready. */
@Controller('health')
export class HealthController {
  constructor(@Inject(READINESS) private readonly isReady: Readiness) {}

  @Get('live')
  live(): { status: 'ok'; version: string } {
    return { status: 'ok', version: VERSION };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<{ status: 'ok' | 'error' }> {
    const isReady = await Promise.race([this.isReady().catch(() => false), delay(PATIENCE_MS, false, { ref: false })]);
    if (!isReady) response.status(503);
    return { status: isReady ? 'ok' : 'error' };
  }
}
