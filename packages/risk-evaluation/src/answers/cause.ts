import type { Json } from '../json.js';

/** A value that explains a result. `value` is as sent, or absent if the missing answer is the reason. */
export interface Cause {
  readonly pointer: string;
  readonly value?: Json;
  readonly says?: string;
}

/** Where a value of the profile is. */
export interface Location {
  /** JSON Pointer; built when it is read. */
  readonly pointer: string;
  /** The index of the related entity that has the value; undefined if it is in none. */
  readonly entityIndex: number | undefined;
}

/** A cause that a condition found. Its location is read on demand, because assessments name few of thousands. */
export class FoundCause implements Cause {
  constructor(
    private readonly answer: Location & { readonly value: unknown },
    readonly says?: string,
    /** The id of the country list that has the value; `says` names the list. */
    readonly list?: string,
  ) {}

  get pointer(): string {
    return this.answer.pointer;
  }

  get value(): Json {
    return this.answer.value as Json;
  }

  get entityIndex(): number | undefined {
    return this.answer.entityIndex;
  }
}
