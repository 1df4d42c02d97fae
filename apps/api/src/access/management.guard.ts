import {
  ForbiddenException,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access } from './access.js';

/** Protects the management API; health, documentation and reading classifiers are open. */
@Injectable()
export class ManagementGuard implements CanActivate {
  constructor(private readonly access: Access) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<Request>();
    const access = this.access.of(headers);
    if (access === 'forbidden') throw new ForbiddenException();
    if (access === 'granted') return true;
    context.switchToHttp().getResponse<Response>().setHeader('WWW-Authenticate', 'Bearer realm="aml-customer"');
    throw new UnauthorizedException();
  }
}
