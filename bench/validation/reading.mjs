/**
 * What reading and deciding a body costs, as a multiple of JSON.parse of the same text: median, least and most of interleaved rounds.
 * After `npm run build`: `node --expose-gc bench/validation/reading.mjs [ROUNDS]`.
 */
import { MemoryClassifiers, referenceData } from '@aml-customer/application';
import { customerFields, decide, examples, read, SCREENING_PROCESSES } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';

const ROUNDS = Number(process.argv[2] ?? 9);
/** Bodies that are alive at a time, and how often a round takes as many: enough for the clock, little enough for the young generation. */
const BODIES = 100;
const TURNS = 30;

const example = (name) => examples.find((each) => each.name === name).body;
const organization = example('organization-full');
const [address] = organization.listAddress;
const [contact] = organization.listContact;

const CASES = {
  'organisation, full': organization,
  'organisation, full, with a related one': example('organization-with-related-organization'),
  'person, full': example('person-full'),
  'person, minimal': example('person-minimal'),
  'organisation, one problem': { ...organization, listAddress: [{ ...address, country: 'NOWHERE' }] },
  'organisation, two misspelt fields': { ...organization, iSanctioned: false, listContact: [{ ...contact, useForComunication: true }] },
  'organisation, a fifth left out': organization,
  'organisation, some fields null': { ...organization, tradingName: null, LEI: null, approvalDate: null, listAddress: [{ ...address, region: null }] },
};

const ESSENTIAL = new Set(['riskLevel', 'registrationCountry', 'title', ...customerFields.filter(({ mandatory }) => mandatory === 'yes').map(({ name }) => name)]);
/** Leaves out optional fields, others of each body: no two bodies have the same members, as where senders write only what they know. */
const thinned = (body, i) => Object.fromEntries(Object.entries(body).filter(([name], at) => ESSENTIAL.has(name) || ((i + 1) * (at + 7) * 2654435761) % 97 >= 19));

/** Flat texts, no two alike. */
const textsOf = (name, body) => Array.from({ length: BODIES }, (_, i) => {
  const own = { ...body, communicationNumber: `MSG-${i}`, customerExtId: `CUST-${i}`, activityDescription: `Sells amber in shop ${i}` };
  return Buffer.from(JSON.stringify(name.endsWith('left out') ? thinned(own, i) : own)).toString();
});

const codes = new MemoryClassifiers(startingClassifiers()).entries();
const judge = (value) => decide(read(value), referenceData(codes, SCREENING_PROCESSES));

/** Microseconds a body takes to parse, and to read and decide, in the middle turn: where others use the processor too, most turns are still undisturbed. */
function round(texts) {
  const turns = Array.from({ length: TURNS }, () => {
    const start = process.hrtime.bigint();
    const values = texts.map((text) => JSON.parse(text));
    const parsed = process.hrtime.bigint();
    const decisions = values.map(judge);
    const decided = process.hrtime.bigint();
    if (decisions.length !== texts.length) throw new Error('A body went missing');
    return { parsing: Number(parsed - start) / 1000 / texts.length, judging: Number(decided - parsed) / 1000 / texts.length };
  });
  return { parsing: median(turns.map(({ parsing }) => parsing)), judging: median(turns.map(({ judging }) => judging)) };
}

const sorted = (values) => values.toSorted((a, b) => a - b);
const median = (values) => sorted(values)[values.length >> 1];

/** Bytes that `work` allocates for each of the values; needs --expose-gc. */
function allocated(values, work) {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const results = values.map(work);
  return Math.round((process.memoryUsage().heapUsed - before) / results.length);
}

const texts = Object.entries(CASES).map(([name, body]) => [name, textsOf(name, body)]);
const measured = new Map(texts.map(([name]) => [name, []]));
for (let i = -2; i < ROUNDS; i++) { // Two rounds warm up.
  for (const [name, each] of texts) {
    const found = round(each);
    if (i >= 0) measured.get(name).push(found);
  }
}

console.table(Object.fromEntries(texts.map(([name, each]) => {
  const rounds = measured.get(name);
  const ratios = sorted(rounds.map(({ parsing, judging }) => judging / parsing));
  const of = (what) => Number(median(rounds.map((found) => found[what])).toFixed(1));
  const bytes = globalThis.gc && { 'bytes parsed': allocated(each, (text) => JSON.parse(text)), 'bytes judged': allocated(each.map((text) => JSON.parse(text)), judge) };
  const [ratio, least, most] = [median(ratios), ratios[0], ratios.at(-1)].map((value) => Number(value.toFixed(2)));
  return [name, { ratio, least, most, 'parse µs': of('parsing'), 'judge µs': of('judging'), ...bytes }];
})));
