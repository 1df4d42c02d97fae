import type { Socket } from 'node:net';
import {
  ForbiddenException,
  HttpException,
  HttpStatus,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { clientAddress } from '../http/client-address.js';
import { Access } from './access.js';
import { FORBIDDEN } from './forbidden.js';
import { TokenGuesses } from './token-guesses.js';

/** Protects the management API; health, documentation and reading classifiers are open. */
@Injectable()
export class ManagementGuard implements CanActivate {
  constructor(
    private readonly access: Access,
    private readonly guesses: TokenGuesses,
  ) {}

  /** @throws HttpException with 401, 403 or 429 */
  canActivate(context: ExecutionContext): boolean {
    const { headers, socket } = context.switchToHttp().getRequest<Request>();
    if (this.access.needsToken && headers.authorization !== undefined)
      this.limitGuesses(headers.authorization, socket, context);
    const access = this.access.of(headers);
    if (access === 'forbidden') throw new ForbiddenException(FORBIDDEN.notLocal);
    if (access === 'granted') return true;
    context.switchToHttp().getResponse<Response>().setHeader('WWW-Authenticate', 'Bearer realm="aml-customer"');
    throw new UnauthorizedException();
  }

  private limitGuesses(authorization: string, socket: Socket, context: ExecutionContext): void {
    const wait = this.guesses.check(clientAddress(socket), this.access.callerOf(authorization)?.name);
    if (wait === 0) return;
    context.switchToHttp().getResponse<Response>().setHeader('Retry-After', wait);
    throw new HttpException('Too many wrong tokens', HttpStatus.TOO_MANY_REQUESTS);
  }
}
