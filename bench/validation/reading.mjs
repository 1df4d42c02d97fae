/**
 * What reading and deciding a body costs, as a multiple of JSON.parse of the same text: median, least and most of interleaved rounds.
 * After `npm run build`: `node --expose-gc bench/validation/reading.mjs [ROUNDS]`.
 */
import { MemoryClassifiers, referenceData } from '@aml-customer/application';
import { decide, examples, read, SCREENING_PROCESSES } from '@aml-customer/domain';
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
  'organisation, some fields null': { ...organization, tradingName: null, LEI: null, approvalDate: null, listAddress: [{ ...address, region: null }] },
};

/** Flat texts, no two alike. */
const textsOf = (body) => Array.from({ length: BODIES }, (_, i) =>
  Buffer.from(JSON.stringify({ ...body, communicationNumber: `MSG-${i}`, customerExtId: `CUST-${i}`, activityDescription: `Sells amber in shop ${i}` })).toString());

const codes = new MemoryClassifiers(startingClassifiers()).entries();
const judge = (value) => decide(read(value), referenceData(codes, SCREENING_PROCESSES));

/** Microseconds a body takes to parse, and to read and decide. */
function round(texts) {
  let parsing = 0;
  let judging = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const start = process.hrtime.bigint();
    const values = texts.map((text) => JSON.parse(text));
    const parsed = process.hrtime.bigint();
    const decisions = values.map(judge);
    judging += Number(process.hrtime.bigint() - parsed);
    parsing += Number(parsed - start);
    if (decisions.length !== texts.length) throw new Error('A body went missing');
  }
  const bodies = 1000 * TURNS * texts.length;
  return { parsing: parsing / bodies, judging: judging / bodies };
}

/** Bytes that `work` allocates for each of the values; needs --expose-gc. */
function allocated(values, work) {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const results = values.map(work);
  return Math.round((process.memoryUsage().heapUsed - before) / results.length);
}

const spread = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)];
};

const texts = Object.entries(CASES).map(([name, body]) => [name, textsOf(body)]);
const measured = new Map(texts.map(([name]) => [name, []]));
for (let i = -2; i < ROUNDS; i++) { // Two rounds warm up.
  for (const [name, each] of texts) {
    const found = round(each);
    if (i >= 0) measured.get(name).push(found);
  }
}

console.table(Object.fromEntries(texts.map(([name, each]) => {
  const rounds = measured.get(name);
  const [ratio, least, most] = spread(rounds.map(({ parsing, judging }) => judging / parsing)).map((value) => Number(value.toFixed(2)));
  const [parse, judged] = ['parsing', 'judging'].map((what) => Number(spread(rounds.map((found) => found[what]))[0].toFixed(1)));
  const bytes = globalThis.gc && { 'bytes parsed': allocated(each, (text) => JSON.parse(text)), 'bytes judged': allocated(each.map((text) => JSON.parse(text)), judge) };
  return [name, { ratio, least, most, 'parse µs': parse, 'judge µs': judged, ...bytes }];
})));
