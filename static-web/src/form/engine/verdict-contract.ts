/** What a verdict is made of on both sides, as the server's code has it (shared/domain/answers/verdict.py; `make contract`). */
import contract from '../../../../shared/contract/verdict.json';

interface FormatSchema {
  pattern: string;
  maxLength?: number;
}

export const MAX_FAULTS = contract.maxFaults;
/** The code of a fault by the keyword of JSON Schema that found it. */
export const KEYWORD_CODES: Readonly<Record<string, string>> = contract.keywordCodes;
export const OTHER_CODE = contract.otherCode;
/** The same, where the keyword's value is told as the limit. */
export const LIMIT_CODES: Readonly<Record<string, string>> = contract.limitCodes;
/** Of several faults with one answer, the one that is told; those not named come last. */
export const RANK: readonly string[] = contract.rank;
/** The bounds of a day that a definition sets no bound. */
export const OUTERMOST_DAYS = contract.outermostDays;
/** What JSON Schema can say of each format. */
export const FORMAT_SCHEMAS: Readonly<Record<keyof typeof contract.formats, FormatSchema>> = contract.formats;
/** The country, and the 0 that is dialled at home and left out from abroad. */
export const TRUNK_PREFIX = contract.trunkPrefix;
