/**
 * Evaluator against zen-engine on the same model and customers: agreement, speed, explanation, and what happens when
 * something is wrong.
 */
import { exampleBody, profileOf, read } from '@aml-customer/domain';
import { ZenEngine } from '@gorules/zen-engine';
import { assess, defaultModels, evaluate, LEVELS, loadModel } from '../dist/index.js';
import { jdm } from './jdm.mjs';
import { mapped, profiles } from './profiles.mjs';

/** The decision graph in jdm.mjs is version 1 of the default model. */
const [defaultModel, latest] = defaultModels;
const COUNT = 400;
const ROUNDS = 7;
const DAY = { assessedOn: '2026-07-01' };
const listed = (id) => defaultModel.data.lists.find((list) => list.id === id).countries;
const graph = jdm({
  euHighRisk: listed('eu-high-risk'),
  grey: listed('fatf-increased-monitoring'),
  tax: listed('eu-tax'),
});
const engine = new ZenEngine();
const decision = engine.createDecision(graph);
const sent = profiles(COUNT);
const mappedProfiles = sent.map((profile) => mapped(profile, defaultModel.data.mapping));

const assessments = sent.map((profile) => evaluate(defaultModel, profile, DAY));
const decided = await Promise.all(mappedProfiles.map(async (profile) => (await decision.evaluate(profile)).result));
const agreeing = assessments.filter(
  ({ score, level }, index) => score === decided[index].score && LEVELS.indexOf(level) === decided[index].level,
).length;

const contenders = {
  'evaluator, explained': () => sent.forEach((profile) => evaluate(defaultModel, profile, DAY)),
  'evaluator, explained, latest version': () => sent.forEach((profile) => evaluate(latest, profile, DAY)),
  'zen, one after the other': async () => {
    for (const profile of mappedProfiles) await decision.evaluate(profile);
  },
  'zen, 400 concurrently': () => Promise.all(mappedProfiles.map((profile) => decision.evaluate(profile))),
  'zen with its trace, one after the other': async () => {
    for (const profile of mappedProfiles) await decision.evaluate(profile, { trace: true });
  },
};

/** The best of several rounds. The contenders take turns, so that a busy machine slows all of them alike. */
const best = Object.fromEntries(Object.keys(contenders).map((name) => [name, Infinity]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, run] of Object.entries(contenders)) {
    const start = performance.now();
    await run();
    best[name] = Math.min(best[name], performance.now() - start);
  }
}

/** CPU time of an operation in microseconds: the best of several rounds, in which the operations take turns. */
function cpuTimes(operations) {
  const best = operations.map(() => Infinity);
  for (let round = 0; round < 40; round++)
    operations.forEach((operation, index) => {
      const start = process.cpuUsage();
      for (let run = 0; run < 1000; run++) operation();
      const { user, system } = process.cpuUsage(start);
      best[index] = Math.min(best[index], (user + system) / 1000);
    });
  return best;
}

/** Evaluating, and what is stored of it, against parsing the body as JSON. */
const BODIES = ['organization-with-related-person', 'organization-full', 'person-full', 'person-minimal'];
const bodyLines = BODIES.flatMap((name) => {
  const body = exampleBody(name);
  const [text, profile] = [JSON.stringify(body), profileOf(read(body).message)];
  const [parse, ...times] = cpuTimes([
    () => JSON.parse(text),
    () => assess(latest, profile, DAY),
    () => JSON.stringify(assess(latest, profile, DAY)),
    () => evaluate(latest, profile, DAY),
    () => assess(latest, JSON.parse(text), DAY),
  ]);
  const [assessed, serialised, whole, again] = times.map((time) => `${(time / parse).toFixed(2)} × JSON.parse`);
  return [
    [`${name}: bytes of the body`, text.length],
    ['  evaluated, up to what is stored', assessed],
    ['  the same as text', serialised],
    ['  evaluated, with the whole explanation', whole],
    ['  parsed and evaluated, up to what is stored', again],
    ['  bytes stored', JSON.stringify(assess(latest, profile, DAY)).length],
    ['  bytes of the whole explanation', JSON.stringify(evaluate(latest, profile, DAY)).length],
  ];
});

const { trace } = await decision.evaluate(mappedProfiles[0], { trace: true });
const { trace: secondTrace } = await decision.evaluate(mappedProfiles[0], { trace: true });
const bytes = (value) => JSON.stringify(value).length;
const mean = (values) => Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
const causes = assessments.flatMap(({ contributions, floors }) =>
  [...contributions, ...floors].flatMap(({ values }) => values),
);

