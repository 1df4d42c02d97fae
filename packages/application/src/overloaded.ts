/**
 * The process has reached its limit of concurrent work. The call was not started, so it can be retried later. Contains
 * no data of the call.
 */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}
