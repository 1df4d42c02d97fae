import { isSamePerson, personKey } from '@aml-customer/application';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { API_TOKEN_HOLDER, LOCAL_CALLER } from '../access/reserved-names.js';
import { targetProblem } from '../callbacks/target-problem.js';
import { StartFailure } from '../lifecycle/start-failure.js';
import { describedSettings, type SettingDescription } from './setting.js';
import { nameIn } from './setting-text.js';
import { Settings, SETTINGS } from './settings.js';

/**
 * Reads and checks the settings; an empty variable counts as unset.
 * @throws StartFailure with one line that names each wrong variable and what it must be
 */
export function loadSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const textOf = (name: string) => environment[name]?.trim() || undefined;
  const texts = Object.fromEntries(SETTINGS.map(({ name, default: otherwise }) => [name, textOf(name) ?? otherwise]));
  const settings = plainToInstance(Settings, texts, { excludeExtraneousValues: true });
  const errors = validateSync(settings);
  const problems = errors.length > 0 ? errors.map((error) => problemOf(error, textOf)) : contradictions(settings);
  if (problems.length > 0) throw new StartFailure(problems.join('; '));
  return settings;
}

/** Problems between settings that are valid on their own. */
function contradictions({
  callbackUrl,
  callbackSecret,
  callbackPreviousSecret,
  callbackAllowedNetworks,
  fourEyes,
  apiToken,
  apiTokens = [],
}: Settings): string[] {
  const target = callbackUrl === undefined ? undefined : targetProblem({ callbackAllowedNetworks })(callbackUrl);
  const people = new Set(apiTokens.map((pair) => personKey(nameIn(pair)))).size;
  return [
    ...(target === undefined ? [] : [`CALLBACK_URL ${target}`]),
    ...(callbackUrl !== undefined && callbackSecret === undefined ? ['CALLBACK_URL requires CALLBACK_SECRET'] : []),
    ...(callbackSecret !== undefined && callbackUrl === undefined ? ['CALLBACK_SECRET requires CALLBACK_URL'] : []),
    ...(callbackPreviousSecret !== undefined && callbackSecret === undefined
      ? ['CALLBACK_PREVIOUS_SECRET requires CALLBACK_SECRET']
      : []),
    ...(fourEyes === 'on' && people < 2
      ? ['FOUR_EYES requires the tokens of at least two people, or nobody could confirm a decision: set API_TOKENS']
      : []),
    ...(apiToken !== undefined && apiTokens.some((pair) => pair.endsWith(`:${apiToken}`))
      ? ['API_TOKENS repeats the token of API_TOKEN']
      : []),
    ...(apiToken !== undefined && apiTokens.some((pair) => isSamePerson(nameIn(pair), API_TOKEN_HOLDER))
      ? [`API_TOKENS uses the name "${API_TOKEN_HOLDER}", which is reserved for API_TOKEN`]
      : []),
    ...(apiTokens.some((pair) => isSamePerson(nameIn(pair), LOCAL_CALLER))
      ? [`API_TOKENS uses the name "${LOCAL_CALLER}", which is reserved for changes made while no token was set`]
      : []),
  ];
}

function problemOf({ property, constraints }: ValidationError, textOf: (name: string) => string | undefined): string {
  const { name, allowed, secret } = describedSettings.get(property) as SettingDescription;
  const [message = ''] = Object.values(constraints ?? {});
  if (message.startsWith('must ')) return `${name} ${message}`;
  const found = secret ? ` (it ${message})` : `, not ${JSON.stringify(textOf(name)?.slice(0, 80))}`;
  return `${name} must be ${allowed}${found}`;
}
