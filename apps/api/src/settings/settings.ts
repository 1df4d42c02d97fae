import 'reflect-metadata';
import { isIP } from 'node:net';
import { EVENT_PREFIXES, secretProblem, urlProblem, type CallbackMode } from '@aml-customer/application';
import { SCREENING_PROCESSES, type UnknownFields } from '@aml-customer/domain';
import bytes from 'bytes';
import { plainToInstance } from 'class-transformer';
import {
  ArrayUnique,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  validateSync,
  type ValidationError,
} from 'class-validator';
import { targetProblem } from '../callbacks/target-problem.js';
import { describedSettings, Setting, type SettingDescription } from './setting.js';
import { StartFailure } from '../lifecycle/start-failure.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const UNKNOWN_FIELDS = ['ignore', 'reject'] as const satisfies readonly UnknownFields[];
const ON_OFF = ['on', 'off'] as const;
const MODES = ['binary', 'structured'] as const satisfies readonly CallbackMode[];
const PREFIX = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;
const oneOf = (words: readonly string[]): string => words.join(', ').replace(/, (\w+)$/, ' or $1');
const asIs = (text: string): string => text;
const integer = (text: string): number => (/^\d+$/.test(text) ? Number(text) : NaN);
const list = (text: string): string[] => text.split(',').map((each) => each.trim());
/** The `bytes` library alone would take the digits that a text begins with. */
const size = (text: string): number => (/^\d+(\.\d+)? ?([kmg]?b)?$/i.test(text) ? (bytes.parse(text) ?? NaN) : NaN);

/** Text that a check of another package finds nothing wrong with; the check says what is, and quotes nothing. */
const Passes = (problem: (text: unknown) => string | undefined) =>
  ValidateBy({
    name: 'passes',
    validator: {
      validate: (text: unknown) => problem(text) === undefined,
      defaultMessage: (given) => problem(given?.value) ?? '',
    },
  });

function isNetwork(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  return Number(bits) <= ({ 4: 32, 6: 128 }[isIP(address)] ?? -1);
}

/** What an installation sets by environment; a checked instance comes from {@link loadSettings}. */
export class Settings {
  @Setting({
    name: 'PORT',
    default: '3000',
    allowed: 'an integer from 0 to 65535',
    meaning:
      'The port to listen on; 0 takes any free one. Browsers and the commands call none that the Fetch Standard blocks, such as 6000',
    read: integer,
  })
  @IsInt()
  @Min(0)
  @Max(65535)
  readonly port!: number;

  @Setting({
    name: 'HOST',
    default: '127.0.0.1',
    allowed: 'an IP address or a host name of this machine',
    read: asIs,
    meaning:
      'The address to listen on; 0.0.0.0 or :: is every one. Beyond loopback the calls that are ours need API_TOKEN',
  })
  @Matches(/^[a-z0-9.:_-]{1,255}(%\w+)?$/i)
  readonly host!: string;

