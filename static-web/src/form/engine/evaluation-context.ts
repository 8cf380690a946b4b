import type { Lists } from './lists';

/** What an expression can use besides the answers. */
export interface EvaluationContext {
  /** The day in Denmark, `YYYY-MM-DD`. */
  today: string;
  /** RFC 3339. */
  now: string;
  person: { name?: string; initials?: string };
  /** The definition's lists with columns, by name. */
  lists?: Lists;
}

const DANISH_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' });

/** The context for answers given at a moment, in whole seconds as it is sent to the server. */
export function evaluationContext(moment: Date, person: EvaluationContext['person'] = {}): EvaluationContext {
  const { name, initials } = person;
  const named = { ...(name === undefined ? {} : { name }), ...(initials === undefined ? {} : { initials }) };
  return { today: DANISH_DAY.format(moment), now: toTheSecond(moment), person: named };
}

/** RFC 3339 in UTC, without a fraction. */
export function toTheSecond(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}
