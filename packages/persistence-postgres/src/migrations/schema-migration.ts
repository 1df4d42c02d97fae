import { Migration } from '@mikro-orm/migrations';
import { readFileSync } from 'node:fs';

/** The folder of the SQL functions, one file each; it is beside both src and dist. */
export const FUNCTIONS = new URL('../../sql/functions/', import.meta.url);

/** A migration of schema aml_customer. */
export abstract class SchemaMigration extends Migration {
  /** The functions that `up` applies. */
  readonly functions: string[] = [];

  /**
   * Creates or replaces an SQL function as its file in sql/functions defines it now. Bodies are not checked: an early
   * migration applies functions that mention tables of later ones.
   */
  protected applyFunction(name: string): void {
    this.functions.push(name);
    this.addSql('set local check_function_bodies = off');
    this.addSql(readFileSync(new URL(`${name}.sql`, FUNCTIONS), 'utf8'));
  }
}