  @Setting({
    name: 'DATABASE_URL',
    allowed: 'a URL that begins with postgres:// or postgresql://',
    secret: true,
    read: (text) => (URL.canParse(text) ? text : ''),
    meaning: 'The PostgreSQL database to use; where it is unset, the service runs an embedded server of its own',
  })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/./, { message: 'is not such a URL' })
  readonly databaseUrl?: string;

  @Setting({
    name: 'DATA_DIR',
    allowed: 'the path of a folder',
    read: asIs,
    meaning:
      'Where the embedded server keeps its data; where it is unset, .data/postgres in the project. Not used with DATABASE_URL',
  })
  @IsOptional()
  @Matches(/^[^\0]+$/)
  readonly dataDir?: string;

  @Setting({
    name: 'API_TOKEN',
    allowed: 'at least 16 visible ASCII characters',
    secret: true,
    read: asIs,
    meaning:
      'The bearer token of the calls that are ours; where it is unset, they answer only while the service is bound to loopback',
  })
  @IsOptional()
  @MinLength(16, { message: 'is shorter' })
  @Matches(/^[\x21-\x7e]*$/, { message: 'has other characters' })
  readonly apiToken?: string;

  @Setting({
    name: 'API_TOKENS',
    allowed:
      'name:token pairs, separated by commas; different names of letters, digits, . _ @ and -, and tokens as for API_TOKEN, each another',
    secret: true,
    read: list,
    meaning:
      'More bearer tokens, each of one person or system, whose name is kept with what it decides; the holder of API_TOKEN is named api',
  })
  @IsOptional()
  @Matches(/^[\w.@-]{1,100}:[\x21-\x2b\x2d-\x7e]{16,}$/, { each: true, message: 'has a pair that is none' })
  @ArrayUnique((pair: string) => pair.split(':')[0], { message: 'names one twice' })
  @ArrayUnique((pair: string) => pair.replace(/^[^:]*:/, ''), { message: 'has a token twice' })
  readonly apiTokens?: readonly string[];

  @Setting({
    name: 'FOUR_EYES',
    default: 'off',
    allowed: oneOf(ON_OFF),
    read: asIs,
    meaning:
      'Whether two people decide where HIGH or EXTREME was assessed or is given; with tokens it needs API_TOKENS, to tell people apart',
  })
  @IsIn(ON_OFF)
  readonly fourEyes!: (typeof ON_OFF)[number];

  @Setting({
    name: 'WORKER',
    default: 'on',
    allowed: oneOf(ON_OFF),
    meaning: 'Whether this process also assesses and delivers callbacks; where it is off, npm run worker does',
    read: asIs,
  })
  @IsIn(ON_OFF)
  readonly worker!: (typeof ON_OFF)[number];

  @Setting({
    name: 'CALLBACK_URL',
    allowed: 'an http or https URL',
    secret: true,
    meaning:
      'Where callbacks go of which the requester has no receiver of its own; where it is unset, nowhere. Needs CALLBACK_SECRET',
    read: asIs,
  })
  @IsOptional()
  @Passes(urlProblem)
  readonly callbackUrl?: string;

  @Setting({
    name: 'CALLBACK_SECRET',
    allowed: 'base64 of 24 to 64 bytes, with or without whsec_ before it, and beside it CALLBACK_URL',
    secret: true,
    read: asIs,
    meaning: 'The Standard Webhooks secret that callbacks to CALLBACK_URL are signed with',
  })
  @IsOptional()
  @Passes(secretProblem)
  readonly callbackSecret?: string;

  @Setting({
    name: 'CALLBACK_PREVIOUS_SECRET',
    allowed: 'as for CALLBACK_SECRET, and beside it',
    secret: true,
    read: asIs,
    meaning: 'While receivers change over to CALLBACK_SECRET: the secret before it, which signs too',
  })
  @IsOptional()
  @Passes(secretProblem)
  readonly callbackPreviousSecret?: string;

  @Setting({
    name: 'CALLBACK_MODE',
    default: 'binary',
    allowed: oneOf(MODES),
    meaning: 'The CloudEvents mode of callbacks to CALLBACK_URL; structured is recommended',
    read: asIs,
  })
  @IsIn(MODES)
  readonly callbackMode!: CallbackMode;

  @Setting({
    name: 'CALLBACK_ALLOWED_NETWORKS',
    allowed: 'networks in CIDR notation, separated by commas',
    read: list,
    meaning:
      'Networks beside the public internet that receivers may be in, such as 10.1.0.0/16, or 127.0.0.0/8 for a receiver on this machine',
  })
  @IsOptional()
  @Passes((networks) => ((networks as string[]).every(isNetwork) ? undefined : 'has another'))
  readonly callbackAllowedNetworks?: readonly string[];

  @Setting({
    name: 'CALLBACK_SECRETS_KEY',
    allowed: '32 bytes as base64 (44 characters) or hex (64)',
    secret: true,
    read: asIs,
    meaning:
      'The key under which the secrets of single receivers are stored; PUT /callback-receivers needs it. openssl rand -base64 32 makes one',
  })
  @IsOptional()
  @Matches(/^([0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/i, { message: 'has another form' })
  readonly callbackSecretsKey?: string;

  @Setting({
    name: 'EVENT_PREFIX',
    default: EVENT_PREFIXES.events,
    allowed: 'words of letters, digits, _ and -, separated by dots',
    meaning: 'What the types of events on assessments begin with',
    read: asIs,
  })
  @Matches(PREFIX)
  readonly eventPrefix!: string;

  @Setting({
    name: 'UPDATE_PREFIX',
    default: EVENT_PREFIXES.updates,
    allowed: 'words of letters, digits, _ and -, separated by dots',
    meaning: 'What the type of customer.updated begins with',
    read: asIs,
  })
  @Matches(PREFIX)
  readonly updatePrefix!: string;

  @Setting({
    name: 'BODY_LIMIT',
    default: '1mb',
    allowed: 'a size from 1 to 256mb, in bytes or with the unit kb or mb',
    meaning: 'How large a request body may be; 1mb is 1,048,576 bytes',
    read: size,
  })
  @Min(1)
  @Max(256 * 1024 * 1024)
  readonly bodyLimit!: number;

  @Setting({
    name: 'BATCH_BODY_LIMIT',
    default: '64mb',
    allowed: 'a size from 1 to 256mb, in bytes or with the unit kb or mb',
    read: size,
    meaning:
      'How large the body of a batch may be; a single customer in it may have BODY_LIMIT. A batch takes as much memory, and one that is only validated twice',
  })
  @Min(1)
  @Max(256 * 1024 * 1024)
  readonly batchBodyLimit!: number;

  @Setting({
    name: 'BATCHES',
    default: '2',
    allowed: 'an integer from 1 to 100',
    meaning:
      'How many batches are worked off at once; others wait, and too many are answered 503. Bodies of batches take at most one more than these times BATCH_BODY_LIMIT of memory',
    read: integer,
  })
  @IsInt()
  @Min(1)
  @Max(100)
  readonly batches!: number;

  @Setting({
    name: 'UNKNOWN_FIELDS',
    default: 'ignore',
    allowed: oneOf(UNKNOWN_FIELDS),
    meaning: 'What becomes of a message with fields that the contract does not know',
    read: asIs,
  })
  @IsIn(UNKNOWN_FIELDS)
  readonly unknownFields!: UnknownFields;

  @Setting({
    name: 'SCREENING_PROCESSES',
    default: SCREENING_PROCESSES.join(','),
    allowed: 'different names, separated by commas',
    meaning: 'The screening processes that a message may ask for',
    read: list,
  })
  @ArrayUnique()
  @Matches(/^[^\p{Cc}]+$/u, { each: true })
  @MaxLength(256, { each: true })
  readonly screeningProcesses!: readonly string[];

  @Setting({
    name: 'LOG_LEVEL',
    default: 'info',
    allowed: oneOf(LOG_LEVELS),
    meaning: 'What is logged: this and what is graver',
    read: asIs,
  })
  @IsIn(LOG_LEVELS)
  readonly logLevel!: (typeof LOG_LEVELS)[number];
}

/** The settings table, for the README and whoever documents an installation. */
export const SETTINGS: readonly SettingDescription[] = [...describedSettings.values()];

/**
 * Reads and checks the settings; an empty variable counts as unset.
 * @throws StartFailure with one line that names each wrong variable, what is wrong, and what is allowed.
 */
export function loadSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = (name: string) => environment[name]?.trim() || undefined;
  const texts = Object.fromEntries(SETTINGS.map(({ name, default: otherwise }) => [name, given(name) ?? otherwise]));
  const settings = plainToInstance(Settings, texts, { excludeExtraneousValues: true });
  const errors = validateSync(settings);
  const complaints = errors.length > 0 ? errors.map((error) => complaint(error, given)) : contradictions(settings);
  if (complaints.length > 0) throw new StartFailure(complaints.join('; '));
  return settings;
}

