import { BadRequestException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

/**
 * Refuses what HTTP parsers let pass: no Host, which HTTP/1.1 demands and Node would refuse without a body, and a path
 * that does not decode.
 */
export function wellFormed({ headers, httpVersion, path }: Request, _: Response, next: NextFunction): void {
  const isSound = (headers.host !== undefined || httpVersion === '1.0') && decodes(path);
  next(isSound ? undefined : new BadRequestException());
}

function decodes(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
