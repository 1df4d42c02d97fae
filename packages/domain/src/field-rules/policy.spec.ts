import { describe, expect, test } from '@jest/globals';
import { compile } from './compile.js';
import { date, enumeration, integer, text } from './field.js';
import { policiesOf, withPolicies } from './policy.js';
import { policyFinder } from './recognise.js';
import { recogniserSource } from './recogniser-source.js';
import { rule } from './rule.js';

const fields = {
  status: enumeration(['OPEN', 'CLOSED'], 'Status'),
  closedOn: date('Date of closing'),
  reason: text('Reason'),
  count: integer('Count'),
};
const closing = { at: 'closedOn', name: 'missing', rule: rule('X1', 'Closed: {reason}') } as const;

const checked = withPolicies(fields, (policy) => [
  policy({
    ...closing,
    reads: ['status', 'closedOn'],
    quotes: ['reason'],
    broken: ({ status, closedOn }) => status === 'CLOSED' && closedOn === undefined,
  }),
]);
const table = compile(checked, { order: (name) => [Object.keys(fields).indexOf(name)] });
const problemsOf = (body: Readonly<Record<string, unknown>>) =>
  table.read(body).problems.map(({ code, pointer, description }) => `${code} ${pointer} ${description}`);

describe('a policy', () => {
  test('is reported at its field, with the quoted values', () => {
    expect(problemsOf({ status: 'CLOSED', reason: 'moved' })).toEqual(['X1 /closedOn Closed: moved']);
    expect(problemsOf({ status: 'CLOSED' })).toEqual(['X1 /closedOn Closed: ']);
    expect(problemsOf({ status: 'CLOSED', closedOn: '2024-02-29' })).toEqual([]);
  });

  test.each([
    ['another field that it reads', { status: 'SHUT' }],
    ['its own field', { status: 'CLOSED', closedOn: 'soon' }],
  ])('is skipped if the value of %s is invalid', (_, body) => {
    expect(problemsOf(body).filter((problem) => problem.startsWith('X1'))).toEqual([]);
  });

  test('is also checked by the fast path, on the values that it reads', () => {
    const bodies = [{ name: 'Account', fields: checked, observed: [], refused: {} }];
    const source = recogniserSource(bodies);
    expect(source).toContain("const breaksAccount1 = policyOf('Account', 'closedOn#missing');");
    expect(source).toContain('status: ABSENT, closedOn: ABSENT,');
    expect(source).toContain('return !breaksAccount1(observed);');
    expect(policyFinder(bodies)('Account', 'closedOn#missing')({ status: 'OPEN' })).toBe(false);
    expect(policyFinder(bodies)('Account', 'closedOn#missing')({ status: 'CLOSED' })).toBe(true);
  });

  test('is always broken in the fast path if the table no longer has it', () => {
    const bodies = [{ name: 'Account', fields, observed: [], refused: {} }];
    expect(policyFinder(bodies)('Account', 'closedOn#missing')({})).toBe(true);
    expect(policyFinder(bodies)('Person', 'closedOn#missing')({})).toBe(true);
  });

  test('joins the policies that its field already has', () => {
    const once = withPolicies(fields, (policy) => [policy({ ...closing, reads: ['closedOn'], broken: () => false })]);
    const twice = withPolicies(once, (policy) => [
      policy({ ...closing, name: 'forbidden', reads: ['closedOn'], broken: () => false }),
    ]);
    expect(policiesOf(twice).map(({ name }) => name)).toEqual(['missing', 'forbidden']);
  });

  test('cannot be used in a record without a field that it reads', () => {
    const { status, ...others } = withPolicies(fields, (policy) => [
      policy({ ...closing, reads: ['status', 'closedOn'], broken: () => false }),
    ]);
    expect(() => policiesOf(others)).toThrow('Policy closedOn#missing reads status, which is not a field');
    expect(() => compile(others, { order: () => [0] })).toThrow('reads status');
    expect(status.policies).toEqual([]);
  });
});

/** Checked by the compiler: an unused `@ts-expect-error` is an error. */
test('a policy with a misspelt or forgotten field does not compile', () => {
  const compiled = withPolicies(fields, (policy) => [
    // @ts-expect-error `reads` names a field that the record does not have.
    policy({ ...closing, reads: ['closedOn', 'state'], broken: () => false }),
    // @ts-expect-error `reads` is forgotten.
    policy({ ...closing, broken: () => false }),
    // @ts-expect-error `broken` uses a field that `reads` forgets.
    policy({ ...closing, reads: ['closedOn'], broken: ({ closedOn, status }) => closedOn === status }),
    // @ts-expect-error `broken` misspells a field.
    policy({ ...closing, reads: ['closedOn', 'status'], broken: ({ closdOn }) => closdOn === undefined }),
    // @ts-expect-error `reads` forgets the field at which the policy is reported.
    policy({ ...closing, reads: ['status'], broken: ({ status }) => status === 'OPEN' }),
    // @ts-expect-error The enum does not have this word.
    policy({ ...closing, reads: ['closedOn', 'status'], broken: ({ status }) => status === 'CLOSD' }),
    // @ts-expect-error The policy is reported at a field that the record does not have.
    policy({ ...closing, at: 'closed', reads: ['closedOn'], broken: () => false }),
    // @ts-expect-error The sentence quotes a field that the record does not have.
    policy({ ...closing, reads: ['closedOn'], quotes: ['raison'], broken: () => false }),
  ]);
  // @ts-expect-error A literal that did not pass the check of its fields.
  withPolicies(fields, () => [{ ...closing, reads: [], broken: (values) => values['nonsense'] === 1 }]);
  expect(compiled.closedOn.policies).not.toEqual([]);
});
