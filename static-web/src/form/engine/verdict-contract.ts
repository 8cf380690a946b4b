/** The constants of validation that server and phone share (shared/domain/answers/verdict.py; `make contract`). */
import contract from '../../../../shared/contract/verdict.json';

interface FormatSchema {
  pattern: string;
  maxLength?: number;
}

export const MAX_FAULTS = contract.maxFaults;
/** The code of a fault by the JSON Schema keyword that found it. */
export const KEYWORD_CODES: Readonly<Record<string, string>> = contract.keywordCodes;
export const OTHER_CODE = contract.otherCode;
/** The same for keywords whose value is reported as the limit. */
export const LIMIT_CODES: Readonly<Record<string, string>> = contract.limitCodes;
/** Which of several faults in one answer is reported; codes that are not listed come last. */
export const RANK: readonly string[] = contract.rank;
/** The bounds of a date for which a definition sets none. */
export const OUTERMOST_DAYS = contract.outermostDays;
/** The part of each format that JSON Schema can express. */
export const FORMAT_SCHEMAS: Readonly<Record<keyof typeof contract.formats, FormatSchema>> = contract.formats;
/** A country code followed by the leading 0 of its national numbers. */
export const TRUNK_PREFIX = contract.trunkPrefix;
/** The most characters before the `@` of an e-mail address. */
export const MAX_MAILBOX_NAME = contract.mailboxNameLength;
