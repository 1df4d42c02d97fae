/**
 * Writes members at the end of an object's text and leaves the rest to the letter, numbers included: of two equal keys
 * the last counts, so what is added stands.
 */
export function withMembers(text: string, members: object): string {
  const opened = text.slice(0, text.lastIndexOf('}'));
  return `${opened}${opened.trimEnd().endsWith('{') ? '' : ','}${JSON.stringify(members).slice(1)}`;
}
