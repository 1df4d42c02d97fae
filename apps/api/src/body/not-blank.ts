import { isBlank } from '@aml-customer/domain';
import { ValidateBy } from 'class-validator';

/** Accepts text with a visible character. Blank means the same as in customer messages. */
export const NotBlank = (expected: { readonly message: string }) =>
  ValidateBy(
    {
      name: 'notBlank',
      validator: { validate: (text: unknown) => typeof text === 'string' && !isBlank(text) },
    },
    expected,
  );
