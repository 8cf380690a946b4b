/** Names of hosts as people write them: letters of any language (IDN). The twin of shared/domain/text/hosts.py. */
const LETTERS =
  'A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u061b\\u061d-\\u167f\\u1681-\\u180a\\u1810-\\u1fff' +
  '\\u2c00-\\u2dff\\u2e80-\\u2fef\\u3005-\\u3007\\u3021-\\u302f\\u3031-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufdff\\ufe70-\\ufefc';
const LABEL = `[${LETTERS}0-9](?:[${LETTERS}0-9\\u0300-\\u036f-]*[${LETTERS}0-9\\u0300-\\u036f])?`;
const HOST = new RegExp(`^(?:${LABEL}\\.)+(?:[${LETTERS}]{2,63}|[Xx][Nn]--[A-Za-z0-9-]*[A-Za-z0-9])$`);

/** Labels with points between, at least two, each of at most 63 characters, the last one of letters. */
export function isHost(value: string): boolean {
  return HOST.test(value) && value.split('.').every((label) => label.length <= 63);
}
