import { isUtf8 } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoopYielder, ReceivedBody } from '@aml-customer/application';
import { TOO_DEEP } from '@aml-customer/domain';
import { formatPosition, JsonBuilder, JsonScanner, type ScanListener } from '@aml-customer/json-input';
import { malformed, notJson, textStart } from './json-body.js';
import type { Refused } from './refusal.js';
import { firstInvalidByte, positionOf } from './text-position.js';

/** Above this size in bytes, JSON.parse can block the event loop too long, and a text is parsed in steps. */
export const LARGE = 64 * 1024;

/** Bytes scanned, or characters parsed, between two checks of the clock. */
const PIECE = 16 * 1024;

/** Parses a large body in steps, each of which blocks the event loop for a few milliseconds. */
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
  return (await refuseOtherForm(bytes, scanned.beginning, depth.tooDeepAt, yielder)) ?? build(bytes, yielder, true);
}

/** Refuses a JSON text that nests too deeply or is not an object; undefined for any other text. */
export async function refuseOtherForm(
  bytes: Buffer,
  beginning: number,
  tooDeepAt: number | undefined,
  yielder: LoopYielder,
): Promise<Refused | undefined> {
  if (tooDeepAt !== undefined) return notJson(`${TOO_DEEP}: ${await placeOf(bytes, tooDeepAt, yielder)}`);
  if (bytes[beginning] !== 0x7b) return notJson(`: ${await placeOf(bytes, beginning, yielder)}`);
  return undefined;
}

async function build(bytes: Buffer, yielder: LoopYielder, isMessage: boolean): Promise<ReceivedBody> {
  const text = bytes.toString('utf8', textStart(bytes));
  const builder = new JsonBuilder(text, isMessage);
  for (let until = PIECE; !builder.run(until); until += PIECE) await yielder.yieldIfDue();
  await nextTurn(); // The caller reads the message in another step.
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
 * Checks in steps that bytes are a JSON text in UTF-8, and stops early if `isOver` returns true after a step. Returns
 * the offset at which the outermost value begins.
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
