import { knownNames, MAX_ELEMENTS, MAX_MEMBERS } from '@aml-customer/domain';

type Members = Record<string, unknown>;

/** An open container. */
interface Frame {
  /** Present for a list. */
  readonly list?: unknown[];
  /** Present for an object. */
  readonly members?: Members;
  /** The key whose value comes next; undefined if a key comes next. */
  key: string | undefined;
  /** The number of distinct members. */
  size: number;
}

const code = (character: string): number => character.charCodeAt(0);
const [QUOTE, BACKSLASH, COMMA, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [...'"\\,:{}[]'].map(code);
/** A number or a literal, in text that is valid JSON. */
const WORD = /[^,\]}\s]+/y;
const LITERALS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Creates the value of a JSON text in steps, so that a large text does not block the event loop as JSON.parse does. The
 * text must be JSON: {@link JsonScanner} checks it.
 *
 * If `isMessage`, a container that exceeds the limits of a message keeps one element or member above the limit, so that
 * the excess is found, and its other known members; the rest is skipped (docs/contract/contract.md, "Reading the
 * values").
 */
export class JsonBuilder {
  private at = 0;
  private readonly frames: Frame[] = [];
  private root: unknown;

  private readonly maxElements: number;
  private readonly maxMembers: number;

  constructor(
    private readonly text: string,
    isMessage: boolean,
  ) {
    this.maxElements = isMessage ? MAX_ELEMENTS : Infinity;
    this.maxMembers = isMessage ? MAX_MEMBERS : Infinity;
  }

  /** Reads to about the offset `until`, and to the end of a token. Returns whether the value is complete. */
  run(until: number): boolean {
    const end = Math.min(until, this.text.length);
    while (this.at < end) this.token(this.text.charCodeAt(this.at));
    return this.at >= this.text.length;
  }

  /** The value, once it is complete. */
  get value(): unknown {
    return this.root;
  }

  private token(unit: number): void {
    if (unit <= 0x20 || unit === COMMA || unit === COLON) this.at++;
    else if (unit === CLOSE || unit === CLOSE_LIST) this.close();
    else if (this.isFull()) this.skip();
    else if (unit === OPEN || unit === OPEN_LIST) this.open(unit === OPEN);
    else if (unit === QUOTE) this.string();
    else this.add(this.word());
  }

  private open(isObject: boolean): void {
    this.at++;
    if (!this.isNextKept()) this.skip();
    const frame: Frame = isObject ? { members: {}, key: undefined, size: 0 } : { list: [], key: undefined, size: 0 };
    this.add(frame.members ?? frame.list);
    this.frames.push(frame);
  }

  private close(): void {
    this.at++;
    this.frames.pop();
  }

  /** Whether the innermost list is above its limit. */
  private isFull(): boolean {
    return (this.frames.at(-1)?.list?.length ?? 0) > this.maxElements;
  }

  /** Skips to the end of the innermost container. */
  private skip(): void {
    for (let depth = 1; ; this.at++) {
      const unit = this.text.charCodeAt(this.at);
      if (unit === QUOTE) this.at = this.closingQuote();
      else if (unit === OPEN || unit === OPEN_LIST) depth++;
      else if ((unit === CLOSE || unit === CLOSE_LIST) && --depth === 0) return;
    }
  }

  private string(): void {
    const frame = this.frames.at(-1);
    const text = this.stringToken();
    if (frame?.members && frame.key === undefined) frame.key = text;
    else this.add(text);
  }

  private stringToken(): string {
    const { text, at: start } = this;
    const end = this.closingQuote();
    this.at = end + 1;
    const raw = text.slice(start + 1, end);
    return raw.includes('\\') ? (JSON.parse(text.slice(start, end + 1)) as string) : raw;
  }

  /** The offset of the quote that ends the string that begins here. */
  private closingQuote(): number {
    let end = this.text.indexOf('"', this.at + 1);
    while (this.isEscaped(end)) end = this.text.indexOf('"', end + 1);
    return end;
  }

  private isEscaped(at: number): boolean {
    let backslashes = 0;
    while (this.text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    return backslashes % 2 === 1;
  }

  private word(): unknown {
    WORD.lastIndex = this.at;
    const [word = ''] = WORD.exec(this.text) ?? [];
    this.at += word.length;
    return LITERALS.has(word) ? LITERALS.get(word) : Number(word);
  }

  /** Whether the next value belongs to the result. The rest of a long list is skipped, so its values always do. */
  private isNextKept(): boolean {
    const { members, key = '', size = 0 } = this.frames.at(-1) ?? {};
    return members === undefined || size <= this.maxMembers || knownNames.has(key) || Object.hasOwn(members, key);
  }

  private add(value: unknown): void {
    const frame = this.frames.at(-1);
    if (!frame) this.root = value;
    else if (frame.members) this.addMember(frame, frame.members, value);
    else frame.list?.push(value);
  }

  private addMember(frame: Frame, members: Members, value: unknown): void {
    const { key = '' } = frame;
    if (this.isNextKept()) {
      if (!Object.hasOwn(members, key)) frame.size++;
      put(members, key, value);
    }
    frame.key = undefined;
  }
}

function put(members: Members, key: string, value: unknown): void {
  if (key !== '__proto__') members[key] = value;
  else Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
}
