/** Stores who is signed in, so that the app knows it without a network, until the session of the working day is over. */
import type { Person } from '../api';
import { withStore } from './database';

export async function savePerson(person: Person): Promise<void> {
  await withStore((store) => store.put('people', person));
}

/** The stored person while the server may still accept their session; otherwise undefined. */
export async function loadPerson(key: string): Promise<Person | undefined> {
  const person = await withStore((store) => store.get('people', key));
  return person && Date.parse(person.workdayEndsAt) > Date.now() ? person : undefined;
}
