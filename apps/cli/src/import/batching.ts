import type { InputRecord } from './input-record.js';

/** A record of the input that can be sent. */
export type Message = InputRecord & { readonly kind: 'message' };

/**
 * Splits messages into rounds. Within a round no customer and no communication number occurs twice, and messages of one
 * customer keep their order across rounds. The batches of a round can therefore be sent in any order and be retried
 * after a lost answer: an accepted message is then a repeat, and a rejected one meets the same stored customers.
 */
export function splitIntoRounds(messages: readonly Message[]): readonly (readonly Message[])[] {
  const rounds: Message[][] = [];
  const nextRound = new Map<string, number>();
  for (const message of messages) {
    const round = Math.max(0, ...message.keys.map((key) => nextRound.get(key) ?? 0));
    (rounds[round] ??= []).push(message);
    for (const key of message.keys) nextRound.set(key, round + 1);
  }
  return rounds;
}

/** Splits messages into batches within both limits; a message that alone exceeds `bytes` is a batch of one. */
export function splitIntoBatches(
  messages: readonly Message[],
  { count, bytes }: { readonly count: number; readonly bytes: number },
): readonly (readonly Message[])[] {
  const batches: Message[][] = [];
  let size = 0;
  for (const message of messages) {
    const last = batches.at(-1);
    if (last && last.length < count && size + message.bytes.length <= bytes) last.push(message);
    else {
      batches.push([message]);
      size = 0;
    }
    size += message.bytes.length;
  }
  return batches;
}
