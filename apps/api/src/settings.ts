import 'reflect-metadata';
import { SCREENING_PROCESSES, type UnknownFields } from '@aml-customer/domain';
import bytes from 'bytes';
import { plainToInstance } from 'class-transformer';
import { ArrayUnique, IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min, MinLength, validateSync, type ValidationError } from 'class-validator';
import { describedSettings, Setting, type SettingDescription } from './setting.js';
import { StartFailure } from './start-failure.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const UNKNOWN_FIELDS = ['ignore', 'reject'] as const satisfies readonly UnknownFields[];
const oneOf = (words: readonly string[]): string => words.join(', ').replace(/, (\w+)$/, ' or $1');
const asIs = (text: string): string => text;
const integer = (text: string): number => (/^\d+$/.test(text) ? Number(text) : NaN);
const list = (text: string): string[] => text.split(',').map((each) => each.trim());
/** The `bytes` library alone would take the digits that a text begins with. */
const size = (text: string): number => (/^\d+(\.\d+)? ?([kmg]?b)?$/i.test(text) ? (bytes.parse(text) ?? NaN) : NaN);

/** What an installation sets by environment; a checked instance comes from {@link loadSettings}. */
export class Settings {
  @Setting({ name: 'PORT', default: '3000', allowed: 'an integer from 0 to 65535', meaning: 'The port to listen on; 0 takes any free one', read: integer })
  @IsInt() @Min(0) @Max(65535)
  readonly port!: number;

  @Setting({
    name: 'HOST', default: '127.0.0.1', allowed: 'an IP address or a host name of this machine', read: asIs,
    meaning: 'The address to listen on; 0.0.0.0 or :: is every one. Beyond loopback the calls that are ours need API_TOKEN',
  })
  @Matches(/^[a-z0-9.:_-]{1,255}(%\w+)?$/i)
  readonly host!: string;

  @Setting({
    name: 'DATABASE_URL', allowed: 'a URL that begins with postgres:// or postgresql://', secret: true, read: (text) => (URL.canParse(text) ? text : ''),
    meaning: 'The PostgreSQL database to use; where it is unset, the service runs an embedded server of its own',
  })
  @IsOptional() @Matches(/^postgres(ql)?:\/\/./, { message: 'is not such a URL' })
  readonly databaseUrl?: string;

  @Setting({
    name: 'DATA_DIR', allowed: 'the path of a folder', read: asIs,
    meaning: 'Where the embedded server keeps its data; where it is unset, .data/postgres in the project. Not used with DATABASE_URL',
  })
  @IsOptional() @Matches(/^[^\0]+$/)
  readonly dataDir?: string;

  @Setting({
    name: 'API_TOKEN', allowed: 'at least 16 visible ASCII characters', secret: true, read: asIs,
    meaning: 'The bearer token of the calls that are ours; where it is unset, they answer only while the service is bound to loopback',
  })
  @IsOptional() @MinLength(16, { message: 'is shorter' }) @Matches(/^[\x21-\x7e]*$/, { message: 'has other characters' })
  readonly apiToken?: string;

  @Setting({ name: 'BODY_LIMIT', default: '1mb', allowed: 'a size from 1 to 256mb, in bytes or with the unit kb or mb', meaning: 'How large a request body may be; 1mb is 1,048,576 bytes', read: size })
  @Min(1) @Max(256 * 1024 * 1024)
  readonly bodyLimit!: number;

  @Setting({ name: 'UNKNOWN_FIELDS', default: 'ignore', allowed: oneOf(UNKNOWN_FIELDS), meaning: 'What becomes of a message with fields that the contract does not know', read: asIs })
  @IsIn(UNKNOWN_FIELDS)
  readonly unknownFields!: UnknownFields;

  @Setting({ name: 'SCREENING_PROCESSES', default: SCREENING_PROCESSES.join(','), allowed: 'different names, separated by commas', meaning: 'The screening processes that a message may ask for', read: list })
  @ArrayUnique() @Matches(/^[^\p{Cc}]+$/u, { each: true }) @MaxLength(256, { each: true })
  readonly screeningProcesses!: readonly string[];

  @Setting({ name: 'LOG_LEVEL', default: 'info', allowed: oneOf(LOG_LEVELS), meaning: 'What is logged: this and what is graver', read: asIs })
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
  if (errors.length > 0) throw new StartFailure(errors.map((error) => complaint(error, given)).join('; '));
  return settings;
}

function complaint({ property, constraints }: ValidationError, given: (name: string) => string | undefined): string {
  const { name, allowed, secret } = describedSettings.get(property) as SettingDescription;
  const wrong = secret ? Object.values(constraints ?? {})[0] : `is ${JSON.stringify(given(name)?.slice(0, 80))}`;
  return `${name} ${wrong}, allowed is ${allowed}`;
}
