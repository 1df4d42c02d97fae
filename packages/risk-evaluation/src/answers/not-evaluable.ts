/** A value that must be there, or must read, and does not. */
export interface InputProblem {
  readonly pointer: string;
  readonly sentence: string;
}

/**
 * A profile that cannot be assessed: something that the model requires is missing, or a value that it reads has another
 * form than the domain accepts. Thrown, because a profile that the domain accepted never is one; a silent 0 would be an
 * assessment nobody made.
 */
export class NotEvaluable extends Error {
  constructor(readonly problems: readonly InputProblem[]) {
    super(
      `The profile cannot be assessed: ${problems.map(({ pointer, sentence }) => `${pointer} ${sentence}`).join('; ')}`,
    );
    this.name = 'NotEvaluable';
  }
}
