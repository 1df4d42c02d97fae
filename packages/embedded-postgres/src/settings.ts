/** Keeps statements, parameters and keys out of the log, because they are personal data. */
const QUIET_LOG = {
  // LOG ranks above ERROR here: logs starts, crashes and rejected connections, but no constraint violations.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_autovacuum_min_duration: '-1',
  log_temp_files: '-1',
  log_lock_waits: 'off',
  log_checkpoints: 'off',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '',
};

const ONE_SERVICE = {
  max_connections: '200',
  // Parallel plans do not help short transactions, and need a larger /dev/shm than containers have.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
};

const THROWAWAY = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** Passes settings as arguments at every start, so that new versions of this package also apply to old clusters. */
export function serverArguments(cluster: string, port: number, durable: boolean): string[] {
  const reach = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  const settings = { ...QUIET_LOG, ...ONE_SERVICE, ...reach, ...(durable ? {} : THROWAWAY) };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
