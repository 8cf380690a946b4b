/**
 * The forms in which something new may be registered: not the withdrawn ones. What was begun before can still be sent.
 */
import limits from '../../shared/contract/limits.json';
import { computed } from '@preact/signals';
import type { DefinitionSummary } from './api';
import { now } from './clock';
import { forms } from './definitions';
import { evaluationContext } from './form/engine/evaluation-context';

/** How long a withdrawn form is mentioned. */
const TOLD_FOR_DAYS = 30;
const DAY_MS = 86_400_000;

const today = computed(() => dayOf(now.value));

/** In Danish time, as the server counts. */
function dayOf(moment: Date): string {
  return evaluationContext(moment).today;
}

/** The forms to choose from. */
export const offered = computed(() => forms.value.filter((form) => !isWithdrawn(form)));

/** Forms that were withdrawn lately, so that nobody looks for them in vain. */
export const withdrawnLately = computed(() => {
  const since = dayOf(new Date(now.value.getTime() - TOLD_FOR_DAYS * DAY_MS));
  return forms.value.filter((form) => isWithdrawn(form) && since <= form.withdrawn!);
});

function isWithdrawn({ withdrawn }: DefinitionSummary): boolean {
  return typeof withdrawn === 'string' && withdrawn <= today.value;
}

/** The day since which the app takes nothing new, as far as the phone knows; undefined where it does. */
export function withdrawnSince(app: string): string | undefined {
  const form = forms.value.find((candidate) => candidate.app === app);
  return form && isWithdrawn(form) ? form.withdrawn! : undefined;
}

/** Whether the registration with this id, a UUIDv7 that begins with its time, was begun before that day. */
export function isBegunBefore(id: string, day: string): boolean {
  return dayOf(new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16))) < day;
}

/** Whether a registration begun now, with this id, is too late. */
export function isClosed(app: string, id: string): boolean {
  const since = withdrawnSince(app);
  return since !== undefined && !isBegunBefore(id, since);
}

/** Whether this is the draft of a form, which only form authors see: its registrations are not delivered. */
export function isDraftForm(app: string): boolean {
  return app.endsWith(limits.draftSuffix);
}
