import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { FORBIDDEN } from './forbidden.js';
import { Pages } from './pages.js';

/** Refuses pages of other sites at the calls that store data and need no token. */
@Injectable()
export class PageGuard implements CanActivate {
  constructor(private readonly pages: Pages) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.pages.isForeign(context.switchToHttp().getRequest<Request>().headers))
      throw new ForbiddenException(FORBIDDEN.foreignPage);
    return true;
  }
}
