import { IsOptional, Matches } from 'class-validator';
import { wrong } from './read-fields.js';

/** The page size if the caller names none. */
const DEFAULT_LIMIT = 50;

const CURSOR = 'a cursor that an earlier answer gave';

/** The page of a list that the caller asks for. */
export class Page {
  @IsOptional()
  @Matches(/^[\w.:~-]{1,200}$/, { message: CURSOR })
  readonly after?: string;

  @IsOptional()
  @Matches(/^([1-9]\d?|[1-4]\d\d|500)$/, { message: 'an integer from 1 to 500' })
  readonly limit?: string;
}

export const limitOf = ({ limit }: Page): number => (limit === undefined ? DEFAULT_LIMIT : Number(limit));

/** The refusal of a cursor that no answer gave. */
export const INVALID_CURSOR = wrong('after', CURSOR).refusal;
