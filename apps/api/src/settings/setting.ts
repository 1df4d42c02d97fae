import { Expose, Transform } from 'class-transformer';

/** One setting as an operator sees it: a line of the settings table in the README. */
export interface SettingDescription {
  /** The environment variable. */
  readonly name: string;
  /** What holds when the variable is unset or empty, as it would be written; absent where nothing does. */
  readonly default?: string;
  /** The values it takes, as a phrase. */
  readonly allowed: string;
  readonly meaning: string;
  /** Its value is shown nowhere. */
  readonly secret?: boolean;
}

const descriptions = new Map<string, SettingDescription>();

/** Every setting, by the property that holds it, in the order of the class. */
export const describedSettings: ReadonlyMap<string, SettingDescription> = descriptions;

/**
 * Binds a property to an environment variable, and enters it into the settings table, so that what is read, what is
 * documented and what an error says come from one place. `read` makes the value; the decorators below it judge it.
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
