/**
 * Determines which forms can be used for a new registration: all but the withdrawn ones. Registrations that were begun before a
 * withdrawal can still be sent.
 */
import limits from '../../shared/contract/limits.json';
import { computed } from '@preact/signals';
import type { DefinitionSummary } from './api';
import { now } from './clock';
import { forms } from './definitions';
import { evaluationContext } from './form/engine/evaluation-context';

/** How long a withdrawn form is listed as withdrawn. */
const SHOWN_FOR_DAYS = 30;
const DAY_MS = 86_400_000;

const today = computed(() => dayOf(now.value));

/** The day of a moment in Danish time, as on the server. */
function dayOf(moment: Date): string {
  return evaluationContext(moment).today;
}

/** The forms to choose from. */
export const offered = computed(() => forms.value.filter((form) => !isWithdrawn(form)));

/** Forms that were withdrawn lately, so that nobody looks for them in vain. */
export const withdrawnLately = computed(() => {
  const since = dayOf(new Date(now.value.getTime() - SHOWN_FOR_DAYS * DAY_MS));
  return forms.value.filter((form) => isWithdrawn(form) && since <= form.withdrawn!);
});

function isWithdrawn({ withdrawn }: DefinitionSummary): boolean {
  return typeof withdrawn === 'string' && withdrawn <= today.value;
}

/** The day on which the app was withdrawn, as far as the phone knows; undefined where it is not withdrawn. */
export function withdrawnSince(app: string): string | undefined {
  const form = forms.value.find((candidate) => candidate.app === app);
  return form && isWithdrawn(form) ? form.withdrawn! : undefined;
}

/** Whether the registration with this id, a UUIDv7 that begins with its time, was begun before that day. */
export function isBegunBefore(id: string, day: string): boolean {
  return dayOf(new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16))) < day;
}

/** Whether the app was withdrawn before the registration with this id was begun. */
export function isClosed(app: string, id: string): boolean {
  const since = withdrawnSince(app);
  return since !== undefined && !isBegunBefore(id, since);
}

/** Whether this is the draft of a form, which only form authors see: its registrations are not delivered. */
export function isDraftForm(app: string): boolean {
  return app.endsWith(limits.draftSuffix);
}