const oneRow = (when) => ({
  nodes: [
    { id: 'i', name: 'i', type: 'inputNode', content: {} },
    {
      id: 't',
      name: 't',
      type: 'decisionTableNode',
      content: {
        hitPolicy: 'collect',
        inputs: [{ id: 'when', name: 'when' }],
        outputs: [{ id: 'p', name: 'p', field: 'p' }],
        rules: [{ _id: 'r', when, p: '25' }],
      },
    },
    { id: 'o', name: 'o', type: 'outputNode', content: {} },
  ],
  edges: [
    { id: 'a', sourceId: 'i', targetId: 't', type: 'edge' },
    { id: 'b', sourceId: 't', targetId: 'o', type: 'edge' },
  ],
});
async function outcome(when, input) {
  try {
    const row = engine.createDecision(oneRow(when));
    row.validate();
    return `validates, and counts ${(await row.evaluate(input)).result[0]?.p ?? 'nothing'}`;
  } catch (error) {
    return `error: ${String(error.message).split('\n')[0]}`;
  }
}
function outcomeHere(change, input) {
  try {
    const data = structuredClone(defaultModel.data);
    change(data);
    const loaded = loadModel(data);
    if ('problems' in loaded) return `refused at load: ${loaded.problems[0].pointer} ${loaded.problems[0].sentence}`;
    return evaluate(loaded.model, input, DAY)
      .contributions.map(({ factor, beforeCap }) => `${factor} counts ${beforeCap}`)
      .join(', ');
  } catch (error) {
    return `error: ${error.message}`;
  }
}
const CASE = { title: 'x', meaning: 'x', source: 'x', group: 'customer', combine: 'highest' };
const withCase = (when) => (data) => {
  data.factors = [{ id: 'tried', ...CASE, cases: [{ points: 25, says: 'x', when }] }];
};
const person = { entityType: 'INDIVIDUAL', applicationDate: '2026-03-02' };
const DIGITS = '9'.repeat(400);

const lines = [
  ...bodyLines,
  [],
  ['customers', COUNT],
  ['of which score and level agree', agreeing],
  [],
  ...Object.entries(best).map(([name, time]) => [
    name,
    `${(time / best['evaluator, explained']).toFixed(1)} × the time of the evaluator`,
  ]),
  [],
  ['values named as causes: evaluator', `${causes.length}, every one with its JSON Pointer`],
  ['values named as causes: zen trace', (JSON.stringify(trace).match(/"\/[a-z]/gi) ?? []).length],
  ['bytes of the explanation: evaluator, mean', mean(assessments.map(bytes))],
  ['bytes of the explanation: zen trace, one', bytes(trace)],
  [
    'same bytes twice: evaluator',
    bytes(evaluate(defaultModel, sent[0], DAY)) === bytes(assessments[0]) &&
      JSON.stringify(evaluate(defaultModel, sent[0], DAY)) === JSON.stringify(assessments[0]),
  ],
  ['same bytes twice: zen trace', JSON.stringify(trace) === JSON.stringify(secondTrace)],
  ['bytes of the model: evaluator, its texts and sources included', bytes(defaultModel.data)],
  ['bytes of the model: JDM, without texts and sources', bytes(graph)],
  [],
  [
    'misspelt field: evaluator',
    outcomeHere(withCase({ kind: 'flag', fields: ['/isPep'], is: true }), { ...person, isPEP: true }),
  ],
  ['misspelt field: zen', await outcome('isPep == true', { isPEP: true })],
  [
    'broken condition: evaluator',
    outcomeHere(withCase({ kind: 'flag', fields: ['/isPEP'] }), { ...person, isPEP: true }),
  ],
  ['broken condition: zen', await outcome('isPEP ==', { isPEP: true })],
  [
    'the word "true": evaluator',
    outcomeHere(withCase({ kind: 'flag', fields: ['/isPEP'], is: true }), { ...person, isPEP: 'true' }),
  ],
  ['the word "true": zen', await outcome('isPEP == true', { isPEP: 'true' })],
  [
    '400 digits: evaluator',
    outcomeHere(withCase({ kind: 'amount', field: '/companyAssetValue', atLeast: 5000000 }), {
      ...person,
      companyAssetValue: DIGITS,
    }),
  ],
  ['400 digits: zen', await outcome('number(assets) >= 5000000', { assets: DIGITS })],
  ['empty profile: evaluator', outcomeHere(() => undefined, {})],
  ['empty profile: zen', await outcome('isPEP == true', {})],
];
for (const [label, figure] of lines) console.log(label === undefined ? '' : `${label.padEnd(62)} ${figure}`);
