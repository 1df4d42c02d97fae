import { MAX_DEPTH } from '@aml-customer/domain';

/**
 * Called with the values near the top of a text as each ends: `depth` counts the containers around it, `start` and
 * `end` are its byte offsets.
 */
export interface ScanListener {
  /** A key of the outermost object. */
  key(start: number, end: number): void;
  /** A value of the outermost container, or of a list in it. */
  value(depth: 1 | 2, start: number, end: number): void;
  /** A container begins that nests deeper than a body may. */
  tooDeep?(at: number): void;
  /** A key or a string contains a NUL character or an unpaired surrogate. */
  unsound?(): void;
}

type State = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'string' | 'number' | 'end';
/** The part of a number that is being read. */
type Part = 'whole' | 'fraction' | 'exponent';

const [OBJECT, LIST] = [0, 1];
const code = (character: string): number => character.charCodeAt(0);
const [QUOTE, BACKSLASH, COMMA, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, MINUS, DOT, ZERO, NINE] = [
  ...'"\\,:{}[]-.09',
].map(code) as [number, number, number, number, number, number, number, number, number, number, number, number];
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isDigit = (byte = 0): boolean => byte >= ZERO && byte <= NINE;
const LITERALS = new Map(['true', 'false', 'null'].map((word) => [code(word), Buffer.from(word)]));
const ESCAPED = new Set([...'"\\/bfnrt'].map(code));
/**
 * The text after the u of an escape: a surrogate pair, an ill-formed unit (NUL or a lone surrogate), or any other unit.
 */
