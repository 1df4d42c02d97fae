import 'reflect-metadata';
import {
  ACTIVATE_AFTER,
  EVENT_PREFIXES,
  personKey,
  secretProblem,
  urlProblem,
  type ActivateAfter,
  type CallbackMode,
  type Lowering,
} from '@aml-customer/application';
import { SCREENING_PROCESSES, type UnknownFields } from '@aml-customer/domain';
import { ArrayUnique, IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { oneOf } from '../body/expected-one-of.js';
import { describedSettings, Setting, type SettingDescription } from './setting.js';
import { asIs, integer, isNetwork, isOrigin, list, nameIn, Passes, size } from './setting-text.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const UNKNOWN_FIELDS = ['ignore', 'reject'] as const satisfies readonly UnknownFields[];
const ON_OFF = ['on', 'off'] as const;
const LOWERING = ['person', 'auto'] as const satisfies readonly Lowering[];
const MODES = ['binary', 'structured'] as const satisfies readonly CallbackMode[];
const PREFIX = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;

/** The settings of an installation, from the environment; `loadSettings` returns a checked instance. */
export class Settings {
  @Setting({
    name: 'PORT',
    default: '3000',
    allowed: 'an integer from 0 to 65535',
    meaning:
      'The port to listen on; 0 picks a free one. Browsers and the commands refuse ports that the Fetch ' +
      'Standard blocks, such as 6000',
    read: integer,
  })
  @IsInt()
  @Min(0)
  @Max(65535)
  readonly port!: number;

  @Setting({
    name: 'HOST',
    default: '127.0.0.1',
    allowed: 'an IP address or host name of this machine',
    read: asIs,
    meaning: 'The address to listen on; 0.0.0.0 or :: listens on all. Beyond loopback, management calls need API_TOKEN',
  })
  @Matches(/^[a-z0-9.:_-]{1,255}(%\w+)?$/i)
  readonly host!: string;

  @Setting({
    name: 'DATABASE_URL',
    allowed: 'a URL that starts with postgres:// or postgresql://',
    secret: true,
    read: (text) => (URL.canParse(text) ? text : ''),
    meaning: 'The PostgreSQL database; if unset, the service runs an embedded server',
  })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/./, { message: 'is not such a URL' })
  readonly databaseUrl?: string;

  @Setting({
    name: 'DATA_DIR',
    allowed: 'the path of a folder',
    read: asIs,
    meaning:
      'The data folder of the embedded server; if unset, .data/postgres in the project. Ignored with DATABASE_URL',
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
      'The bearer token of management calls; if no token is set, they answer only while the service is bound to ' +
      'loopback',
  })
  @IsOptional()
  @MinLength(16, { message: 'is too short' })
  @Matches(/^[\x21-\x7e]*$/, { message: 'has other characters' })
  readonly apiToken?: string;

  @Setting({
    name: 'API_TOKENS',
    allowed:
      'name:token pairs separated by commas; unique names of letters, digits, . _ @ and -, and unique tokens as ' +
      'for API_TOKEN',
    secret: true,
    read: list,
    meaning:
      'Further bearer tokens, one per person or system. The name is stored with each decision; API_TOKEN acts as api',
  })
  @IsOptional()
  @Matches(/^[\w.@-]{1,100}:[\x21-\x2b\x2d-\x7e]{16,}$/, {
    each: true,
    message: 'has an entry that is not such a pair',
  })
  @ArrayUnique((pair: string) => personKey(nameIn(pair)), { message: 'repeats a name' })
  @ArrayUnique((pair: string) => pair.replace(/^[^:]*:/, ''), { message: 'repeats a token' })
  readonly apiTokens?: readonly string[];

  @Setting({
    name: 'ALLOWED_ORIGINS',
    allowed: 'origins such as https://aml.bank.example, separated by commas',
    meaning:
      'The origins of web pages that may send customers, besides those of this service itself: for example of a ' +
      'gateway that serves Swagger UI under its own name',
    read: list,
  })
  @IsOptional()
  @Passes((origins) => ((origins as string[]).every(isOrigin) ? undefined : 'has an entry that is not one'))
  readonly allowedOrigins?: readonly string[];

  @Setting({
    name: 'FOUR_EYES',
    default: 'off',
    allowed: oneOf(ON_OFF),
    read: asIs,
    meaning:
      'Whether two people must agree on HIGH and EXTREME, on decisions below the assessed level, and on what a ' +
      'message would undo. Needs two people in API_TOKENS',
  })
  @IsIn(ON_OFF)
  readonly fourEyes!: (typeof ON_OFF)[number];

  @Setting({
    name: 'LOWERING',
    default: 'person',
    allowed: oneOf(LOWERING),
    read: asIs,
    meaning:
      'Whether a person must decide if an EVALUATE message would lower a customer from HIGH or EXTREME, end a ' +
      'rejection by a person, or take back a flag such as isPEP',
  })
  @IsIn(LOWERING)
  readonly lowering!: Lowering;

  @Setting({
    name: 'WORKER',
    default: 'on',
    allowed: oneOf(ON_OFF),
    meaning:
      'Whether this process also works on queued assessments and delivers callbacks; if off, npm run worker does',
    read: asIs,
  })
  @IsIn(ON_OFF)
  readonly worker!: (typeof ON_OFF)[number];

  @Setting({
    name: 'CALLBACK_URL',
    allowed: 'an http or https URL',
    secret: true,
    meaning: 'The receiver of callbacks for requesters without one of their own. Needs CALLBACK_SECRET',
    read: asIs,
  })
  @IsOptional()
  @Passes(urlProblem)
  readonly callbackUrl?: string;

  @Setting({
    name: 'CALLBACK_SECRET',
    allowed: 'base64 of 24 to 64 bytes, with or without the prefix whsec_; requires CALLBACK_URL',
    secret: true,
    read: asIs,
    meaning: 'The Standard Webhooks secret that signs callbacks to CALLBACK_URL',
  })
  @IsOptional()
  @Passes(secretProblem)
  readonly callbackSecret?: string;

  @Setting({
    name: 'CALLBACK_PREVIOUS_SECRET',
    allowed: 'as for CALLBACK_SECRET, which must be set too',
    secret: true,
    read: asIs,
    meaning: 'The former secret, which also signs while receivers switch to CALLBACK_SECRET',
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
      'Private networks that callbacks may reach, such as 10.1.0.0/16, or 127.0.0.0/8 for a receiver on this machine',
  })
  @IsOptional()
  @Passes((networks) => ((networks as string[]).every(isNetwork) ? undefined : 'has an entry that is not one'))
  readonly callbackAllowedNetworks?: readonly string[];

  @Setting({
    name: 'CALLBACK_SECRETS_KEY',
    allowed: '32 bytes as base64 (44 characters) or hex (64)',
    secret: true,
    read: asIs,
    meaning:
      'The key that encrypts the stored secrets of receivers; PUT /callback-receivers needs it. Create one with ' +
      'openssl rand -base64 32',
  })
  @IsOptional()
  @Matches(/^([0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/i, { message: 'is not such a key' })
  readonly callbackSecretsKey?: string;

  @Setting({
    name: 'EVENT_PREFIX',
    default: EVENT_PREFIXES.events,
    allowed: 'words of letters, digits, _ and -, separated by dots',
    meaning: 'The prefix of the types of assessment events',
    read: asIs,
  })
  @Matches(PREFIX)
  readonly eventPrefix!: string;

  @Setting({
    name: 'UPDATE_PREFIX',
    default: EVENT_PREFIXES.updates,
    allowed: 'words of letters, digits, _ and -, separated by dots',
    meaning: 'The prefix of the event type customer.updated',
    read: asIs,
  })
  @Matches(PREFIX)
  readonly updatePrefix!: string;

  @Setting({
    name: 'BODY_LIMIT',
    default: '1mb',
    allowed: 'a size from 1 to 256mb, in bytes or with the unit kb or mb',
    meaning: 'The largest request body; 1mb is 1,048,576 bytes',
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
      'The largest body of a batch; each customer in it is limited by BODY_LIMIT. A batch takes as much memory ' +
      'as its body, a dry run twice as much',
  })
  @Min(1)
  @Max(256 * 1024 * 1024)
  readonly batchBodyLimit!: number;

  @Setting({
    name: 'BATCHES',
    default: '2',
    allowed: 'an integer from 1 to 100',
    meaning:
      'How many batches run concurrently; others wait, and too many get 503. Their bodies take at most (BATCHES ' +
      '+ 2) times BATCH_BODY_LIMIT of memory',
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
    meaning: 'Whether unknown fields are ignored or rejected',
    read: asIs,
  })
  @IsIn(UNKNOWN_FIELDS)
  readonly unknownFields!: UnknownFields;

  @Setting({
    name: 'SCREENING_PROCESSES',
    default: SCREENING_PROCESSES.join(','),
    allowed: 'unique names separated by commas',
    meaning: 'The screening processes that a message may request',
    read: list,
  })
  @ArrayUnique()
  @Matches(/^[^\p{Cc}]+$/u, { each: true })
  @MaxLength(256, { each: true })
  readonly screeningProcesses!: readonly string[];

  @Setting({
    name: 'ACTIVATE_AFTER',
    default: 'assessment',
    allowed: oneOf(ACTIVATE_AFTER),
    meaning:
      'Whether an accepted assessment makes a PENDING customer ACTIVE immediately, or only once its requested ' +
      'screenings have run. Workers need the same value',
    read: asIs,
  })
  @IsIn(ACTIVATE_AFTER)
  readonly activateAfter!: ActivateAfter;

  @Setting({
    name: 'LOG_LEVEL',
    default: 'info',
    allowed: oneOf(LOG_LEVELS),
    meaning: 'The lowest level that is logged',
    read: asIs,
  })
  @IsIn(LOG_LEVELS)
  readonly logLevel!: (typeof LOG_LEVELS)[number];
}

/** The settings as data: the README's table is generated from it. */
export const SETTINGS: readonly SettingDescription[] = [...describedSettings.values()];
