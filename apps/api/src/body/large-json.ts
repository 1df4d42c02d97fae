import { isUtf8 } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoopYielder, ReceivedBody } from '@aml-customer/application';
import { TOO_DEEP } from '@aml-customer/domain';
import { formatPosition, JsonBuilder, JsonScanner, type ScanListener } from '@aml-customer/json-input';
import { malformed, notJson, textStart } from './json-body.js';
import type { Refusal } from './refusal.js';
import { firstInvalidByte, positionOf } from './text-position.js';

type Refused = { readonly refusal: Refusal };

/** Above this size in bytes, JSON.parse can block the event loop too long, and a text is parsed in steps. */
export const LARGE = 64 * 1024;

/** Bytes scanned, or characters parsed, between two checks of the clock. */
const PIECE = 16 * 1024;

/**
 * Parses a large body in steps, each of which blocks the event loop for a few milliseconds.
 */
export async function parseInSteps(bytes: Buffer, yielder: LoopYielder): Promise<ReceivedBody | Refused> {
  const scanned = await scanInSteps(bytes, { key: () => {}, value: () => {} }, yielder, () => false);
  return 'refusal' in scanned ? scanned : build(bytes, yielder, false);
}

/**
 * Parses a large customer message in steps. The value leaves out the rest of lists and objects that are too large (see
 * {@link JsonBuilder}), which reject the message.
 */
export async function parseMessageInSteps(bytes: Buffer, yielder: LoopYielder): Promise<ReceivedBody | Refused> {
  const depth = new DepthListener();
  const scanned = await scanInSteps(bytes, depth, yielder, () => depth.tooDeepAt !== undefined);
  if ('refusal' in scanned) return scanned;
  const { tooDeepAt } = depth;
  if (tooDeepAt !== undefined) return notJson(`${TOO_DEEP}: ${await placeOf(bytes, tooDeepAt, yielder)}`);
  if (bytes[scanned.beginning] !== 0x7b) return notJson(`: ${await placeOf(bytes, scanned.beginning, yielder)}`);
  return build(bytes, yielder, true);
}

async function build(bytes: Buffer, yielder: LoopYielder, isMessage: boolean): Promise<ReceivedBody> {
  const text = bytes.toString('utf8', textStart(bytes));
  const builder = new JsonBuilder(text, isMessage);
  for (let until = PIECE; !builder.run(until); until += PIECE) await yielder.yieldIfDue();
  await nextTurn(); // Reading the message is a step of its own.
  return { text, value: builder.value };
}

class DepthListener implements ScanListener {
  tooDeepAt: number | undefined;
  key(): void {}
  value(): void {}
  tooDeep(at: number): void {
    this.tooDeepAt ??= at;
  }
}

/**
 * Checks in steps that bytes are a JSON text in UTF-8. Stops early if `isOver`, which is asked after each step.
 * Returns the offset at which the outermost value begins.
 */
export async function scanInSteps(
  bytes: Buffer,
  listener: ScanListener,
  yielder: LoopYielder,
  isOver: () => boolean,
): Promise<{ readonly beginning: number } | Refused> {
  if (!isUtf8(bytes)) return malformed(await positionOf(bytes, await firstInvalidByte(bytes, yielder), yielder));
  const scanner = new JsonScanner(bytes, listener, textStart(bytes));
  for (let until = PIECE; ; until += PIECE) {
    const found = scanner.run(until);
    if (isOver() || found === 'end') return scanner;
    if (found !== 'more') return malformed(await positionOf(bytes, found.brokenAt, yielder));
    await yielder.yieldIfDue();
  }
}

const placeOf = async (bytes: Buffer, offset: number, yielder: LoopYielder): Promise<string> =>
  formatPosition(await positionOf(bytes, offset, yielder));
