/** Remembers the registration on whose receipt the survey may be shown. */
import { signal } from '@preact/signals';

/** The id of the registration that was just sent from this page, if its form has the survey. Cleared when its receipt is left. */
export const justSent = signal<string | undefined>(undefined);
