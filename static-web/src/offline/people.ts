/** Who is signed in, kept so that the app knows it without a network, until the working day's session is over. */
import type { Person } from '../api';
import { withStore } from './database';

export async function keepPerson(person: Person): Promise<void> {
  await withStore((store) => store.put('people', person));
}

/** The person, while the server may still take the session for good; undefined afterwards, and where none is kept. */
export async function keptPerson(key: string): Promise<Person | undefined> {
  const person = await withStore((store) => store.get('people', key));
  return person && Date.parse(person.workdayEndsAt) > Date.now() ? person : undefined;
}
