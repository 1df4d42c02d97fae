/** A value of the profile that is missing or malformed. */
export interface InputProblem {
  readonly pointer: string;
  readonly sentence: string;
}

/**
 * Thrown if a profile cannot be assessed: an answer that the model requires is missing, or a value has a form that the
 * domain does not accept. Treating it as 0 points would understate the risk.
 */
export class NotEvaluable extends Error {
  constructor(readonly problems: readonly InputProblem[]) {
    super(
      `The profile cannot be assessed: ${problems.map(({ pointer, sentence }) => `${pointer} ${sentence}`).join('; ')}`,
    );
    this.name = 'NotEvaluable';
  }
}
