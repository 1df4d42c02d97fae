import { describe, expect, test } from '@jest/globals';
import { Pages } from './pages.js';

describe('a page', () => {
  const pages = new Pages({
    host: 'aml.bank.example',
    allowedOrigins: ['https://gateway.example', 'http://ui.example:80'],
  });

  test.each<[string | undefined, string]>([
    [undefined, 'aml.example'],
    [undefined, 'evil.example'],
    ['http://localhost:3000', 'localhost:3000'],
    ['http://127.0.0.1:3000', '127.0.0.1:3000'],
    ['http://[::1]:3000', '[::1]:3000'],
    ['http://192.0.2.7:3000', '192.0.2.7:3000'],
    ['http://[2001:db8::7]', '[2001:db8::7]'],
    ['http://aml.bank.example:3000', 'aml.bank.example:3000'],
    ['https://gateway.example', 'localhost:3000'],
    ['http://ui.example', '127.0.0.1:3000'],
  ])('of %s that calls %s is not foreign', (origin, host) => {
    expect(pages.isForeign({ host, ...(origin !== undefined && { origin }) })).toBe(false);
  });

  test.each([
    ['null', 'localhost:3000'],
    ['', 'localhost:3000'],
    ['http://evil.example', 'localhost:3000'],
    ['http://evil.example:3000', 'evil.example:3000'],
    ['http://127.0.0.1.evil.example:3000', '127.0.0.1.evil.example:3000'],
    ['http://localhost:8080', 'localhost:3000'],
    ['https://localhost:3000', 'localhost:3000'],
    ['http://gateway.example', 'gateway.example'],
    ['https://gateway.example.evil.example', 'gateway.example'],
    ['file://', 'localhost'],
    ['http://undefined', ''],
  ])('of %j that calls %j is foreign', (origin, host) => {
    expect(pages.isForeign({ origin, host })).toBe(true);
  });
});
