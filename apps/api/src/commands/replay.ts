// The command moved to apps/cli. Operators' scripts still call it by this path.
await import(new URL('../../../cli/dist/replay.js', import.meta.url).href);

export {};
