/**
 * Profiles for both engines: the same customers, drawn from a fixed sequence, in the typed form that JDM needs and
 * evaluation accepts too.
 */
const COUNTRIES = ['LT', 'LT', 'LT', 'EE', 'AF', 'BA', 'PA', 'VN', 'IR'];

function sequence(seed) {
  let state = seed;
  return (choices) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return choices[Math.floor((state / 2 ** 32) * choices.length)];
  };
}

const RARELY = [false, false, false, false, false, false, true];

function customer(pick) {
  const country = () => pick(COUNTRIES);
  const common = {
    applicationDate: '2026-03-02',
    isPEP: pick(RARELY),
    isSanctioned: pick(RARELY),
    isInAdverseMedia: pick(RARELY),
    isInInternalList: pick(RARELY),
    doesCashDominate: pick(RARELY),
    listIntroductionSource: [{ introductionSource: pick(['BRANCH', 'REMOTE']) }],
    listOrderedService: [{ serviceType: 'LOANS' }, { serviceType: pick(['PAYMENT_ACCOUNT', 'CRYPTO']) }],
    listDeclaredTurnover: [
      {
        turnoverType: 'FORMER_TURNOVER',
        turnoverRange: pick(['SINGLE', 'MONTHLY', 'ANNUAL']),
        from: 100,
        to: pick([1000, 50000]),
      },
    ],
    listIncomeSource: pick([[], [{ incomeSourceType: 'SALARY', from: 100, to: 24000 }]]),
    listSourceOfWealth: pick([[], [{ code: 'INHERITANCE' }]]),
    listPaymentCountry: [
      { country: country(), turnoverDirection: 'IN' },
      { country: 'LT', turnoverDirection: 'OUT' },
    ],
    listCountryOfActivity: [{ country: country() }, { country: 'LV' }],
    listCountryOfTaxPayment: [{ country: country() }],
  };
  return pick([true, false])
    ? {
        ...common,
        entityType: 'INDIVIDUAL',
        birthDate: '1990-02-11',
        birthCountry: country(),
        citizenshipCountry: country(),
        permanentResidenceCountry: country(),
        isLegalResident: pick([true, false]),
        isFamilyPEP: pick(RARELY),
        isLitigated: pick(RARELY),
      }
    : {
        ...common,
        entityType: 'ORGANIZATION',
        establishmentDate: pick(['2010-05-20', '2025-08-01', '2023-06-01']),
        registrationCountry: country(),
        legalForm: pick(['LTD', 'TRUST', 'NOMINEE']),
        listActivity: [{ activityType: 'OTHER' }],
        isListed: pick(RARELY),
        isAudited: pick([true, false]),
        isFined: pick(RARELY),
        isRegulated: pick(RARELY),
        companyAssetValue: pick([3000, 9000000]),
        numberOfEmployees: pick([0, 40]),
        noMajorShareHolders: pick(RARELY),
        hasMultiLayerStructure: pick(RARELY),
        isLicenseRequired: pick(RARELY),
        thirdPartyServicesUsed: pick([true, false]),
        listRelatedEntity: Array.from({ length: pick([1, 2, 4]) }, () => ({
          entityType: 'INDIVIDUAL',
          relationType: pick(['OWNER', 'DIRECTOR', 'REPRESENTATIVE', 'BENEFICIAL_OWNER']),
          country: country(),
          isPEP: pick(RARELY),
          isSanctioned: pick(RARELY),
        })),
      };
}

/** The customers as sent, with codes of the installation. */
export function profiles(count) {
  const pick = sequence(7);
  return Array.from({ length: count }, () => customer(pick));
}

/** A profile with its codes replaced by their meanings, as JDM needs it. */
export function mapped(profile, mapping) {
  const meanings = new Map(mapping.map(({ classifier, code, means }) => [`${classifier} ${code}`, means[0]]));
  const of = (classifier, code) => meanings.get(`${classifier} ${code}`) ?? code;
  const mapList = (list, field, classifier) =>
    list?.map((element) => ({ ...element, [field]: of(classifier, element[field]) }));
  return {
    ...profile,
    legalForm: of('legalForm', profile.legalForm),
    listOrderedService: mapList(profile.listOrderedService, 'serviceType', 'serviceType'),
    listIntroductionSource: mapList(profile.listIntroductionSource, 'introductionSource', 'introductionSourceType'),
    listRelatedEntity: mapList(profile.listRelatedEntity, 'relationType', 'relationType'),
  };
}
