import { customerSchemas } from '@aml-customer/domain';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { codesOf } from '../codes.js';
import { customerTypeOf } from '../field-schemas.js';

const ajv = new Ajv2020({ strict: false });
ajv.addKeyword({
  keyword: 'x-classifier',
  type: 'string',
  compile: (list: string) => {
    const codes = new Set(codesOf(list));
    return (code: string) => codes.has(code);
  },
});

const compiled = (name: string) =>
  ajv.compile({ $ref: `#/components/schemas/${name}`, components: { schemas: customerSchemas } });
const validators = {
  IndividualCustomer: compiled('IndividualCustomer'),
  OrganizationCustomer: compiled('OrganizationCustomer'),
};

/** The published schemas as ajv compiles them, with a keyword for codes. */
export const ajvValidator = (body: unknown): boolean => validators[customerTypeOf(body)](body);
