import type { CatalogueEntry } from '../field-rules/rule.js';
import { STRUCTURE } from '../field-rules/structure.js';
import { decisionCatalogue } from './decide.js';
import { DOCUMENTED } from './documented.js';
import { fieldNames } from './fields.js';
import { tables } from './tables.js';

const structural = Object.values(STRUCTURE).map(({ code, sentence }): CatalogueEntry => ({
  code,
  sentence,
  rules: ['#structure'],
  origin: 'extension',
}));

/**
 * Every error that a rejection can carry, with placeholders in its sentence, in the order of the fields
 * (docs/contract/contract.md, "Errors").
 */
export const errorCatalogue: readonly CatalogueEntry[] = merged([
  ...tables.INDIVIDUAL.catalogue,
  ...tables.ORGANIZATION.catalogue,
  ...decisionCatalogue,
  ...structural,
]).sort((a, b) => positionOf(a) - positionOf(b));

function positionOf({ path }: CatalogueEntry): number {
  return path === undefined ? fieldNames.length : fieldNames.indexOf(path.split('/')[1] ?? '');
}

/** Merges entries with the same line: rules of one field that share it, and rules that both tables have. */
function merged(entries: readonly CatalogueEntry[]): CatalogueEntry[] {
  const byLine = new Map<string, CatalogueEntry>();
  for (const entry of entries) {
    const line = `${entry.code} ${entry.sentence} ${entry.path}`;
    const rules = [...new Set([...(byLine.get(line)?.rules ?? []), ...entry.rules])];
    byLine.set(line, {
      ...entry,
      rules,
      origin: rules.some((rule) => DOCUMENTED.has(`${entry.code} ${rule}`)) ? 'documented' : 'extension',
    });
  }
  return [...byLine.values()];
}
