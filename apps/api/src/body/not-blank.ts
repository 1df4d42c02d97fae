import { isBlank } from '@aml-customer/domain';
import { ValidateBy } from 'class-validator';

/** Passes for text with a visible character: blank is for management calls what it is for customer messages. */
export const NotBlank = (expected: { readonly message: string }) =>
  ValidateBy(
    {
      name: 'notBlank',
      validator: { validate: (text: unknown) => typeof text === 'string' && !isBlank(text) },
    },
    expected,
  );
