/**
 * More is under way than this process takes on at once. What it was asked to do was not begun, so it may be asked
 * again, a little later; carries nothing of what was sent.
 */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}
