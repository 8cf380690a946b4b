/** Fetches data that a visit may need ahead of time, and checks whether all of it is on the phone. */
import {
  company as askRegister,
  Problem,
  registration as fetchRegistration,
  registrations,
  type CallOptions,
} from '../api';
import { fieldsOf, type Definition, type FieldDef, type Json } from '../definition';
import { definitionOf, forms, refreshForms } from '../definitions';
import { allDrafts } from '../drafts';
import { refreshEntities } from '../entities';
import { isCvr } from '../form/engine/formats';
import { saveCompany, loadCompanies, loadDefinition, loadEntities, loadForms } from './stored';

/** Calls that no person asked for, so that they do not prolong the session. */
const IN_BACKGROUND: CallOptions = { background: true };
/** On a phone without companies, those of so many recent registrations are looked up. */
const LATEST = 10;
const COMPANIES_AT_MOST = 30;
const DAY_MS = 86_400_000;

/** Fetches what is not stored yet, and what may have changed. Rejects when a call fails; what was fetched before that stays stored. */
export async function fetchAhead(): Promise<void> {
  await refreshForms(IN_BACKGROUND);
  const definitions: Definition[] = [];
  for (const version of await neededVersions()) {
    const definition = await fetched(version);
    if (definition) definitions.push(definition);
  }
  await Promise.all(listsOf(definitions).map((app) => refreshEntities(app, IN_BACKGROUND)));
  await fetchCompanies();
}

/** Whether all the person's forms and drafts can be opened without a network, with their lists. */
export async function isAllStored(): Promise<boolean> {
  if (!(await loadForms())) return false;
  const definitions = await Promise.all(
    (await neededVersions()).map(({ app, version }) => loadDefinition(app, version)),
  );
  if (definitions.includes(undefined)) return false;
  const lists = await Promise.all(listsOf(definitions as Definition[]).map(loadEntities));
  return !lists.includes(undefined);
}

interface Version {
  app: string;
  version: number;
}

const keyOf = ({ app, version }: Version) => `${app} ${version}`;

const GONE = new Set(['unknown-app', 'unknown-version', 'draft-gone']);

/** Versions that the server says do not exist, or not for this person, so that their drafts cannot be opened at all. */
const missing = new Set<string>();

async function fetched(version: Version): Promise<Definition | undefined> {
  try {
    return await definitionOf(version.app, version.version, IN_BACKGROUND);
  } catch (failure) {
    if (!(failure instanceof Problem && GONE.has(failure.code))) throw failure;
    missing.add(keyOf(version));
    return undefined;
  }
}

/** The versions to fetch: the newest of each form, and those that drafts use. */
async function neededVersions(): Promise<Version[]> {
  const drafts = await allDrafts().catch(() => []);
  const versions = [...((await loadForms()) ?? forms.peek()), ...drafts];
  const byKey = new Map(versions.map(({ app, version }) => [keyOf({ app, version }), { app, version }]));
  return [...byKey.values()].filter((version) => !missing.has(keyOf(version)));
}

/** The apps whose registrations these forms choose among. */
export function listsOf(definitions: readonly Definition[]): string[] {
  const apps = definitions.flatMap(fieldsOf).flatMap(inside).map(optionsFrom);
  return [...new Set(apps.filter((app) => app !== undefined))];
}

function inside(field: FieldDef): FieldDef[] {
  return field.control === 'group' ? field.fields.flatMap(inside) : [field];
}

function optionsFrom(field: FieldDef): string | undefined {
  return 'optionsFrom' in field && field.optionsFrom ? field.optionsFrom : undefined;
}

/** Fetches the companies used lately, once a day; on a new phone those of recent registrations. */
async function fetchCompanies(): Promise<void> {
  const stored = await loadCompanies();
  const old = stored
    .filter(({ askedAt }) => Date.now() - Date.parse(askedAt) > DAY_MS)
    .map(({ company }) => company.cvr);
  const cvrs = stored.length > 0 ? old : await sentLately();
  // A company that the register no longer has must not stop the others.
  for (const cvr of cvrs.slice(0, COMPANIES_AT_MOST))
    await askRegister(cvr, IN_BACKGROUND)
      .then((company) => saveCompany(company))
      .catch(() => undefined);
}

async function sentLately(): Promise<string[]> {
  const { items } = await registrations(null, LATEST, {}, IN_BACKGROUND);
  const sent = await Promise.all(
    items.map(({ app, id }) => fetchRegistration(app, id, IN_BACKGROUND).catch(() => undefined)),
  );
  return [...new Set(sent.flatMap((registration) => cvrNumbers(registration?.answers ?? {})))];
}

/** Every text in the answers that is a valid CVR number. A text that is something else costs only one unnecessary lookup. */
function cvrNumbers(value: Json | object): string[] {
  if (typeof value === 'string') return isCvr(value) ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value as object).flatMap(cvrNumbers) : [];
}
