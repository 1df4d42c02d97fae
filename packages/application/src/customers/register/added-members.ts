/**
 * Adds members at the end of the text of a JSON object and leaves the rest unchanged, including the spelling of
 * numbers. If the object has the same keys already, the added ones apply, since JSON.parse takes the last of them.
 */
export function withMembers(text: string, members: object): string {
  const open = text.slice(0, text.lastIndexOf('}'));
  return `${open}${open.trimEnd().endsWith('{') ? '' : ','}${JSON.stringify(members).slice(1)}`;
}
