import type { IncomingMessage } from 'node:http';
import { LoopYielder, Semaphore, type Clock, type ReceivedBody } from '@aml-customer/application';
import type { BodyMemory } from './body-memory.js';
import { parse, receiveJsonBytes } from './json-body.js';
import { LARGE, parseInSteps, parseMessageInSteps } from './large-json.js';
import type { Refused } from './refusal.js';

type Received = ReceivedBody | Refused;

/** Receives the JSON bodies of all calls but batches, with bounded memory and without blocking the event loop. */
export class JsonBodies {
  /** Large bodies are parsed one after the other: each step of one blocks the event loop for some milliseconds. */
  private readonly turn = new Semaphore(1);

  constructor(
    private readonly limit: number,
    private readonly memory: BodyMemory,
    private readonly clock: Clock,
  ) {}

  /**
   * Receives the value and the text of a body (docs/contract/contract.md, "The call"). The refusal of a malformed body
   * names the position and never quotes the text.
   * @throws Overloaded if there is no memory left; Error if the client disconnects
   */
  async receive(request: IncomingMessage): Promise<Received> {
    return this.parsed(request, parseInSteps);
  }

  /** As {@link receive}, for a customer message: its limits apply while it is parsed. */
  async receiveMessage(request: IncomingMessage): Promise<Received> {
    return this.parsed(request, parseMessageInSteps);
  }

  private async parsed(request: IncomingMessage, parseLarge: typeof parseInSteps): Promise<Received> {
    const memory = this.memory.reserve(request);
    try {
      const received = await receiveJsonBytes(request, this.limit, memory);
      if ('refusal' in received) return received;
      const { bytes } = received;
      return bytes.length <= LARGE
        ? parse(bytes)
        : await this.turn.run(() => parseLarge(bytes, new LoopYielder(this.clock)));
    } finally {
      memory.release();
    }
  }
}
