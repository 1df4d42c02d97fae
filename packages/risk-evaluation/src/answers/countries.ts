/**
 * The standard that recognises country codes. Every assessment records it, so that a replay uses the same one; another
 * set of codes needs another name.
 */
export const COUNTRY_STANDARD = 'ISO 3166-1 alpha-2 (i18n-iso-countries 7.14.0)';

/** The standard of older assessments, which record none: any two capital letters are a country code. */
export const BY_FORM = 'two capital letters';

/** The standards of stored assessments, by a short key. A stored key never changes its meaning. */
export const COUNTRY_STANDARDS: ReadonlyMap<string, string> = new Map([['iso-7.14.0', COUNTRY_STANDARD]]);

/** The key of {@link COUNTRY_STANDARD}. */
export const CURRENT_STANDARD = 'iso-7.14.0';

/**
 * Copied from that version of the library, so that an update of it does not change assessments. Without Kosovo's XK,
 * which is user-assigned and not part of ISO 3166-1.
 */
export const ISO_COUNTRIES: ReadonlySet<string> = new Set(
  `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR
  CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU
  ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
  MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
  SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
`
    .trim()
    .split(/\s+/),
);

/** Returns a test for country codes by a standard; every name but {@link BY_FORM} means the current standard. */
export const countryTest = (standard: string): ((code: string) => boolean) => (standard === BY_FORM ? byForm : byList);

const byForm = (code: string): boolean => /^[A-Z]{2}$/.test(code);
const byList = (code: string): boolean => ISO_COUNTRIES.has(code);