const UNITS =
  /^(?:[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(0000|[dD][89a-fA-F][\da-fA-F]{2})|[\da-fA-F]{4})/;

/**
 * Checks a JSON text against the grammar (RFC 8259) as JSON.parse does, but in pieces and without creating the values,
 * so that a large text blocks neither the event loop nor memory. The bytes must be UTF-8. Hand-written, because
 * streaming parsers create every value and are many times slower.
 */
export class JsonScanner {
  private state: State = 'value';
  private at: number;
  private depth = 0;
  /** The kind of each open container, and the start offsets of those near the top and of their values. */
  private kinds = new Uint8Array(64);
  private readonly starts: number[] = [];
  /** The start offset of the current string or number. */
  private tokenAt = 0;
  private isKey = false;
  private part: Part = 'whole';

  constructor(
    private readonly bytes: Buffer,
    private readonly listener: ScanListener,
    start = 0,
  ) {
    this.at = start;
  }

  /**
   * Reads to about the byte `until`. Returns the offset at which the text is malformed, `end` if it is complete, or
   * `more`.
   */
  run(until: number): 'more' | 'end' | { readonly brokenAt: number } {
    const { bytes } = this;
    const limit = Math.min(until, bytes.length);
    while (this.at < limit) {
      if (this.state === 'string') {
        if (!this.string(limit)) return this.broken();
      } else if (this.state === 'number') {
        if (!this.digits(limit)) return this.broken();
      } else if (isBlank(bytes[this.at] as number)) this.at++;
      else if (!this.token(bytes[this.at] as number)) return this.broken();
    }
    if (this.at < bytes.length) return 'more';
    return this.state === 'end' ? 'end' : this.broken();
  }

  /** The start offset of the outermost value, once it has started. */
  get beginning(): number {
    return this.starts[0] as number;
  }

  /** A malformed string or number is reported at its start. */
  private broken(): { readonly brokenAt: number } {
    return { brokenAt: this.state === 'string' || this.state === 'number' ? this.tokenAt : this.at };
  }

  /** Reads one token; false if it is not allowed here. */
  private token(byte: number): boolean {
    switch (this.state) {
      case 'value-or-end':
        return byte === CLOSE_LIST ? this.close(LIST) : this.value(byte);
      case 'value':
        return this.value(byte);
      case 'key-or-end':
        return byte === CLOSE ? this.close(OBJECT) : byte === QUOTE && this.openString(true);
      case 'key':
        return byte === QUOTE && this.openString(true);
      case 'colon':
        return byte === COLON && this.go('value');
      case 'comma-or-end':
        if (byte === COMMA) return this.go(this.kinds[this.depth - 1] === OBJECT ? 'key' : 'value');
        return byte === CLOSE ? this.close(OBJECT) : byte === CLOSE_LIST && this.close(LIST);
      default:
        return false;
    }
  }

  private go(state: State): true {
    this.at++;
    this.state = state;
    return true;
  }

  private value(byte: number): boolean {
    if (this.depth <= 2) this.starts[this.depth] = this.at;
    if (byte === QUOTE) return this.openString(false);
    if (byte === OPEN) return this.open(OBJECT, 'key-or-end');
    if (byte === OPEN_LIST) return this.open(LIST, 'value-or-end');
    if (byte === MINUS || isDigit(byte)) return this.openNumber(byte);
    const end = this.literal(byte);
    if (end === undefined) return false;
    this.at = end;
    return this.ended();
  }

  private ended(): true {
    const { depth } = this;
    this.state = depth === 0 ? 'end' : 'comma-or-end';
    if (depth === 1 || (depth === 2 && this.kinds[1] === LIST))
      this.listener.value(depth, this.starts[depth] as number, this.at);
    return true;
  }

  private open(kind: number, state: State): true {
    if (this.depth === this.kinds.length) {
      const more = new Uint8Array(this.kinds.length * 2);
      more.set(this.kinds);
      this.kinds = more;
    }
    this.kinds[this.depth++] = kind;
    if (this.depth === MAX_DEPTH + 1) this.listener.tooDeep?.(this.at);
    return this.go(state);
  }

  private close(kind: number): boolean {
    if (this.kinds[this.depth - 1] !== kind) return false;
    this.depth--;
    this.at++;
    return this.ended();
  }

  private openString(isKey: boolean): true {
    this.tokenAt = this.at;
    this.isKey = isKey;
    return this.go('string');
  }

  /** Continues a string; false if it is malformed. */
  private string(limit: number): boolean {
    const { bytes } = this;
    let at = this.at;
    for (; at < limit; at++) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        this.at = at + 1;
        return this.isKey ? this.keyEnded() : this.ended();
      }
      if (byte < 0x20) return false;
      if (byte !== BACKSLASH) continue;
      const length = this.escape(at + 1);
      if (length === 0) return false;
      at += length;
    }
    this.at = at;
    return true;
  }

  /** The length of an escape after its backslash; 0 if it is invalid. */
  private escape(at: number): number {
    const byte = this.bytes[at] ?? 0;
    if (ESCAPED.has(byte)) return 1;
    const units = byte === code('u') ? UNITS.exec(this.bytes.toString('latin1', at + 1, at + 11)) : null;
    if (units?.[1] !== undefined) this.listener.unsound?.();
    return units ? 1 + units[0].length : 0;
  }

  private keyEnded(): true {
    if (this.depth === 1) this.listener.key(this.tokenAt, this.at);
    this.state = 'colon';
    return true;
  }

  private openNumber(byte: number): boolean {
    this.tokenAt = this.at;
    if (!this.openDigits('whole', byte === MINUS ? this.at + 1 : this.at)) return false;
    if (this.bytes[this.at] !== ZERO) return true;
    this.at++;
    return this.digitsEnded();
  }

  /** Starts a part of a number at its first digit; false if there is none. */
  private openDigits(part: Part, at: number): boolean {
    if (!isDigit(this.bytes[at])) return false;
    this.at = at;
    this.part = part;
    this.state = 'number';
    return true;
  }

  /** Continues the digits of a number; false if the next byte is not allowed. */
  private digits(limit: number): boolean {
    const { bytes } = this;
    let at = this.at;
    while (at < limit && isDigit(bytes[at])) at++;
    this.at = at;
    return (at === limit && at < bytes.length) || this.digitsEnded();
  }

  private digitsEnded(): boolean {
    const { bytes, at, part } = this;
    const byte = bytes[at] ?? 0;
    if (byte === DOT && part === 'whole') return this.openDigits('fraction', at + 1);
    if ((byte | 0x20) !== code('e') || part === 'exponent') return this.ended();
    const sign = bytes[at + 1];
    return this.openDigits('exponent', at + (sign === MINUS || sign === code('+') ? 2 : 1));
  }

  private literal(byte: number): number | undefined {
    const word = LITERALS.get(byte);
    return word?.equals(this.bytes.subarray(this.at, this.at + word.length)) ? this.at + word.length : undefined;
  }
}
