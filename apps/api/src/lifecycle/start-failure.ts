/**
 * The service cannot start, for a reason that its operator can mend; the message is one line, and carries no secret.
 */
export class StartFailure extends Error {
  constructor(message: string) {
    super(message.replace(/\s+/g, ' ').trim());
    this.name = 'StartFailure';
  }
}
