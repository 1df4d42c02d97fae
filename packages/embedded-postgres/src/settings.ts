/** Statements, parameters and keys in a server's log would be personal data outside of the database. */
const QUIET_LOG = {
  // LOG ranks above ERROR here: starts, crashes and refusals remain, constraint violations and their keys do not.
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
  // Short transactions gain nothing from parallel plans, which need a /dev/shm larger than containers have.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
};

const THROWAWAY = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** The settings of every start as arguments, so that an upgrade of ours changes old clusters too. */
export function serverArguments(cluster: string, port: number, durable: boolean): string[] {
  const reach = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  const settings = { ...QUIET_LOG, ...ONE_SERVICE, ...reach, ...(durable ? {} : THROWAWAY) };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
