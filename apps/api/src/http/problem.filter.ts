import { Overloaded } from '@aml-customer/application';
import {
  Catch,
  ForbiddenException,
  HttpException,
  NotFoundException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { BUSY, FAILED, RETRY_AFTER_S } from './answers.js';
import { httpProblem } from './http-problem.js';
import { allowedMethods } from './routes.js';

/**
 * Answers every exception: client errors in the HTTP form, overload with 503, and internal failures with a
 * plain 500 whose cause is only in the log.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const isDisconnected = request.errored !== null || response.destroyed; // The client disconnected and reads no answer.
    if (isDisconnected && !request.complete) return;
    if (error instanceof HttpException && error.getStatus() < 500) return refuse(request, response, error);
    if (error instanceof Overloaded && !response.headersSent)
      return void response.status(503).setHeader('Retry-After', RETRY_AFTER_S).json(BUSY);
    request.log.error({ requestId: request.id, err: error }, 'The request failed');
    if (response.headersSent) response.destroy();
    else response.status(500).json(FAILED);
  }
}

function refuse(request: Request, response: Response, error: HttpException): void {
  const allowed = error instanceof NotFoundException ? allowedMethods(request) : [];
  const isMethod = allowed.length > 0 && !allowed.includes(request.method);
  if (isMethod) response.setHeader('Allow', allowed.join(', '));
  const status = isMethod ? 405 : error.getStatus();
  const reason = error instanceof ForbiddenException ? error.message : undefined;
  response.status(status).json(httpProblem(status, request.originalUrl, new Date(), reason));
}
