import { setTimeout as delay } from 'node:timers/promises';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';

/** Whether the service can do its work now. */
export type Readiness = () => Promise<boolean>;
export const READINESS = Symbol('Readiness');

/** How long a database may take to answer before it counts as gone. */
const PATIENCE_MS = 3_000;

/** For whoever runs the service: `live` asks for a restart, `ready` for a detour. */
@Controller('health')
export class HealthController {
  constructor(@Inject(READINESS) private readonly isReady: Readiness) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<{ status: 'ok' | 'error' }> {
    const isReady = await Promise.race([this.isReady().catch(() => false), delay(PATIENCE_MS, false, { ref: false })]);
    if (!isReady) response.status(503);
    return { status: isReady ? 'ok' : 'error' };
  }
}
