import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import express, { type Express, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import type { Adapters } from './composition/adapters.js';
import { eventsOf, httpUseCases, type OnAssessment } from './composition/use-cases.js';
import type { OnBrokenHttp } from './http/broken-http.js';
import { expressMessages } from './http/express-messages.js';
import { hotRoute, middlewareOf } from './http/hot-route.js';
import { httpProblem } from './http/http-problem.js';
import { HttpServer } from './http/http-server.js';
import { ProblemFilter } from './http/problem.filter.js';
import { identify } from './http/request-id.js';
import { setSecurityHeaders } from './http/security-headers.js';
import { wellFormed } from './http/well-formed.js';
import { frameworkLog } from './log/log.js';
import { requestLog } from './log/request-log.js';
import { openApiDocument } from './openapi/document.js';
import { SWAGGER_UI } from './openapi/swagger-ui.js';
import { Metrics } from './operation/metrics.js';
import type { Settings } from './settings/settings.js';

/** A group of metrics beside those of requests and messages. */
interface MetricGroup {
  register(registry: Metrics['registry']): void;
}

/** What the HTTP application is made of. */
export interface AppOptions {
  readonly adapters: Adapters;
  readonly settings: Settings;
  readonly log: Logger;
  /** Called with the outcome of each assessment that a person decided. */
  readonly onAssessment?: OnAssessment;
  readonly metrics?: readonly MetricGroup[];
}

/** Assembles the HTTP application; it serves once its server listens. */
export async function createApp({
  adapters,
  settings,
  log,
  onAssessment = () => {},
  metrics: groups = [],
}: AppOptions): Promise<HttpServer> {
  const web = webApplication();
  const onBrokenHttp: OnBrokenHttp = (status, requestId) =>
    log.info({ requestId, status }, 'A client sent malformed HTTP');
  const isReady = async () => !server.isClosing && (await adapters.isReady());
  const metrics = new Metrics();
  for (const group of groups) group.register(metrics.registry);
  const useCases = httpUseCases({ adapters, settings, onAssessment });
  const module = AppModule.of({ useCases, adapters: { ...adapters, isReady }, settings, metrics });
  const app = await NestFactory.create<NestExpressApplication>(module, new ExpressAdapter(web), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(frameworkLog(log));
  const steps = [identify, requestLog(log), metrics.watch, setSecurityHeaders];
  app.use(middlewareOf(steps), wellFormed);
  app.useGlobalFilters(new ProblemFilter());
  SwaggerModule.setup('swagger-ui', app, openApiDocument(eventsOf(settings)), SWAGGER_UI);
  await app.init();
  const server = new HttpServer(
    hotRoute(web, 'POST', '/amlyze-ws-rest/customer', steps, (request, response) =>
      web(request as Request, response as Response, () =>
        refuseTarget(request as Request, response as Response, onBrokenHttp),
      ),
    ),
    {
      messages: expressMessages(web),
      onBrokenHttp,
      onError: (err) => log.error({ err }, 'A connection could not be accepted'),
    },
  );
  return server;
}

function webApplication(): Express {
  const web = express();
  web.enable('case sensitive routing');
  for (const unwanted of ['x-powered-by', 'etag', 'query parser']) web.disable(unwanted);
  return web;
}

/** Express routes no request whose target has no path, such as `OPTIONS *`. */
function refuseTarget(request: Request, response: Response, onBrokenHttp: OnBrokenHttp): void {
  onBrokenHttp(400, identify(request, response));
  response.status(400).json(httpProblem(400, request.url));
}
