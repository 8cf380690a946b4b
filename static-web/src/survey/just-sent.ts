/** Whose receipt may ask what people think of the app. */
import { signal } from '@preact/signals';

/** The id of the registration that was just sent from this page, where its form asks. It is forgotten when its receipt is left. */
export const justSent = signal<string | undefined>(undefined);
