/** Fetches what a visit may need before it is needed, and tells whether all of it is on the phone. */
import { company as askRegister, Problem, registration as fetchRegistration, registrations, type How } from '../api';
import { fieldsOf, type Definition, type FieldDef, type Json } from '../definition';
import { definitionOf, forms, refreshForms } from '../definitions';
import { allDrafts } from '../drafts';
import { refreshEntities } from '../entities';
import { isCvr } from '../form/engine/formats';
import { keepCompany, keptCompanies, keptDefinition, keptEntities, keptForms } from './kept';

/** Nobody asked for it, so it keeps no session alive. */
const BEHIND: How = { background: true };
/** Sent registrations whose companies are looked up, on a phone that has none. */
const LATEST = 10;
const COMPANIES_AT_MOST = 30;
const DAY_MS = 86_400_000;

/** Fetches what is not kept yet, and what may have changed. Rejects when a call fails; what was fetched until then is kept. */
export async function fetchAhead(): Promise<void> {
  await refreshForms(BEHIND);
  const definitions: Definition[] = [];
  for (const version of await wanted()) {
    const definition = await fetched(version);
    if (definition) definitions.push(definition);
  }
  await Promise.all(listsOf(definitions).map((app) => refreshEntities(app, BEHIND)));
  await fetchCompanies();
}

/** Whether every form that the person has, and every draft, opens without a network, with its lists. */
export async function isAllKept(): Promise<boolean> {
  if (!(await keptForms())) return false;
  const definitions = await Promise.all((await wanted()).map(({ app, version }) => keptDefinition(app, version)));
  if (definitions.includes(undefined)) return false;
  const lists = await Promise.all(listsOf(definitions as Definition[]).map(keptEntities));
  return !lists.includes(undefined);
}

interface Version {
  app: string;
  version: number;
}

const keyOf = ({ app, version }: Version) => `${app} ${version}`;

const GONE = new Set(['unknown-app', 'unknown-version', 'draft-gone']);

/** What the server has said that there is not, or not for this person: a draft of it opens nowhere. */
const gone = new Set<string>();

async function fetched(asked: Version): Promise<Definition | undefined> {
  try {
    return await definitionOf(asked.app, asked.version, BEHIND);
  } catch (failure) {
    if (!(failure instanceof Problem && GONE.has(failure.code))) throw failure;
    gone.add(keyOf(asked));
    return undefined;
  }
}

/** The newest version of each form, and those that drafts answer. */
async function wanted(): Promise<Version[]> {
  const drafts = await allDrafts().catch(() => []);
  const all = [...((await keptForms()) ?? forms.peek()), ...drafts];
  const byKey = new Map(all.map(({ app, version }) => [keyOf({ app, version }), { app, version }]));
  return [...byKey.values()].filter((version) => !gone.has(keyOf(version)));
}

/** The apps whose registrations are chosen among. */
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

/** Those used lately, asked for anew once a day; on a new phone those of what was sent lately. */
async function fetchCompanies(): Promise<void> {
  const kept = await keptCompanies();
  const old = kept.filter(({ askedAt }) => Date.now() - Date.parse(askedAt) > DAY_MS).map(({ company }) => company.cvr);
  const cvrs = kept.length > 0 ? old : await sentLately();
  // One that the register does not know any more is no reason to go without the others.
  for (const cvr of cvrs.slice(0, COMPANIES_AT_MOST))
    await askRegister(cvr, BEHIND)
      .then((company) => keepCompany(company))
      .catch(() => undefined);
}

async function sentLately(): Promise<string[]> {
  const { items } = await registrations(null, LATEST, {}, BEHIND);
  const sent = await Promise.all(items.map(({ app, id }) => fetchRegistration(app, id, BEHIND).catch(() => undefined)));
  return [...new Set(sent.flatMap((registration) => cvrNumbers(registration?.answers ?? {})))];
}

/** Whatever is a CVR number in the answers: a wrong guess costs one question to the register. */
function cvrNumbers(value: Json | object): string[] {
  if (typeof value === 'string') return isCvr(value) ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value as object).flatMap(cvrNumbers) : [];
}
