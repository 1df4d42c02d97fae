// The command moved to apps/cli. Operators' scripts still call it by this path.
await import(new URL('../../../cli/dist/import.js', import.meta.url).href);

export {};
