import { Expose, Transform } from 'class-transformer';

/** One setting as an operator sees it: a row of the settings table in the README. */
export interface SettingDescription {
  /** The environment variable. */
  readonly name: string;
  /** The value if the variable is unset or empty, as it would be written; absent if there is none. */
  readonly default?: string;
  /** The allowed values, as a phrase that follows "must be". */
  readonly allowed: string;
  readonly meaning: string;
  /** The value must not be shown anywhere. */
  readonly secret?: boolean;
}

const descriptions = new Map<string, SettingDescription>();

/** Every setting, by the property that holds it, in the order of the class. */
export const describedSettings: ReadonlyMap<string, SettingDescription> = descriptions;

/**
 * Binds a property to an environment variable and enters it into the settings table, so that values, documentation and
 * errors have one source. `read` converts the text; the decorators below it check the value.
 */
export function Setting({
  read,
  ...description
}: SettingDescription & { read: (text: string) => unknown }): PropertyDecorator {
  return (target, property) => {
    descriptions.set(String(property), description);
    Expose({ name: description.name })(target, property);
    Transform(({ value }: { value: string | undefined }) => (value === undefined ? undefined : read(value)))(
      target,
      property,
    );
  };
}
