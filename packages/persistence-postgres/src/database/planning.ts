/**
 * Settings of the pooled connections. Every statement finds its rows by an index; other joins scan a whole index, and
 * the planner prefers them while tables are small. The generic plan also keeps add_jobs from planning its five
 * statements for each message, or from scanning all waiting jobs by a plan that dates from when there were few. Commits
 * reach the disk before they are answered, whatever the server's default: 202 means durable.
 */
export const PLANNING = [
  '-c plan_cache_mode=force_generic_plan',
  '-c enable_seqscan=off',
  '-c enable_hashjoin=off',
  '-c enable_mergejoin=off',
  '-c jit=off',
  '-c synchronous_commit=on',
].join(' ');
