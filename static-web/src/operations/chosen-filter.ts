/** The filter of the list of deliveries. It stays when the page is left, so that the person comes back to the same list. */
import { signal } from '@preact/signals';
import { onNextPerson } from '../next-person';
import { NO_FILTER, type Filter } from './api';

export const chosenFilter = signal<Filter>(NO_FILTER);

onNextPerson(() => {
  chosenFilter.value = NO_FILTER;
});

export const HANDED_TO_ME: Filter = { ...NO_FILTER, assigned: 'me' };
