import { BadRequestException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

/**
 * Refuses requests that Node's parser accepts: without a Host header, which HTTP/1.1 requires, or with a path that does
 * not decode.
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
