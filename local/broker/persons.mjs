// The demo persons, and what the registers behind MitID hold about each.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(fileURLToPath(import.meta.url)), 'persons.json');

const PERSONS = JSON.parse(readFileSync(file, 'utf8'));
// Persons that tests add while the stand-in runs: a file like ours in the stand-in's data folder, read again each time.
const employed = join(process.env.BROKER_DATA, 'persons.json');
export const persons = () => (existsSync(employed) ? [...PERSONS, ...JSON.parse(readFileSync(employed, 'utf8'))] : PERSONS);
export const EMPLOYER = '64942212';

export const personOf = (id) => persons().find((person) => person.id === id);
export const cvrOf = (person) => person.cvr ?? EMPLOYER;
export const organisationOf = (person) => (person.cvr ? 'Anden Virksomhed ApS' : 'Københavns Kommune');
export const levelOf = (person) => person.loa ?? 'Substantial';
// Name-protected persons have no name, so the page shows a text instead.
export const calledOn = (person) => person.name ?? 'Navnebeskyttet';

// An identifier made from the words, so that persons keep theirs after a restart, as at a real broker.
export function uuid(...words) {
  const hex = createHash('sha256').update(words.join('|')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function namesOf(person) {
  const words = person.name.split(' ');
  return { given: words.slice(0, -1).join(' '), family: words.at(-1) };
}
