/** The schema of all tables and functions. Every statement names it, so that none depends on a search path. */
export const SCHEMA = 'aml_customer';
