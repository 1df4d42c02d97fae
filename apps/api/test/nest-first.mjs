// nestjs-pino is CommonJS and requires Nest, which is ESM; jest can only serve it what has been loaded before.
import '@nestjs/common';
import '@nestjs/core';
