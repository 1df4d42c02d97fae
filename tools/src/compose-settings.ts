/** The settings that the compose file decides: the service listens inside its container, on the database beside it. */
const DECIDED: Readonly<Record<string, string>> = {
  PORT: '3000',
  HOST: '0.0.0.0',
  DATABASE_URL:
    'postgres://aml_customer:${POSTGRES_PASSWORD:?set a password, of letters and digits}@database:5432/aml_customer',
  API_TOKEN: '${API_TOKEN:?set a token for the management API}',
};

/** The width at which the formatter wraps a value. */
const COLUMNS = 120;

const SECTION = /^( *)# <settings>\n[\s\S]*?^ *# <\/settings>\n/m;

/**
 * The compose file with every setting in its environment: one that is not decided here comes from the environment of
 * the operator.
 *
 * @throws Error if the file lacks the marks
 */
export function withSettings(compose: string, settings: readonly { readonly name: string }[]): string {
  const indent = SECTION.exec(compose)?.[1];
  if (indent === undefined) throw new Error('The compose file has no section <settings>');
  const lines = settings.map(({ name }) => {
    const value = DECIDED[name];
    if (value === undefined) return `${name}:`;
    const line = `${name}: ${value}`;
    return indent.length + line.length > COLUMNS ? `${name}:\n${indent}  ${value}` : line;
  });
  const section = ['# <settings>', ...lines, '# </settings>'].map((line) => `${indent}${line}\n`).join('');
  return compose.replace(SECTION, () => section);
}
