import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO31661Alpha2,
  IsISO4217CurrencyCode,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { codesOf } from '../codes.js';
import { customerTypeOf, objectSchemas, type FieldSchema } from '../field-schemas.js';

type Dto = new () => object;
const classes = new Map<string, Dto>();

/** The DTO class of an object type, decorated as the guides of class-validator and class-transformer do by hand. */
export function dtoOf(name: string): Dto {
  const known = classes.get(name);
  if (known) return known;
  const dto = { [name]: class {} }[name] as Dto;
  classes.set(name, dto);
  for (const [field, schema] of Object.entries(objectSchemas.get(name) ?? {})) {
    for (const decorate of decoratorsOf(schema)) decorate(dto.prototype as object, field);
  }
  return dto;
}

function decoratorsOf(schema: FieldSchema): PropertyDecorator[] {
  const { type, optional, holds, items, maxItems } = schema;
  const isList = type.includes('array');
  return [
    ...(optional ? [IsOptional()] : []),
    ...(isList ? [IsArray(), ArrayMaxSize(maxItems ?? Infinity)] : []),
    ...(holds === undefined ? [] : [Type(() => dtoOf(holds)), ValidateNested({ each: isList })]),
    ...(items ? valueDecorators(items, true) : holds === undefined ? valueDecorators(schema, false) : []),
  ];
}

function valueDecorators(
  { type, enum: words, classifier, pattern, minLength, maxLength, minimum, maximum }: FieldSchema,
  each: boolean,
): PropertyDecorator[] {
  const limits = [
    ...(minimum === undefined ? [] : [Min(minimum, { each })]),
    ...(maximum === undefined ? [] : [Max(maximum, { each })]),
  ];
  if (type.includes('number') && type.includes('boolean')) return []; // Any scalar.
  if (type.includes('boolean')) return [IsIn([true, false, 'true', 'false'], { each })];
  if (type.includes('integer')) return [Type(() => Number), IsInt({ each }), ...limits];
  if (type.includes('number')) return [Type(() => Number), IsNumber({}, { each }), ...limits];
  if (words) return [IsIn([...words], { each })];
  if (classifier === 'country') return [IsISO31661Alpha2({ each })];
  if (classifier === 'currency') return [IsISO4217CurrencyCode({ each })];
  if (classifier !== undefined) return [IsIn([...codesOf(classifier)], { each })];
  return [
    IsString({ each }),
    ...(minLength === undefined ? [] : [MinLength(minLength, { each })]),
    ...(maxLength === undefined ? [] : [MaxLength(maxLength, { each })]),
    ...(pattern === undefined ? [] : [Matches(new RegExp(pattern), { each })]),
  ];
}

/** Validates a body as Nest's ValidationPipe does. */
export const classValidator = (body: unknown): boolean =>
  validateSync(plainToInstance<object, unknown>(dtoOf(customerTypeOf(body)), body)).length === 0;
