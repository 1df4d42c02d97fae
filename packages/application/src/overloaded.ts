/**
 * The service cannot handle the call now, for example because it has reached its limit of concurrent work or the store
 * accepts no connection. The call had no effect, so it can be retried later. Contains no data of the call.
 */
export class Overloaded extends Error {
  override readonly name: string = 'Overloaded';
}

/** The store has no room on its disk. The call had no effect, and can be retried once there is room. */
export class StoreFull extends Overloaded {
  override readonly name = 'StoreFull';
}
