import type { Element } from './element.js';

export type Message = Element & { readonly kind: 'message' };

/**
 * Parts messages into rounds, each of which names a customer, and a communication number, once at most; messages of one
 * customer stay in their order. So the messages of a round may go out in any order, and once more after an answer was
 * lost: what was accepted is a repeat then, and what was rejected meets the same stored customers as before.
 */
export function roundsOf(messages: readonly Message[]): readonly (readonly Message[])[] {
  const rounds: Message[][] = [];
  const next = new Map<string, number>();
  for (const message of messages) {
    const round = Math.max(0, ...message.keys.map((key) => next.get(key) ?? 0));
    (rounds[round] ??= []).push(message);
    for (const key of message.keys) next.set(key, round + 1);
  }
  return rounds;
}

/** Parts messages into batches of no more than so many, and no more than so many bytes unless a single one has more. */
export function batchesOf(
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
