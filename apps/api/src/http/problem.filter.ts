import { Overloaded } from '@aml-customer/application';
import { Catch, HttpException, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BUSY, FAILED, RETRY_AFTER_S } from './answers.js';
import { httpProblem } from './http-problem.js';
import { allowedMethods } from './routes.js';

/**
 * Answers whatever was thrown: what a caller did wrong in the HTTP form, that too much is under way, and our own
 * failures without any detail; those the log has.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const isGone = request.errored !== null || response.destroyed; // The sender broke off; nobody reads an answer.
    if (isGone && !request.complete) return;
    if (error instanceof HttpException && error.getStatus() < 500) return refuse(request, response, error);
    if (error instanceof Overloaded && !response.headersSent)
      return void response.status(503).setHeader('Retry-After', RETRY_AFTER_S).json(BUSY);
    request.log.error({ err: error }, 'The request failed');
    if (response.headersSent) response.destroy();
    else response.status(500).json(FAILED);
  }
}

function refuse(request: Request, response: Response, error: HttpException): void {
  const allowed = error instanceof NotFoundException ? allowedMethods(request) : [];
  const isMethod = allowed.length > 0 && !allowed.includes(request.method);
  if (isMethod) response.setHeader('Allow', allowed.join(', '));
  const status = isMethod ? 405 : error.getStatus();
  response.status(status).json(httpProblem(status, request.originalUrl));
}
