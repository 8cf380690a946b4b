/** The form page as a person meets it: drawn in a document, with the in-memory server behind it. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import { FakeApi, PERSON } from '../../../tests/fake-api';
import { until } from '../../../tests/waiting';
import { pendingSaves } from '../../drafts/autosave';
import { EMPTY } from '../../memory/memory';
import { changeMemory } from '../../memory/store';
import { wipe } from '../../outbox/tests/entries';
import { session } from '../../session';
import { FormPage } from '../FormPage';
import { claimId } from '../own-id';
import { typeInto } from '../../../tests/typing';

export { until };

export const ID = '01a20c7c-e1b7-78de-98c0-7ccc613e359d';

export interface Page {
  api: FakeApi;
  sent: string[];
  left: number;
  root: HTMLElement;
  close(): void;
}

/** Until there is a form to write in, or why there is none, or as `isOpen` says. */
export async function openPage(
  api = new FakeApi(),
  id = ID,
  isOpen: (page: Page) => boolean = () => false,
  origin: 'begun here' | 'in the address' = 'begun here',
  app = 'virksomhedsbesoeg',
): Promise<Page> {
  vi.stubGlobal('fetch', api.fetch);
  session.value = { state: 'signed-in', ...PERSON };
  // What an earlier test sent is not remembered in the next.
  await changeMemory(() => EMPTY);
  // As the page does for a new draft.
  if (origin === 'begun here') claimId(id);
  const root = document.body.appendChild(document.createElement('main'));
  const page: Page = { api, sent: [], left: 0, root, close: () => (render(null, root), root.remove()) };
  const onSent = (app: string, sentId: string) => void page.sent.push(`${app}/${sentId}`);
  await act(() => render(<FormPage app={app} id={id} onSent={onSent} onLeave={() => (page.left += 1)} />, root));
  await until(() => root.querySelector('form') !== null || root.querySelector('.alert') !== null || isOpen(page));
  return page;
}

/** Closes it, and leaves nothing on the phone's disk. */
export async function closePage(page: Page): Promise<void> {
  page.close();
  await pendingSaves();
  await wipe();
  vi.unstubAllGlobals();
}

/** What `fetch` answers where there is no network. */
export const noNetwork = () => Promise.reject(new TypeError('Failed to fetch'));

/** All that stands on the page. */
export const text = () => document.body.textContent ?? '';
export const send = () => tap(button('Send registrering'));

/** The box with this label, the `nth` when there are several. */
export function box<E extends HTMLElement = HTMLInputElement>(label: string, nth = 0): E {
  const labels = [...document.querySelectorAll('label')].filter((each) => plain(each) === label);
  const control = labels[nth] && document.getElementById(labels[nth].htmlFor);
  if (!control) throw new Error(`no box is called ${label}`);
  return control as E;
}

export function option(legend: string, label: string): HTMLInputElement {
  const group = [...document.querySelectorAll('fieldset')].find((fieldset) => {
    const own = fieldset.querySelector('legend');
    return own !== null && plain(own) === legend;
  });
  const choice = [...(group?.querySelectorAll('label') ?? [])].find((each) => plain(each) === label);
  if (!choice) throw new Error(`${legend} has no ${label}`);
  return document.getElementById(choice.htmlFor) as HTMLInputElement;
}

export function has(label: string): boolean {
  return [...document.querySelectorAll('label, legend')].some((each) => plain(each) === label);
}

export function button(name: string): HTMLButtonElement {
  const named = [...document.querySelectorAll('button')].find((each) => plain(each) === name);
  if (!named) throw new Error(`no button is called ${name}`);
  return named;
}

export async function type(into: HTMLElement, text: string): Promise<void> {
  await act(() => typeInto(into as HTMLInputElement, text));
}

export async function tap(element: HTMLElement): Promise<void> {
  await act(() => element.click());
}

export async function choose(legend: string, label: string): Promise<void> {
  await tap(option(legend, label));
}

function plain(element: Element): string {
  return (element.textContent ?? '').replace('(valgfrit)', '').trim().replace(/\s+/g, ' ');
}

/** What must be filled in for a visit where nobody was met. */
export async function fillIn(): Promise<void> {
  await type(box('CVR-nummer'), '90 00 10 00');
  await until(
    () => has('Bredgade 161, 1260 København KNørrebro Håndværkerbageri ApS, lager · 1190001000'),
    'the units',
  );
  await tap(box('Bredgade 161, 1260 København KNørrebro Håndværkerbageri ApS, lager · 1190001000'));
  await choose('Kontaktform', 'Telefon');
  await choose('Formål med besøget', 'Andet');
  await choose('Mødte du nogen fra virksomheden?', 'Nej');
  await choose('Udfald', 'Ingen truffet');
  await choose('Skal der følges op?', 'Nej');
}
