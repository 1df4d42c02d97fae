import type { Golden } from './golden.js';

const services = (...codes: string[]) => ({ listOrderedService: codes.map((serviceType) => ({ serviceType })) });
const introduced = (...codes: string[]) => ({
  listIntroductionSource: codes.map((introductionSource) => ({ introductionSource })),
});

export const product: readonly Golden[] = [
  {
    name: 'mainly cash',
    base: 'person',
    change: { doesCashDominate: true },
    points: { cash: 12 },
    values: ['/doesCashDominate'],
  },
  {
    name: 'crypto-asset services',
    base: 'person',
    change: services('LOANS', 'CRYPTO'),
    points: { 'risky-services': 12 },
    values: ['/listOrderedService/1/serviceType'],
  },
  { name: 'private banking', base: 'person', change: services('PRIVATE_BANKING'), points: { 'risky-services': 12 } },
  {
    name: 'correspondent banking',
    base: 'organization',
    change: services('CORRESPONDENT_BANKING'),
    points: { 'risky-services': 12 },
  },
  {
    name: 'several of them count once',
    base: 'organization',
    change: services('CRYPTO', 'PRIVATE_BANKING'),
    points: { 'risky-services': 12 },
    values: ['/listOrderedService/0/serviceType', '/listOrderedService/1/serviceType'],
  },
  {
    name: 'introduced remotely',
    base: 'person',
    change: introduced('BRANCH', 'REMOTE'),
    points: { distance: 5 },
    values: ['/listIntroductionSource/1/introductionSource'],
  },
  {
    name: 'introduced by an intermediary',
    base: 'person',
    change: introduced('INTERMEDIARY'),
    points: { distance: 5 },
  },
  { name: 'found on the Internet', base: 'person', change: introduced('Internet') },
  {
    name: 'uses services of third parties',
    base: 'organization',
    change: { thirdPartyServicesUsed: true },
    points: { distance: 5 },
    values: ['/thirdPartyServicesUsed'],
  },
  {
    name: 'all kinds of distance count once',
    base: 'organization',
    change: { ...introduced('REMOTE'), thirdPartyServicesUsed: true },
    points: { distance: 5 },
    values: ['/listIntroductionSource/0/introductionSource', '/thirdPartyServicesUsed'],
  },
  {
    name: 'an unknown service: a person decides',
    base: 'person',
    change: { listOrderedService: [{ serviceType: 'LOANS' }, { serviceType: 'TOKEN_SALE' }] },
    unknownCodes: ['/listOrderedService/1/serviceType'],
    needsDecision: true,
  },
  {
    name: 'an unknown introduction source: a person decides',
    base: 'organization',
    change: { listIntroductionSource: [{ introductionSource: 'FAIR' }] },
    unknownCodes: ['/listIntroductionSource/0/introductionSource'],
    needsDecision: true,
  },
];
