// The command moved to apps/cli. Operators' scripts still call it by this path.
await import(new URL('../../../cli/dist/models.js', import.meta.url).href);

export {};