/** What no setting says alone. */
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
  const people = (apiToken === undefined ? 0 : 1) + apiTokens.length;
  return [
    ...(target === undefined ? [] : [`CALLBACK_URL ${target}`]),
    ...(callbackUrl !== undefined && callbackSecret === undefined
      ? ['CALLBACK_SECRET is missing, CALLBACK_URL needs it']
      : []),
    ...(callbackSecret !== undefined && callbackUrl === undefined
      ? ['CALLBACK_URL is missing, CALLBACK_SECRET is of no use without it']
      : []),
    ...(callbackPreviousSecret !== undefined && callbackSecret === undefined
      ? ['CALLBACK_SECRET is missing, CALLBACK_PREVIOUS_SECRET is of no use without it']
      : []),
    ...(fourEyes === 'on' && people === 1
      ? ['FOUR_EYES is "on" and there is one token only, nobody could confirm: allowed are several (API_TOKENS)']
      : []),
    ...(apiToken !== undefined && apiTokens.some((pair) => pair.endsWith(`:${apiToken}`))
      ? ['API_TOKENS has the token of API_TOKEN, allowed is another']
      : []),
    ...(apiToken !== undefined && apiTokens.some((pair) => pair.startsWith('api:'))
      ? ['API_TOKENS names "api", which is the holder of API_TOKEN']
      : []),
  ];
}

function complaint({ property, constraints }: ValidationError, given: (name: string) => string | undefined): string {
  const { name, allowed, secret } = describedSettings.get(property) as SettingDescription;
  const wrong = secret ? Object.values(constraints ?? {})[0] : `is ${JSON.stringify(given(name)?.slice(0, 80))}`;
  const saysWhatIsAllowed = wrong?.startsWith('must ');
  return saysWhatIsAllowed ? `${name} ${wrong}` : `${name} ${wrong}, allowed is ${allowed}`;
}
