import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import express, { type Express, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { AppModule, type Dependencies } from './app.module.js';
import type { OnBrokenHttp } from './http/broken-http.js';
import { httpProblem } from './http/http-problem.js';
import { HttpServer } from './http/http-server.js';
import { ProblemFilter } from './http/problem.filter.js';
import { identify, requestId } from './http/request-id.js';
import { securityHeaders } from './http/security-headers.js';
import { wellFormed } from './http/well-formed.js';
import { frameworkLog } from './log/log.js';
import { requestLog } from './log/request-log.js';
import { openApiDocument } from './openapi/document.js';
import { AssessmentMetrics } from './operation/assessment-metrics.js';
import { Metrics } from './operation/metrics.js';
import type { Settings } from './settings/settings.js';
import { eventsOf } from './use-cases.js';

/** What the metrics tell beside requests and messages. */
interface MoreMetrics {
  register(registry: Metrics['registry']): void;
}

/** Assembles the HTTP application on any adapters; it serves once its server listens. */
export async function createApp(
  dependencies: Dependencies,
  settings: Settings,
  log: Logger,
  assessed = new AssessmentMetrics(dependencies.assessments),
  ...more: readonly MoreMetrics[]
): Promise<HttpServer> {
  const web = webApplication();
  const onBrokenHttp: OnBrokenHttp = (status, requestId) => log.info({ requestId, status }, 'what came was not HTTP');
  const server = new HttpServer(
    (request, response) =>
      web(request as Request, response as Response, () =>
        refuseTarget(request as Request, response as Response, onBrokenHttp),
      ),
    {
      onBrokenHttp,
      onError: (err) => log.error({ err }, 'A connection could not be taken'),
    },
  );
  const isReady = async () => !server.isClosing && (await dependencies.isReady());
  const metrics = new Metrics();
  for (const each of [assessed, ...more]) each.register(metrics.registry);
  const module = AppModule.of({ ...dependencies, isReady, tell: assessed.tell }, settings, metrics);
  const app = await NestFactory.create<NestExpressApplication>(module, new ExpressAdapter(web), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(frameworkLog(log));
  for (const step of [requestId, requestLog(log), metrics.watch, securityHeaders, wellFormed]) app.use(step);
  app.useGlobalFilters(new ProblemFilter());
  SwaggerModule.setup('swagger-ui', app, openApiDocument(eventsOf(settings)), {
    jsonDocumentUrl: 'v2/api-docs',
    raw: ['json'],
  });
  await app.init();
  return server;
}

function webApplication(): Express {
  const web = express();
  web.enable('case sensitive routing');
  for (const unwanted of ['x-powered-by', 'etag', 'query parser']) web.disable(unwanted);
  return web;
}

/** Express routes nothing whose target has no path. */
function refuseTarget(request: Request, response: Response, onBrokenHttp: OnBrokenHttp): void {
  onBrokenHttp(400, identify(request, response));
  response.status(400).json(httpProblem(400, request.url));
}
