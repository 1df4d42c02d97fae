import type { Response } from 'express';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { Step } from '../http/hot-route.js';
import { routeOf } from '../http/routes.js';
import { droppedLines } from '../log/log.js';
import { messageOf, type BatchFacts, type MessageFacts } from '../log/message-facts.js';

/** The metrics of requests and messages: by outcome, error code and route, never by content. */
export class Metrics {
  readonly registry = new Registry();
  private readonly messages = new Counter({
    name: 'aml_customer_messages_total',
    help: 'Customer messages by outcome, and by the error code of those rejected',
    labelNames: ['outcome', 'error_code'] as const,
    registers: [this.registry],
  });
  private readonly ignoredFields = new Counter({
    name: 'aml_customer_ignored_fields_total',
    help: 'Unknown fields in customer messages',
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by route, method and status; status 0 means that the client disconnected',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    new Counter({
      name: 'aml_customer_log_lines_dropped_total',
      help: 'Log lines dropped because the reader of the log stalled',
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(droppedLines());
      },
    });
  }

  /** Measures every request until its response closes. */
  readonly watch: Step = (request, response) => {
    const end = this.durations.startTimer({ method: request.method });
    response.once('close', () => {
      end({ route: routeOf(request), status: response.headersSent ? response.statusCode : 0 });
      this.count(response);
    });
  };

  private count(response: Response): void {
    const message = messageOf(response);
    if (message) this.countMessages(message, 1);
  }

  /**
   * Counts the messages of a batch once it has ended, whether or not the client is still connected.
   */
  countBatch(batch: BatchFacts): void {
    for (const { facts, count } of batch.all()) this.countMessages(facts, count);
  }

  private countMessages({ outcome, errorCode = '', ignoredFields = 0 }: MessageFacts, count: number): void {
    this.messages.inc({ outcome, error_code: errorCode }, count);
    this.ignoredFields.inc(ignoredFields * count);
  }
}
