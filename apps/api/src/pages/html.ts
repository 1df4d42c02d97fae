/** Markup that needs no escaping. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = Markup | string | number | undefined | readonly Value[];

/**
 * Builds markup from a template. Values are escaped unless they are markup; lists are joined, undefined is left out.
 */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(parts.map((part, index) => part + (index < values.length ? textOf(values[index]) : '')).join(''));

function textOf(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(textOf).join('');
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
