/** Which deliveries the list shows. Outlives the page, so that the way back from one delivery leads to the same list. */
import { signal } from '@preact/signals';
import { NO_FILTER, type Filter } from './api';

export const chosenFilter = signal<Filter>(NO_FILTER);

export const HANDED_TO_ME: Filter = { ...NO_FILTER, assigned: 'me' };
