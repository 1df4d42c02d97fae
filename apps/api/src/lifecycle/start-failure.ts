/** The service cannot start for a reason that its operator can fix; the message is one line without secrets. */
export class StartFailure extends Error {
  constructor(message: string) {
    super(message.replace(/\s+/g, ' ').trim());
    this.name = 'StartFailure';
  }
}
