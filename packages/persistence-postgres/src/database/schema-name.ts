/** All tables of ours live here, and every statement says so: nothing depends on a search path. */
export const SCHEMA = 'aml_customer';
